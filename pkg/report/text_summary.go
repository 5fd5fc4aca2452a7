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
	v := verdictOf(r)
	paint := map[mood]painter{open: t.bold, pass: t.good, doubt: t.warn, void: t.bad}[v.mood]
	if v.mood == void {
		t.printf("%s %s\n", paint(v.head+"."), v.rest)
		return
	}
	t.printf("%s%s%s\n%s\n", paint(v.head), v.rest, accepted(r), t.coverage(r))
	if n := fixable(r); n > 0 {
		t.printf("Fixes that demarc fix would try: %d; demarc fix --diff shows them.\n", n)
	}
}

// fixable counts the open findings that have a safe fix.
func fixable(r *lint.Result) int {
	n := 0
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Suppressed == nil && f.Fix.Applicable() && f.Fix.Safe() {
			n++
		}
	}
	return n
}

// verdict is the result in a sentence, without its full stop.
type verdict struct {
	mood mood
	head string
	rest string // what follows the head
}

type mood int

const (
	open  mood = iota // something was found
	pass              // nothing was, and all was read
	doubt             // nothing was, which may not mean much
	void              // nothing was read
)

func verdictOf(r *lint.Result) verdict {
	found, total := tally(r)
	switch {
	case r.Coverage.Empty():
		return verdict{void, "Nothing was read, so nothing was checked", "No Terraform or OpenTofu configuration was found that could be read."}
	case total > 0:
		return verdict{open, count(total, "finding"), ": " + found}
	case r.Coverage.Files == 0:
		return verdict{mood: pass, head: "No findings, since the settings exclude all that was given"}
	case !r.Complete():
		return verdict{mood: doubt, head: "No findings in what was read, which was not all"}
	case r.Coverage.Resources == 0:
		return verdict{mood: doubt, head: "No findings, since there are no resources to check"}
	case len(r.Checks) == 0:
		return verdict{mood: doubt, head: "No findings, since no check was run"}
	}
	return verdict{mood: pass, head: "No findings"}
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
	line := covered(r)
	if r.Duration > 0 {
		line += " in " + rounded(r.Duration).String()
	}
	line += gaps(r)
	if len(r.Undetermined) > 0 && !t.o.ShowUndetermined {
		line += " (list with --show-undetermined)"
	}
	return line + "."
}

// covered says what was read, and gaps what was not or could not be answered.
func covered(r *lint.Result) string {
	c := r.Coverage
	return fmt.Sprintf("Read %s, %s and %s with %s",
		count(c.Files, "file"), count(c.Modules, "module"), count(c.Resources, "resource"), count(len(r.Checks), "check"))
}

func gaps(r *lint.Result) string {
	var text string
	if n := r.Coverage.Excluded; n > 0 {
		text += fmt.Sprintf("; %d excluded", n)
	}
	if n := len(r.Coverage.Unread); n > 0 {
		text += fmt.Sprintf("; %d not read", n)
	}
	if n := len(r.Undetermined); n > 0 {
		text += fmt.Sprintf("; %s undetermined", count(n, "answer"))
	}
	return text
}

func rounded(d time.Duration) time.Duration {
	if d < 10*time.Millisecond {
		return d.Round(100 * time.Microsecond)
	}
	return d.Round(time.Millisecond)
}
