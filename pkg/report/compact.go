package report

import (
	"fmt"
	"io"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// writeCompact writes a line for each diagnostic and open finding, for editors: PATH:LINE:COLUMN: SEVERITY: MESSAGE (CHECK). In Vim's
// errorformat: %f:%l:%c: %m
func writeCompact(w io.Writer, r *lint.Result, _ Options) error {
	for _, d := range r.Diagnostics {
		if d.Place.Filename == "" {
			continue
		}
		text := d.Summary
		if d.Detail != "" {
			text += ": " + d.Detail
		}
		if _, err := fmt.Fprintf(w, "%s:%d:%d: %s: %s\n", lineHead(d.Place.Filename), d.Place.Start.Line, d.Place.Start.Column, d.Severity, text); err != nil {
			return err
		}
	}
	for _, f := range r.Findings {
		if f.Suppressed != nil {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s:%d:%d: %s: %s (%s)\n", lineHead(f.Place.Filename), f.Place.Start.Line, f.Place.Start.Column, f.Check.Severity, f.Message, f.Check.Name); err != nil {
			return err
		}
	}
	return nil
}
