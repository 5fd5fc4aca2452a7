package report

import (
	"fmt"
	"io"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// writeCompact writes a line for each problem with the input and each open finding, for editors: PATH:LINE:COLUMN: SEVERITY: MESSAGE (CHECK). What
// belongs to no place begins with "demarc:0:0". In Vim's errorformat: %f:%l:%c: %m
func writeCompact(w io.Writer, r *lint.Result, _ Options) error {
	for _, p := range pressing(r) {
		if err := compactLine(w, p.place, p.severity, p.text()); err != nil {
			return err
		}
	}
	for _, f := range r.Findings {
		if f.Suppressed != nil {
			continue
		}
		if err := compactLine(w, f.Place, f.Check.Severity.String(), f.Message+" ("+f.Check.Name+")"); err != nil {
			return err
		}
	}
	return nil
}

func compactLine(w io.Writer, at source.Place, severity, text string) error {
	name := "demarc"
	if at.Filename != "" {
		name = lineHead(at.Filename)
	}
	_, err := fmt.Fprintf(w, "%s:%d:%d: %s: %s\n", name, at.Start.Line, at.Start.Column, severity, text)
	return err
}
