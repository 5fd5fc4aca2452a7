package report

import (
	"cmp"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

type (
	checkstyleReport struct {
		XMLName xml.Name          `xml:"checkstyle"`
		Version string            `xml:"version,attr"`
		Files   []*checkstyleFile `xml:"file"`
		byName  map[string]*checkstyleFile
	}
	checkstyleFile struct {
		Name   string            `xml:"name,attr"`
		Errors []checkstyleError `xml:"error"`
	}
	checkstyleError struct {
		Line     int    `xml:"line,attr"`
		Column   int    `xml:"column,attr,omitempty"`
		Severity string `xml:"severity,attr"`
		Message  string `xml:"message,attr"`
		Source   string `xml:"source,attr"`
	}
)

// writeCheckstyle writes open findings and problems by file, those of no file under the working directory.
func writeCheckstyle(w io.Writer, r *lint.Result, _ Options) error {
	report := &checkstyleReport{Version: "8.0", byName: map[string]*checkstyleFile{}} // the version of Checkstyle whose reports look like this
	for f := range eachOpen(r) {
		report.add(f.Place, checkstyleError{Severity: checkstyleSeverity(f.Check.Severity), Message: f.Message + environments(f), Source: "demarc." + f.Check.Name})
	}
	for _, p := range problems(r) {
		report.add(p.place, checkstyleError{Severity: p.severity, Message: p.text(), Source: "demarc." + p.rule})
	}
	slices.SortStableFunc(report.Files, func(a, b *checkstyleFile) int { return strings.Compare(a.Name, b.Name) })
	return encodeXML(w, report)
}

func (c *checkstyleReport) add(p source.Place, e checkstyleError) {
	name := cmp.Or(p.Filename, ".")
	e.Line, e.Column = max(p.Start.Line, 1), p.Start.Column
	file, known := c.byName[name]
	if !known {
		file = &checkstyleFile{Name: name}
		c.byName[name] = file
		c.Files = append(c.Files, file)
	}
	file.Errors = append(file.Errors, e)
}

func checkstyleSeverity(s check.Severity) string {
	switch {
	case s >= check.High:
		return "error"
	case s == check.Medium:
		return "warning"
	}
	return "info"
}

// encodeXML writes an indented document. The encoder replaces what XML 1.0 forbids.
func encodeXML(w io.Writer, v any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
