package report

import (
	"fmt"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// diagnostics never quote the source: what could not be read was not searched for secrets either. Warnings come first, since
// what stands last is read first.
func (t *text) diagnostics(r *lint.Result) {
	for _, severity := range []string{lint.Warning, lint.Error} {
		for _, same := range bySummary(r.Diagnostics, severity) {
			t.problem(same)
			t.printf("\n")
		}
	}
}

// bySummary groups the diagnostics of a severity that say the same of several places.
func bySummary(all []lint.Diagnostic, severity string) [][]lint.Diagnostic {
	var groups [][]lint.Diagnostic
	index := map[string]int{}
	for _, d := range all {
		if d.Severity != severity {
			continue
		}
		i, known := index[d.Summary]
		if !known {
			i, index[d.Summary] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	return groups
}

func (t *text) problem(same []lint.Diagnostic) {
	paint := t.warn
	if same[0].Severity == lint.Error {
		paint = t.bad
	}
	t.printf("%s %s", paint(same[0].Severity+":"), t.bold(same[0].Summary))
	if n := len(same); n > 1 {
		t.printf(" %s", t.dim(fmt.Sprintf("(%d times)", n)))
	}
	t.printf("\n")
	for _, d := range same {
		at := position(d.Place)
		switch {
		case len(same) > 1 && at != "" && d.Detail != "":
			t.printf("  %s: %s\n", lineHead(at), d.Detail)
			continue
		case at != "":
			t.printf("  %s %s\n", t.dim("-->"), at)
		}
		if d.Detail != "" {
			t.printf("   %s %s\n", t.dim("="), d.Detail)
		}
	}
}

// unread lists what was not read and is not told by a diagnostic above.
func (t *text) unread(r *lint.Result) {
	list := untold(r)
	if len(list) == 0 {
		return
	}
	t.printf("%s\n", t.warn("Not read:"))
	for _, u := range list {
		t.printf("  %s: %s\n", lineHead(u.Path), u.Reason)
	}
	t.printf("\n")
}
