package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// summary says what was found and in how much: a run that saw nothing, or not all, never looks like a pass.
func (t *text) summary(r *lint.Result) {
	found, total := tally(r)
	switch {
	case r.Coverage.Empty():
		t.printf("%s\n", t.bad("Nothing was read, so nothing was checked.")+" No Terraform or OpenTofu configuration was found that could be read.")
		return
	case total > 0:
		t.printf("%s: %s", t.bold(count(total, "finding")), found)
	case r.Coverage.Files == 0:
		t.printf("%s", t.good("No findings, since the settings exclude all that was given"))
	case !r.Complete():
		t.printf("%s", t.warn("No findings in what was read, which was not all"))
	case r.Coverage.Resources == 0:
		t.printf("%s", t.warn("No findings, since there are no resources to check"))
	case len(r.Checks) == 0:
		t.printf("%s", t.warn("No findings, since no check was run"))
	default:
		t.printf("%s", t.good("No findings"))
	}
	t.printf("%s\n%s\n", accepted(r), t.coverage(r))
}

// tally is the open findings by severity, the worst first, and their number.
func tally(r *lint.Result) (found string, total int) {
	var parts []string
	for s := check.Critical; s >= check.Low; s-- {
		if n := r.Open(s); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
			total += n
		}
	}
	return strings.Join(parts, ", "), total
}

func accepted(r *lint.Result) string {
	var parts []string
	total := 0
	for _, kind := range []string{lint.Inline, lint.Config, lint.Baseline} {
		if n := r.Accepted(kind); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
			total += n
		}
	}
	text := ""
	if total > 0 {
		text = fmt.Sprintf("; %d accepted (%s)", total, strings.Join(parts, ", "))
	}
	if r.Older > 0 {
		text += fmt.Sprintf("; %d left out that were there before", r.Older)
	}
	return text + "."
}

func (t *text) coverage(r *lint.Result) string {
	c := r.Coverage
	line := fmt.Sprintf("Read %s, %s and %s with %s",
		count(c.Files, "file"), count(c.Modules, "module"), count(c.Resources, "resource"), count(len(r.Checks), "check"))
	if r.Duration > 0 {
		line += " in " + rounded(r.Duration).String()
	}
	if n := len(c.Unread); n > 0 {
		line += fmt.Sprintf("; %d not read", n)
	}
	if n := len(r.Undetermined); n > 0 {
		line += fmt.Sprintf("; %s undetermined", count(n, "answer"))
		if !t.o.ShowUndetermined {
			line += " (list with --show-undetermined)"
		}
	}
	return line + "."
}

func rounded(d time.Duration) time.Duration {
	if d < 10*time.Millisecond {
		return d.Round(100 * time.Microsecond)
	}
	return d.Round(time.Millisecond)
}
