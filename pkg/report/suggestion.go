package report

import (
	"bytes"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/secret"
)

// Each suggestion costs parses of its file, and nobody takes so many one by one.
const (
	maxSuggestions = 200
	maxSuggested   = 2 << 20 // bytes of the files that suggestions are for, each time
)

// suggester turns safe fixes into changes that a reviewer applies one by one.
type suggester struct {
	o       Options
	secrets map[string][]span
	left    int // suggestions
	bytes   int // that they may still be for
}

func newSuggester(r *lint.Result, o Options) *suggester {
	return &suggester{o, secretsByFile(r, o), maxSuggestions, maxSuggested}
}

// edit is the finding's fix when it is one change to the file of the finding; not ok where the lines hold a secret, or what could not be shown
// as it is.
func (s *suggester) edit(f *lint.Finding) (e fix.Edit, ok bool) {
	if !f.Fix.Applicable() || !f.Fix.Safe() || s.left == 0 || s.bytes <= 0 {
		return fix.Edit{}, false
	}
	s.left--
	s.bytes -= len(s.o.Source(f.Place.Filename))
	plan := fix.Make(s.o.Source, f.Fix)
	edits := plan.Edits()
	if plan.Refused[0] != "" || len(edits) != 1 || edits[0].Place.Filename != f.Place.Filename {
		return fix.Edit{}, false
	}
	e = edits[0]
	wide, replaced := s.widened(e)
	text := strings.NewReplacer("\n", "", "\t", "").Replace(wide.Text)
	for line := range strings.Lines(wide.Text) {
		if len(secret.InLine(line)) > 0 {
			return fix.Edit{}, false
		}
	}
	return e, printable(text) && len(overlapping(s.secrets[f.Place.Filename], replaced.start, replaced.end)) == 0
}

// rdSuggestion replaces whole lines.
type rdSuggestion struct {
	Range rdLines `json:"range"`
	Text  string  `json:"text"`
}

type rdLines struct {
	Start rdLine `json:"start"`
	End   rdLine `json:"end"`
}

type rdLine struct {
	Line int `json:"line"`
}

func (s *suggester) rdSuggestions(f *lint.Finding) []rdSuggestion {
	e, ok := s.edit(f)
	if !ok {
		return nil
	}
	suggestion, _ := s.widened(e)
	return []rdSuggestion{suggestion}
}

// widened takes the line in that an insertion stands before, or after at the end of the file: GitHub replaces lines and inserts none. It also
// returns which bytes go.
func (s *suggester) widened(e fix.Edit) (rdSuggestion, span) {
	src := s.o.Source(e.Place.Filename)
	text := e.NewText
	start, end := e.Place.Start.Byte, e.Place.End.Byte
	first, last := e.Place.Start.Line, e.Place.End.Line-1
	switch {
	case start < end:
	case end < len(src):
		end += lineLength(src[end:])
		text += string(src[start:end])
		last = first
	default:
		start = bytes.LastIndexByte(bytes.TrimSuffix(src, []byte("\n")), '\n') + 1
		text = string(src[start:]) + text
		first -= bytes.Count(src[start:], []byte("\n"))
		last = first
	}
	lines := rdLines{rdLine{first}, rdLine{max(first, last)}}
	return rdSuggestion{lines, strings.TrimSuffix(text, "\n")}, span{start, end}
}

// fixes is the fix of a finding for editors that offer it.
func (s sarifWriter) fixes(f *lint.Finding) []*sarif.Fix {
	e, ok := s.suggester.edit(f)
	if !ok {
		return nil
	}
	region := sarif.NewRegion().WithStartLine(e.Place.Start.Line).WithStartColumn(1).WithEndLine(e.Place.End.Line).WithEndColumn(max(e.Place.End.Column, 1))
	change := sarif.NewArtifactChange().WithArtifactLocation(s.artifact(e.Place.Filename)).
		AddReplacement(sarif.NewReplacement().WithDeletedRegion(region).WithInsertedContent(sarif.NewArtifactContent().WithText(e.NewText)))
	return []*sarif.Fix{sarif.NewFix().WithDescription(sarifText(Escape(f.Fix.Title))).AddArtifactChange(change)}
}
