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

// writeGitHub writes workflow commands for annotations: what is in error first, then open findings, the worst first, then warnings about the
// input; of each level as many as GitHub shows, and how many there are besides.
func writeGitHub(w io.Writer, r *lint.Result, _ Options) error {
	shown, left := capped(annotations(r))
	if left > 0 {
		shown = append(shown, annotation{notice, "demarc", fmt.Sprintf("%d more are in the log or in another report", left), source.Place{}})
	}
	for _, a := range shown {
		if _, err := io.WriteString(w, a.command()); err != nil {
			return err
		}
	}
	return nil
}

// notice is the level of what need not be looked at now.
const notice = "notice"

// capped leaves out what GitHub would not show; where anything is left out there is room for a notice that says so.
func capped(all []annotation) (shown []annotation, left int) {
	room := map[string]int{"error": maxAnnotations, "warning": maxAnnotations, notice: maxAnnotations}
	shown = within(all, room)
	if len(shown) < len(all) {
		room[notice]--
		shown = within(all, room)
	}
	return shown, len(all) - len(shown)
}

func within(all []annotation, room map[string]int) []annotation {
	written := map[string]int{}
	var shown []annotation
	for _, a := range all {
		if written[a.level] < room[a.level] {
			written[a.level]++
			shown = append(shown, a)
		}
	}
	return shown
}

func annotations(r *lint.Result) []annotation {
	var all, warnings []annotation
	for _, p := range pressing(r) {
		a := annotation{"error", p.summary, cmp.Or(p.detail, p.summary), p.place}
		if p.severity != lint.Error {
			a.level = "warning"
			warnings = append(warnings, a)
			continue
		}
		all = append(all, a)
	}
	open := slices.DeleteFunc(slices.Clone(r.Findings), func(f lint.Finding) bool { return f.Suppressed != nil })
	slices.SortStableFunc(open, func(a, b lint.Finding) int { return int(b.Check.Severity - a.Check.Severity) })
	for _, f := range open {
		title := fmt.Sprintf("%s: %s", f.Check.Severity, f.Check.Name)
		all = append(all, annotation{githubLevel(f.Check.Severity), title, f.Message, f.Place})
	}
	return append(all, warnings...)
}

func githubLevel(s check.Severity) string {
	switch {
	case s >= check.High:
		return "error"
	case s == check.Medium:
		return "warning"
	}
	return notice
}

func (a annotation) command() string {
	var b strings.Builder
	b.WriteString("::" + a.level + " ")
	if a.place.Filename != "" {
		fmt.Fprintf(&b, "file=%s,", property(a.place.Filename))
		if a.place.Start.Line > 0 {
			fmt.Fprintf(&b, "line=%d,endLine=%d,", a.place.Start.Line, max(a.place.Start.Line, a.place.End.Line))
		}
		if a.place.Start.Line > 0 && a.place.Start.Line == a.place.End.Line { // GitHub takes columns of one line alone
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
