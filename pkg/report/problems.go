package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// problem is what keeps a run from telling everything: a diagnostic, or what was not read and no diagnostic speaks of.
type problem struct {
	rule     string // a name where a format files everything under one
	severity string // lint.Error or lint.Warning
	summary  string
	detail   string // may be empty
	place    source.Place
}

// Rules of problems.
const (
	inputError   = "demarc-input-error"
	inputWarning = "demarc-input-warning"
	notRead      = "demarc-not-read"
)

func (p problem) text() string {
	if p.detail == "" {
		return p.summary
	}
	return p.summary + ": " + p.detail
}

// problems lists errors first.
func problems(r *lint.Result) []problem {
	var all []problem
	for _, d := range r.Diagnostics {
		rule := inputWarning
		if d.Severity == lint.Error {
			rule = inputError
		}
		all = append(all, problem{rule, d.Severity, d.Summary, d.Detail, d.Place})
	}
	for _, u := range untold(r) {
		severity := lint.Error
		if u.Foreign {
			severity = lint.Warning
		}
		all = append(all, problem{rule: notRead, severity: severity, summary: "Not read", detail: u.Path + ": " + u.Reason})
	}
	if r.Coverage.Empty() {
		all = append(all, problem{rule: notRead, severity: lint.Error, summary: "Nothing was read, so nothing was checked"})
	}
	slices.SortStableFunc(all, func(a, b problem) int { return strings.Compare(a.severity, b.severity) })
	return all
}

// pressing are the problems without what is of a kind that no run reads: who looks at lines wants no line for each test file.
func pressing(r *lint.Result) []problem {
	return slices.DeleteFunc(problems(r), func(p problem) bool { return p.rule == notRead && p.severity == lint.Warning })
}

// untold is what was not read and is not told by a diagnostic.
func untold(r *lint.Result) []lint.Unread {
	told := map[string]bool{}
	for _, d := range r.Diagnostics {
		told[d.Detail] = true
		if d.Severity == lint.Error {
			told[d.Place.Filename] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(r.Coverage.Unread), func(u lint.Unread) bool {
		return told[u.Path] || told[u.Path+": "+u.Reason]
	})
}

// WriteProblems writes a line for each diagnostic and for what was not read, for commands whose output is for other programs.
func WriteProblems(w io.Writer, r *lint.Result) error {
	r, _ = safe(r, Options{Source: r.Source})
	return harmless(w, spaced, func(w io.Writer) error { return writeProblems(w, r) })
}

func writeProblems(w io.Writer, r *lint.Result) error {
	out := bufio.NewWriter(w)
	for _, d := range r.Diagnostics {
		if at := position(d.Place); at != "" {
			fmt.Fprintf(out, "%s: ", lineHead(at))
		}
		fmt.Fprintf(out, "%s: %s", d.Severity, d.Summary)
		if d.Detail != "" {
			fmt.Fprintf(out, ": %s", d.Detail)
		}
		fmt.Fprintln(out)
	}
	for _, u := range r.Coverage.Unread {
		text := u.Path + ": " + u.Reason
		if u.Foreign || slices.ContainsFunc(r.Diagnostics, func(d lint.Diagnostic) bool { return d.Detail == text }) {
			continue
		}
		fmt.Fprintf(out, "not read: %s\n", text)
	}
	if r.Coverage.Files == 0 {
		fmt.Fprintln(out, "No Terraform or OpenTofu configuration was found that could be read.")
	}
	return out.Flush()
}
