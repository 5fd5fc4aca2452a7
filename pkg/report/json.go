package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// The JSON format is a contract with other programs: names stay, lists are never null, a place that is missing has an
// empty file and line 0. The time the run took is left out, so that the same input gives the same bytes.
type (
	jsonReport struct {
		Version      string             `json:"version"`
		Findings     []jsonFinding      `json:"findings"`
		Undetermined []jsonUndetermined `json:"undetermined"`
		Diagnostics  []jsonDiagnostic   `json:"diagnostics"`
		Coverage     jsonCoverage       `json:"coverage"`
		Older        int                `json:"older"` // findings left out since they were there before
	}
	jsonFinding struct {
		Check        string   `json:"check"`
		Severity     string   `json:"severity"`
		Duty         string   `json:"duty"`
		Message      string   `json:"message"`
		Address      string   `json:"address"`
		Instances    []string `json:"instances"`
		Environments []string `json:"environments"`
		jsonPlace
		Related     []jsonRelated    `json:"related"`
		Fix         *jsonFix         `json:"fix"`
		Suppressed  *jsonSuppression `json:"suppressed"`
		Fingerprint string           `json:"fingerprint"`
	}
	jsonPlace struct {
		File  string  `json:"file"`
		Start jsonPos `json:"start"`
		End   jsonPos `json:"end"`
	}
	jsonPos struct {
		Line   int `json:"line"`
		Column int `json:"column"`
		Byte   int `json:"byte"`
	}
	jsonRelated struct {
		Message string `json:"message"`
		jsonPlace
	}
	jsonSuppression struct {
		Kind   string `json:"kind"`
		Reason string `json:"reason"`
		jsonPlace
	}
	jsonFix struct {
		Title      string `json:"title"`
		Applicable bool   `json:"applicable"` // demarc fix tries it
		Safe       bool   `json:"safe"`       // without --unsafe
		Reason     string `json:"reason"`     // why not
	}
	jsonUndetermined struct {
		Check   string `json:"check"`
		Address string `json:"address"`
		jsonPlace
		Causes []jsonCause `json:"causes"`
	}
	jsonCause struct {
		Kind string `json:"kind"`
		Name string `json:"name"`
		Hint string `json:"hint"`
		jsonPlace
	}
	jsonDiagnostic struct {
		Severity string `json:"severity"`
		Summary  string `json:"summary"`
		Detail   string `json:"detail"`
		jsonPlace
	}
	jsonCoverage struct {
		Files     int          `json:"files"`
		Excluded  int          `json:"excluded"`
		Modules   int          `json:"modules"`
		Resources int          `json:"resources"`
		Unread    []jsonUnread `json:"unread"`
	}
	jsonUnread struct {
		Path   string `json:"path"`
		Reason string `json:"reason"`
	}
)

func writeJSON(w io.Writer, r *lint.Result, o Options) error {
	doc := jsonReport{
		Version:      o.Version,
		Findings:     []jsonFinding{},
		Undetermined: listed(r.Undetermined, newJSONUndetermined),
		Diagnostics: listed(r.Diagnostics, func(d lint.Diagnostic) jsonDiagnostic {
			return jsonDiagnostic{d.Severity, d.Summary, d.Detail, newJSONPlace(d.Place)}
		}),
		Coverage: jsonCoverage{
			Files: r.Coverage.Files, Excluded: r.Coverage.Excluded, Modules: r.Coverage.Modules, Resources: r.Coverage.Resources,
			Unread: listed(r.Coverage.Unread, func(u lint.Unread) jsonUnread { return jsonUnread{Path: u.Path, Reason: u.Reason} }),
		},
		Older: r.Older,
	}
	return encodeWith(w, doc, "findings", func(yield func(any) bool) {
		for i := range r.Findings {
			if !yield(newJSONFinding(&r.Findings[i])) {
				return
			}
		}
	})
}

// encode writes indented JSON in which "<" stays readable.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// encodeWith is encode for a document with items in the list that it has empty under the key, or that it is itself where the key is "". The items are
// written one by one: those of a large estate together take more memory than all else.
func encodeWith(w io.Writer, doc any, key string, items iter.Seq[any]) error {
	var envelope bytes.Buffer
	if err := encode(&envelope, doc); err != nil {
		return err
	}
	empty := []byte("[]")
	if key != "" {
		empty = fmt.Appendf(nil, "%q: []", key) // in a string its quotes would be escaped
	}
	head, tail, _ := bytes.Cut(envelope.Bytes(), empty)
	head = envelope.Bytes()[:len(head)+len(empty)-1] // to the bracket that opens the list
	line := head[bytes.LastIndexByte(head, '\n')+1:]
	indent := string(line[:len(line)-len(bytes.TrimLeft(line, " "))])
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s", head)
	end := "]"
	for item := range items {
		if end != "]" {
			fmt.Fprint(b, ",")
		}
		end = "\n" + indent + "]"
		if err := encodeItem(b, item, indent+"  "); err != nil {
			return err
		}
	}
	fmt.Fprintf(b, "%s%s", end, tail)
	return b.Flush()
}

// encodeItem writes an item of a list on lines of its own.
func encodeItem(b *bufio.Writer, item any, indent string) error {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetIndent(indent, "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(item); err != nil {
		return err
	}
	_, err := fmt.Fprintf(b, "\n%s%s", indent, bytes.TrimSuffix(text.Bytes(), []byte("\n")))
	return err
}

func newJSONFinding(f *lint.Finding) jsonFinding {
	return jsonFinding{
		Check: f.Check.Name, Severity: f.Check.Severity.String(), Duty: string(f.Check.Duty),
		Message: f.Message, Address: f.Address, Instances: f.Instances, Environments: f.Environments,
		jsonPlace: newJSONPlace(f.Place),
		Related: listed(f.Related, func(r lint.Related) jsonRelated {
			return jsonRelated{r.Message, newJSONPlace(r.Place)}
		}),
		Fix:         newJSONFix(f.Fix),
		Suppressed:  newJSONSuppression(f.Suppressed),
		Fingerprint: f.Fingerprint,
	}
}

func newJSONFix(f *fix.Fix) *jsonFix {
	if f == nil {
		return nil
	}
	return &jsonFix{f.Title, f.Applicable(), f.Safe(), cmp.Or(f.Refused, f.Unsafe)}
}

func newJSONSuppression(s *lint.Suppression) *jsonSuppression {
	if s == nil {
		return nil
	}
	return &jsonSuppression{s.Kind, s.Reason, newJSONPlace(s.Place)}
}

func newJSONUndetermined(u lint.Undetermined) jsonUndetermined {
	return jsonUndetermined{
		Check: u.Check.Name, Address: u.Address, jsonPlace: newJSONPlace(u.Place),
		Causes: listed(u.Causes, func(c lint.Cause) jsonCause {
			return jsonCause{c.Kind, c.Name, c.Hint, newJSONPlace(c.Place)}
		}),
	}
}

func newJSONPlace(p source.Place) jsonPlace {
	pos := func(p hcl.Pos) jsonPos { return jsonPos{p.Line, p.Column, p.Byte} }
	return jsonPlace{p.Filename, pos(p.Start), pos(p.End)}
}

// listed converts each element; the list it returns is never nil.
func listed[T, U any](s []T, f func(T) U) []U {
	out := make([]U, 0, len(s))
	for _, v := range s {
		out = append(out, f(v))
	}
	return out
}
