package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

const (
	labelWidth = 110 // columns that an excerpt with its label may take before the label moves to a line of its own
	instances  = 5   // of a finding that are listed by address
)

// text writes the format for people: findings file by file, then what stands in the way of answers, then what was wrong
// with the input, and last what was covered, so that the end of a long report says how far it can be trusted.
type text struct {
	*bufio.Writer // keeps the first error for Flush
	palette
	o       Options
	secrets map[string][]span
}

func writeText(w io.Writer, r *lint.Result, o Options) error {
	t := &text{Writer: bufio.NewWriter(w), palette: newPalette(o.Color), o: o, secrets: secretsByFile(r, o)}
	t.findings(r)
	if o.ShowUndetermined {
		t.undetermined(r)
	}
	t.diagnostics(r)
	t.unread(r)
	t.summary(r)
	return t.Flush()
}

func (t *text) printf(format string, args ...any) { _, _ = fmt.Fprintf(t, format, args...) }

func (t *text) findings(r *lint.Result) {
	perFile := map[string]int{}
	for i := range r.Findings {
		if r.Findings[i].Suppressed == nil {
			perFile[r.Findings[i].Place.Filename]++
		}
	}
	current := "\x00" // no file's name
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Suppressed != nil {
			continue
		}
		if file := f.Place.Filename; file != current {
			current = file
			t.printf("%s %s\n\n", t.file(orNoFile(lineHead(file))), t.dim("("+count(perFile[file], "finding")+")"))
		}
		t.finding(f)
	}
}

// finding writes what is wrong, where, the lines in question, and what else helps to act on it.
func (t *text) finding(f *lint.Finding) {
	title, detail := headline(f)
	paint := t.severity(f.Check.Severity)
	t.printf("  %s %s %s\n", paint(f.Check.Severity.String()+":"), t.bold(title), t.dim("["+f.Check.Name+"]"))
	lines, more := excerpt(t.o.Source(f.Place.Filename), f.Place, t.secrets[f.Place.Filename])
	gutter := gutterOf(lines)
	t.printf("  %s%s %s", gutter, t.dim("-->"), position(f.Place))
	if f.Address != "" {
		t.printf(" in %s", f.Address)
	}
	t.printf("\n")
	detail = t.excerpt(lines, more, gutter, detail, paint)
	for _, note := range append([]string{detail}, notes(f)...) {
		if note != "" {
			t.printf("  %s %s %s\n", gutter, t.dim("="), note)
		}
	}
	t.printf("\n")
}

// excerpt writes the lines with the label after the last mark, and returns the label if it did not fit there.
func (t *text) excerpt(lines []excerptLine, more bool, gutter, label string, paint painter) string {
	if len(lines) == 0 {
		return label
	}
	t.printf("  %s %s\n", gutter, t.dim("|"))
	for i, line := range lines {
		number := fmt.Sprintf("%*d", len(gutter), line.number)
		t.printf("  %s %s\n", t.dim(number+" |"), line.text)
		if line.mark == "" {
			continue
		}
		mark := line.mark
		if i == len(lines)-1 && !more && fits(gutter, mark, label) {
			mark, label = strings.TrimRight(mark+" "+label, " "), ""
		}
		indent := len(mark) - len(strings.TrimLeft(mark, " "))
		t.printf("  %s %s %s%s\n", gutter, t.dim("|"), mark[:indent], paint(mark[indent:]))
	}
	if more {
		t.printf("  %s\n", t.dim(cut))
	}
	return label
}

func fits(gutter, mark, label string) bool {
	return len(gutter)+len(mark)+displaywidth.String(label)+6 <= labelWidth
}

func gutterOf(lines []excerptLine) string {
	if len(lines) == 0 {
		return " "
	}
	return strings.Repeat(" ", len(strconv.Itoa(lines[len(lines)-1].number)))
}

// headline parts a message into the check's title and what was found here.
func headline(f *lint.Finding) (title, detail string) {
	if detail, ok := strings.CutPrefix(f.Message, f.Check.Title+": "); ok {
		return f.Check.Title, detail
	}
	return f.Message, ""
}

func notes(f *lint.Finding) []string {
	var notes []string
	if n := len(f.Instances); n > 1 {
		shown := strings.Join(f.Instances[:min(n, instances)], ", ")
		if n > instances {
			shown += fmt.Sprintf(" and %d more", n-instances)
		}
		notes = append(notes, fmt.Sprintf("holds for %d instances: %s", n, shown))
	}
	if len(f.Environments) > 0 {
		notes = append(notes, "holds with "+strings.Join(f.Environments, ", "))
	}
	for _, r := range f.Related {
		notes = append(notes, strings.TrimPrefix(position(r.Place)+": ", ": ")+r.Message)
	}
	return notes
}

// position names a place as editors and terminals can follow it, "" when there is none.
func position(p source.Place) string {
	switch {
	case p.Filename == "":
		return ""
	case p.Start.Line < 1:
		return p.Filename
	}
	return fmt.Sprintf("%s:%d:%d", p.Filename, p.Start.Line, p.Start.Column)
}

func orNoFile(file string) string {
	if file == "" {
		return "(no file)"
	}
	return file
}

// count is "1 file", "2 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
