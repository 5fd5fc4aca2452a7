package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// What readers of JUnit's reports have in common: the schema of Jenkins.
type (
	junitReport struct {
		XMLName  xml.Name      `xml:"testsuites"`
		Name     string        `xml:"name,attr"`
		Tests    int           `xml:"tests,attr"`
		Failures int           `xml:"failures,attr"`
		Errors   int           `xml:"errors,attr"`
		Suites   []*junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name       string           `xml:"name,attr"`
		Tests      int              `xml:"tests,attr"`
		Failures   int              `xml:"failures,attr"`
		Errors     int              `xml:"errors,attr"`
		Skipped    int              `xml:"skipped,attr"`
		Properties *junitProperties `xml:"properties"`
		Cases      []junitCase      `xml:"testcase"`
		Out        string           `xml:"system-out,omitempty"`
	}
	junitProperties struct {
		List []junitProperty `xml:"property"`
	}
	junitProperty struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Failure *junitOutcome `xml:"failure"`
		Error   *junitOutcome `xml:"error"`
		Skipped *junitOutcome `xml:"skipped"`
	}
	junitOutcome struct {
		Type    string `xml:"type,attr,omitempty"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit writes a suite for each file with findings, an open one as a failed test and an accepted one as a skipped test; and first
// a suite of the run itself, which fails where something could not be read, so that there is always a test and an empty run never passes.
func writeJUnit(w io.Writer, r *lint.Result, _ Options) error {
	report := &junitReport{Name: "demarc", Suites: []*junitSuite{runSuite(r)}}
	seen := identities{}
	for i := range r.Findings {
		f := &r.Findings[i]
		c := findingCase(f)
		if n := seen.next(c.Class + "\n" + c.Name); n > 1 {
			c.Name += fmt.Sprintf(" (%d)", n)
		}
		report.suite(c.Class).add(c)
	}
	for _, s := range report.Suites {
		report.Tests += s.Tests
		report.Failures += s.Failures
		report.Errors += s.Errors
	}
	return encodeXML(w, report)
}

func runSuite(r *lint.Result) *junitSuite {
	property := func(name string, n int) junitProperty { return junitProperty{name, strconv.Itoa(n)} }
	v := verdictOf(r)
	s := &junitSuite{
		Name: "demarc",
		Properties: &junitProperties{[]junitProperty{
			property("files", r.Coverage.Files), property("modules", r.Coverage.Modules), property("resources", r.Coverage.Resources),
			property("checks", len(r.Checks)), property("unread", len(r.Coverage.Unread)), property("undetermined", len(r.Undetermined)),
			property("excluded", r.Coverage.Excluded), property("older", r.Older),
		}},
		Out: v.head + v.rest + accepted(r) + " " + covered(r) + gaps(r) + ".",
	}
	var wrong, odd []string
	for _, p := range problems(r) {
		line := trimmedPlace(p.place) + p.text()
		if p.severity == lint.Error {
			wrong = append(wrong, line)
		} else {
			odd = append(odd, p.severity+": "+line)
		}
	}
	read := junitCase{Name: "everything is read", Class: "demarc"}
	if len(wrong) > 0 {
		read.Error = &junitOutcome{inputError, count(len(wrong), "problem") + ", of which the first: " + wrong[0], strings.Join(wrong, "\n") + "\n"}
	}
	s.add(read)
	s.Out = strings.Join(append([]string{s.Out}, odd...), "\n")
	return s
}

func (j *junitReport) suite(file string) *junitSuite {
	if last := j.Suites[len(j.Suites)-1]; last.Name == file && len(j.Suites) > 1 { // findings are sorted by file
		return last
	}
	s := &junitSuite{Name: file}
	j.Suites = append(j.Suites, s)
	return s
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

// findingCase names a test by check and resource, not by line: readers follow a test by its name.
func findingCase(f *lint.Finding) junitCase {
	name := f.Check.Name
	if f.Address != "" {
		name += " " + f.Address
	}
	c := junitCase{Name: name, Class: orNoFile(f.Place.Filename)}
	if s := f.Suppressed; s != nil {
		c.Skipped = &junitOutcome{Message: "accepted (" + s.Kind + "): " + s.Reason}
		return c
	}
	text := append([]string{position(f.Place) + ": " + f.Check.Severity.String() + ": " + f.Message}, notes(f)...)
	c.Failure = &junitOutcome{f.Check.Severity.String(), f.Message, strings.Join(text, "\n") + "\n"}
	return c
}
