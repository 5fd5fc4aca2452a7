package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// maxAnnotations is how many annotations of each level GitHub shows of one step.
const maxAnnotations = 10

// annotation is one workflow command.
type annotation struct {
	level   string // error, warning or notice
	title   string
	message string
	place   source.Place
}

// writeGitHub writes workflow commands for annotations: what is in error first, then open findings, the worst first; of each level as many as
// GitHub shows, and how many there are besides.
func writeGitHub(w io.Writer, r *lint.Result, _ Options) error {
	written := map[string]int{}
	left := 0
	for _, a := range annotations(r) {
		if written[a.level] == maxAnnotations {
			left++
			continue
		}
		written[a.level]++
		if _, err := io.WriteString(w, a.command()); err != nil {
			return err
		}
	}
	if left > 0 {
		_, err := fmt.Fprintf(w, "::notice title=demarc::%d more are in the log or in another report\n", left)
		return err
	}
	return nil
}

func annotations(r *lint.Result) []annotation {
	var all []annotation
	for _, d := range r.Diagnostics {
		level := "warning"
		if d.Severity == lint.Error {
			level = "error"
		}
		all = append(all, annotation{level, d.Summary, cmp.Or(d.Detail, d.Summary), d.Place})
	}
	slices.SortStableFunc(all, func(a, b annotation) int { return strings.Compare(a.level, b.level) })
	open := slices.DeleteFunc(slices.Clone(r.Findings), func(f lint.Finding) bool { return f.Suppressed != nil })
	slices.SortStableFunc(open, func(a, b lint.Finding) int { return int(b.Check.Severity - a.Check.Severity) })
	for _, f := range open {
		title := fmt.Sprintf("%s: %s", f.Check.Severity, f.Check.Name)
		all = append(all, annotation{githubLevel(f.Check.Severity), title, f.Message, f.Place})
	}
	return all
}

func githubLevel(s check.Severity) string {
	switch {
	case s >= check.High:
		return "error"
	case s == check.Medium:
		return "warning"
	}
	return "notice"
}

func (a annotation) command() string {
	var b strings.Builder
	b.WriteString("::" + a.level + " ")
	if a.place.Filename != "" {
		fmt.Fprintf(&b, "file=%s,line=%d,endLine=%d,", property(a.place.Filename), a.place.Start.Line, max(a.place.Start.Line, a.place.End.Line))
		if a.place.Start.Line == a.place.End.Line { // GitHub takes columns of one line alone
			fmt.Fprintf(&b, "col=%d,endColumn=%d,", a.place.Start.Column, a.place.End.Column)
		}
	}
	fmt.Fprintf(&b, "title=%s::%s\n", property(a.title), data(a.message))
	return b.String()
}

// data escapes the message of a workflow command, and property one of its properties, as GitHub's own toolkit has it: nothing in them can
// end the command and begin another.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(text))
}
