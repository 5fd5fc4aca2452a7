package report

import (
	"bytes"
	"io"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// A DiagnosticResult of reviewdog. Columns count bytes from 1, and the end of a range is the column after it.
type (
	rdResult struct {
		Source      rdSource       `json:"source"`
		Diagnostics []rdDiagnostic `json:"diagnostics"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
	rdCode struct {
		Value string `json:"value"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
	rdLocation struct {
		Path  string   `json:"path"`
		Range *rdRange `json:"range,omitempty"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
)

// writeRDJSON writes open findings, with the fixes that are safe as suggestions, and problems. Messages are Markdown, since reviewdog's comments are.
func writeRDJSON(w io.Writer, r *lint.Result, o Options) error {
	result := rdResult{Source: rdSource{"demarc", homepage}, Diagnostics: []rdDiagnostic{}}
	s := newSuggester(r, o)
	return encodeWith(w, result, "diagnostics", func(yield func(any) bool) {
		for f := range eachOpen(r) {
			if !yield(rdDiagnostic{
				Message: prose(f.Message + environments(f)), Location: newRDLocation(f.Place, o), Severity: rdSeverity(f.Check.Severity),
				Code: rdCode{f.Check.Name}, Suggestions: s.rdSuggestions(f), Related: rdRelatedOf(f, o),
			}) {
				return
			}
		}
		for _, p := range problems(r) {
			severity := "WARNING"
			if p.severity == lint.Error {
				severity = "ERROR"
			}
			if !yield(rdDiagnostic{Message: prose(p.text()), Location: newRDLocation(p.place, o), Severity: severity, Code: rdCode{p.rule}}) {
				return
			}
		}
	})
}

func rdSeverity(s check.Severity) string {
	switch {
	case s >= check.High:
		return "ERROR"
	case s == check.Medium:
		return "WARNING"
	}
	return "INFO"
}

func rdRelatedOf(f *lint.Finding, o Options) []rdRelated {
	var related []rdRelated
	for _, r := range f.Related {
		if r.Place.Filename != "" {
			related = append(related, rdRelated{prose(r.Message), newRDLocation(r.Place, o)})
		}
	}
	return related
}

func newRDLocation(p source.Place, o Options) rdLocation {
	if p.Start.Line < 1 {
		return rdLocation{Path: p.Filename}
	}
	src := o.Source(p.Filename)
	end := p.End
	if end.Line < p.Start.Line {
		end = p.Start
	}
	return rdLocation{p.Filename, &rdRange{
		rdPosition{p.Start.Line, byteColumn(src, p.Start)},
		rdPosition{end.Line, byteColumn(src, end)},
	}}
}

// byteColumn counts the bytes on the line up to pos, from 1; without the source the column in characters has to do.
func byteColumn(src []byte, pos hcl.Pos) int {
	if pos.Byte < 0 || pos.Byte > len(src) || len(src) == 0 {
		return max(pos.Column, 1)
	}
	return pos.Byte - bytes.LastIndexByte(src[:pos.Byte], '\n')
}
