package report

import (
	"bytes"
	"strings"

	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// Each suggestion costs a parse of its file, and nobody takes so many one by one.
const maxSuggestions = 200

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

// suggester turns safe fixes into suggestions.
type suggester struct {
	o       Options
	secrets map[string][]span
	left    int
}

// suggestions is the finding's fix when it is one change to the file of the finding; none where the lines hold a secret, or what could not
// be shown as it is.
func (s *suggester) suggestions(f *lint.Finding) []rdSuggestion {
	if !f.Fix.Applicable() || !f.Fix.Safe() || s.left == 0 {
		return nil
	}
	s.left--
	plan := fix.Make(s.o.Source, f.Fix)
	edits := plan.Edits()
	if plan.Refused[0] != "" || len(edits) != 1 || edits[0].Place.Filename != f.Place.Filename {
		return nil
	}
	suggestion, replaced := s.suggestion(edits[0])
	text := strings.NewReplacer("\n", "", "\t", "").Replace(suggestion.Text)
	if !printable(text) || len(overlapping(s.secrets[f.Place.Filename], replaced.start, replaced.end)) > 0 {
		return nil
	}
	return []rdSuggestion{suggestion}
}

// suggestion widens an insertion to the line that it stands before, or after at the end of the file, and returns which bytes go.
func (s *suggester) suggestion(e fix.Edit) (rdSuggestion, span) {
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
