package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// WriteProblems writes a line for each diagnostic and for what was not read, for commands whose output is for other programs.
func WriteProblems(w io.Writer, r *lint.Result) error {
	r, _ = safe(r, Options{})
	out := bufio.NewWriter(w)
	for _, d := range r.Diagnostics {
		if at := position(d.Place); at != "" {
			fmt.Fprintf(out, "%s: ", at)
		}
		fmt.Fprintf(out, "%s: %s", d.Severity, d.Summary)
		if d.Detail != "" {
			fmt.Fprintf(out, ": %s", d.Detail)
		}
		fmt.Fprintln(out)
	}
	for _, u := range r.Coverage.Unread {
		text := u.Path + ": " + u.Reason
		if u.Foreign || slices.ContainsFunc(r.Diagnostics, func(d lint.Diagnostic) bool { return d.Detail == text }) {
			continue
		}
		fmt.Fprintf(out, "not read: %s\n", text)
	}
	if r.Coverage.Files == 0 {
		fmt.Fprintln(out, "No Terraform or OpenTofu configuration was found that could be read.")
	}
	return out.Flush()
}
