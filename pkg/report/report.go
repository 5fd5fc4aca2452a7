// Package report writes a lint result for people and for other programs, one file a format. What goes in is a
// *lint.Result and what a format may need besides (the sources for excerpts, the checks' pages); what comes out are
// bytes, the same for the same input but for the time the run took. It knows nothing of flags, terminals or exit codes.
//
// A format is a function in a file of its own and a line in formats. All text that it is given has been made safe to
// print already (see safe), so that no format can forget to.
package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// Options are what a format may need besides the result. The zero value is good for every format.
type Options struct {
	Version          string                    // of the program
	Color            bool                      // paint the text format for a terminal
	ShowUndetermined bool                      // list in the text format what no check could answer, not only count it
	Source           func(file string) []byte  // the bytes of a file that a place names, nil when it is gone; may be nil
	Help             func(*check.Check) string // the check's page in Markdown, "" when it has none; may be nil
	Began            time.Time                 // when the job that runs the program began, for formats that must say; zero when nobody knows

	path func(file string) string // the file's true name, for URIs
}

type format struct {
	name  string
	write func(io.Writer, *lint.Result, Options) error
	hash  string // what stands for the second of two hashes where runners of workflows would take them for a command
}

func formats() []format {
	return []format{
		{"text", writeText, spaced},
		{"json", writeJSON, inJSON},
		{"sarif", writeSARIF, inJSON},
		{"github", writeGitHub, spaced},
		{"compact", writeCompact, spaced},
		{"gitlab", writeGitLab, inJSON},
		{"gitlab-sast", writeGitLabSAST, inJSON},
		{"junit", writeJUnit, inXML},
		{"checkstyle", writeCheckstyle, inXML},
		{"rdjson", writeRDJSON, inJSON},
		{"markdown", writeMarkdown, spaced},
		{"html", writeHTML, inXML},
		{"csv", writeCSV, spaced},
	}
}

// Formats lists the names that Write knows, in the order in which help shows them.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Write writes the result in that format. It fails for a format that Formats does not list and when w does.
func Write(w io.Writer, format string, r *lint.Result, o Options) error {
	for _, f := range formats() {
		if f.name == format {
			r, o = safe(r, o)
			return harmless(w, f.hash, func(w io.Writer) error { return f.write(w, r, o) })
		}
	}
	return fmt.Errorf("unknown format %q, know %s", format, strings.Join(Formats(), ", "))
}

// Known reports whether Formats lists the name.
func Known(format string) bool { return slices.Contains(Formats(), format) }
