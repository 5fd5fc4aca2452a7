package report

import (
	"cmp"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

const (
	markdownSize  = 60_000 // bytes: GitHub refuses a comment of more than 65,536 characters, and whoever posts it may add some
	markdownLater = 12_000 // of these, bytes kept for what stands below the findings
	markdownText  = 600    // characters of one text
	markdownMark  = "<!-- demarc -->\n"
)

// markdown writes a comment for a pull request: the verdict and a table of numbers, then folded details, the worst first, as many as there
// is room for. The mark at its head lets whoever posts it find the one posted before.
type markdown struct {
	strings.Builder
}

func writeMarkdown(w io.Writer, r *lint.Result, _ Options) error {
	m := &markdown{}
	m.head(r)
	m.open(r)
	m.problems(r)
	m.accepted(r)
	m.undetermined(r)
	_, err := io.WriteString(w, m.String())
	return err
}

func (m *markdown) printf(format string, args ...any) { _, _ = fmt.Fprintf(m, format, args...) }

func (m *markdown) head(r *lint.Result) {
	v := verdictOf(r)
	m.printf("%s## demarc: %s\n\n", markdownMark, v.head)
	if _, total := tally(r); total > 0 {
		m.table(r)
	} else if v.rest != "" {
		m.printf("%s\n\n", v.rest)
	}
	if list := problems(r); len(list) > 0 && list[0].severity == lint.Error {
		m.printf("**Not everything could be read**, so these may not be all findings: see below.\n\n")
	}
	line := covered(r) + gaps(r) + "."
	if text := strings.Trim(accepted(r), ";. "); text != "" {
		line += " " + strings.ToUpper(text[:1]) + text[1:] + "."
	}
	m.printf("%s\n\n", line)
}

// table has the open findings by duty and severity; its cells hold no text of the input but users' duties.
func (m *markdown) table(r *lint.Result) {
	numbers := map[check.Duty]map[check.Severity]int{}
	open := openFindings(r)
	for _, f := range open {
		if numbers[f.Check.Duty] == nil {
			numbers[f.Check.Duty] = map[check.Severity]int{}
		}
		numbers[f.Check.Duty][f.Check.Severity]++
	}
	m.printf("| duty | critical | high | medium | low |\n|---|--:|--:|--:|--:|\n")
	for _, duty := range dutiesOf(open) {
		m.row(prose(cmp.Or(string(duty), noDuty)), func(s check.Severity) int { return numbers[duty][s] })
	}
	m.row("**all**", r.Open)
	m.printf("\n")
}

func (m *markdown) row(name string, number func(check.Severity) int) {
	m.printf("| %s |", name)
	for s := check.Critical; s >= check.Low; s-- {
		if n := number(s); n > 0 {
			m.printf(" %d |", n)
		} else {
			m.printf("  |")
		}
	}
	m.printf("\n")
}

// open folds the findings of each severity; what is critical or high is unfolded.
func (m *markdown) open(r *lint.Result) {
	left := openFindings(r)
	for s := check.Critical; s >= check.Low; s-- {
		n := r.Open(s)
		if n == 0 {
			continue
		}
		var items []string
		for i := range left {
			if left[i].Check.Severity == s {
				items = append(items, markdownFinding(&left[i]))
			}
		}
		m.fold(fmt.Sprintf("%s: %s", s, count(n, "finding")), items, markdownSize-markdownLater, s >= check.High)
	}
}

// fold writes items under a summary until the size is reached, and says how many are left.
func (m *markdown) fold(summary string, items []string, size int, unfolded bool) {
	if len(items) == 0 {
		return
	}
	attribute := ""
	if unfolded {
		attribute = " open"
	}
	m.printf("<details%s><summary>%s</summary>\n\n", attribute, html.EscapeString(summary))
	for i, item := range items {
		if m.Len()+len(item) > size {
			m.printf("- and %d more, for which there is no room here; another format has them\n", len(items)-i)
			break
		}
		m.WriteString(item)
	}
	m.printf("\n</details>\n\n")
}

func markdownFinding(f *lint.Finding) string {
	title, detail := headline(f)
	var b strings.Builder
	fmt.Fprintf(&b, "- **%s** %s", short(title), code(clip(f.Check.Name, markdownText)))
	fmt.Fprintf(&b, "  \n  %s", code(clip(orNoFile(position(f.Place)), markdownText)))
	if f.Address != "" {
		fmt.Fprintf(&b, " in %s", code(clip(f.Address, markdownText)))
	}
	if detail != "" {
		fmt.Fprintf(&b, "  \n  → %s", short(detail))
	}
	if n := len(f.Instances); n > 1 {
		fmt.Fprintf(&b, "  \n  holds for %d instances", n)
	}
	if len(f.Environments) > 0 {
		fmt.Fprintf(&b, "  \n  holds with %s", short(strings.Join(f.Environments, ", ")))
	}
	for i, r := range f.Related {
		if i == instances {
			fmt.Fprintf(&b, "  \n  and %d more places", len(f.Related)-i)
			break
		}
		at := "see"
		if r.Place.Filename != "" {
			at = code(clip(position(r.Place), markdownText))
		}
		fmt.Fprintf(&b, "  \n  %s: %s", at, short(r.Message))
	}
	return b.String() + "\n"
}

func short(text string) string { return prose(clip(text, markdownText)) }

func (m *markdown) problems(r *lint.Result) {
	var items []string
	for _, p := range problems(r) {
		item := "- " + p.severity + ": "
		if at := position(p.place); at != "" {
			item += code(clip(at, markdownText)) + ": "
		}
		items = append(items, item+short(p.text())+"\n")
	}
	m.fold("In the way: "+count(len(items), "problem"), items, markdownSize-markdownLater/2, false)
}

func (m *markdown) accepted(r *lint.Result) {
	var items []string
	for _, f := range worstFirst(acceptedFindings(r)) {
		items = append(items, fmt.Sprintf("- %s %s: %s (%s)\n", code(clip(position(f.Place), markdownText)), code(clip(f.Check.Name, markdownText)), short(f.Suppressed.Reason), f.Suppressed.Kind))
	}
	m.fold("Accepted: "+count(len(items), "finding"), items, markdownSize-markdownLater/4, false)
}

func (m *markdown) undetermined(r *lint.Result) {
	var items []string
	for _, o := range obstacles(r) {
		name := o.cause.Name
		if name == "" {
			name = "a value that is not known"
		}
		item := fmt.Sprintf("- %s leaves %s open", code(clip(name, markdownText)), count(len(o.open), "answer"))
		if o.cause.Hint != "" {
			item += ": " + short(o.cause.Hint)
		}
		items = append(items, item+"\n")
	}
	m.fold("Undetermined: "+count(len(r.Undetermined), "answer"), items, markdownSize, false)
}
