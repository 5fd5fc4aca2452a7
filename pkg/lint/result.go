// Package lint turns sources into a result: files are read, modules loaded, the resource graph built, checks
// run, and findings matched with what has been accepted. It knows nothing of flags, formats or exit codes.
package lint

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/demarc-lint/demarc/pkg/baseline"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Result is all that a run has to say. Places name files relative to the working directory, with forward slashes.
type Result struct {
	Findings     []Finding // open and accepted ones
	Undetermined []Undetermined
	Diagnostics  []Diagnostic
	Coverage     Coverage
	Older        int                      // findings left out by Compare, since they were there before
	Stale        []baseline.Entry         // what the baseline holds and is no longer found, where all was read
	Checks       []*check.Check           // those that ran
	Secrets      []source.Place           // where the text is of secrets, told of or not: no report shows it
	Source       func(file string) []byte // the bytes of a file that was read, nil for any other
	Duration     time.Duration            // the only field that differs between two runs over the same input
}

// Finding is a violation at a place, once for all resource instances that share the place.
type Finding struct {
	Check        *check.Check
	Message      string // the check's title, a colon, what was found and what to do; already without secrets
	Place        source.Place
	Address      string       // of the resource, without instance keys where several instances share the place
	Instances    []string     // full addresses of the instances it holds for
	Environments []string     // variable file groups it holds in; empty when the run had only one
	Related      []Related    // further places, the nearest cause first
	Fix          *fix.Fix     // how it is mended; nil where its check has no fix for it
	Suppressed   *Suppression // how it was accepted; nil while it is open
	Fingerprint  string       // identity across runs; survives moved lines
	Masked       bool         // Place covers a secret: no report shows the text there
	file         string       // as its repository names it
	about        string       // what it concerns, where that is no resource
	ways         []way        // on each of which it may be accepted too
}

// Related is a further place that a finding speaks of: a module call, or where the value was written.
type Related struct {
	Place   source.Place
	Message string
}

// Kinds of suppression.
const (
	Inline   = "inline"   // a comment beside the code
	Config   = "config"   // the project's configuration file
	Baseline = "baseline" // the list of findings that were there before
)

// Suppression says who accepted a finding and why.
type Suppression struct {
	Kind   string // Inline, Config or Baseline
	Reason string
	Place  source.Place // of the comment or entry; zero when it has none
}

// Undetermined is a question that a check could not answer, since a value that it needs is not known.
type Undetermined struct {
	Check   *check.Check
	Address string
	Place   source.Place
	Causes  []Cause
}

// Cause is what stands in the way of an answer.
type Cause struct {
	Kind  string // "variable", "data", "computed", "module", ...
	Name  string // as configuration refers to it: "var.cidrs"
	Place source.Place
	Hint  string // what to do about it: "pass --var-file"; may be empty
}

// Severities of a diagnostic.
const (
	Error   = "error"   // something could not be read, so the run is incomplete
	Warning = "warning" // everything was read, but not all of it is as it should be
)

// Diagnostic is a problem with the input, as opposed to a finding about the infrastructure.
type Diagnostic struct {
	Severity string // Error or Warning
	Summary  string
	Detail   string
	Place    source.Place // zero when it concerns no file
}

// Coverage is what the run saw, and what it knows that it did not see.
type Coverage struct {
	Files     int
	Excluded  int // directories, and files given one by one, that the settings exclude
	Modules   int
	Resources int // instances
	Unread    []Unread
}

// Empty reports whether there was nothing to read at all.
func (c Coverage) Empty() bool { return c.Files == 0 && c.Excluded == 0 }

// Unread is a file or module that was not linted.
type Unread struct {
	Path    string
	Reason  string
	Foreign bool // of a kind that is not linted (tests, stacks): no gap in the scan
}

// Sort puts everything in the order in which reports show it: by place, then by name.
func (r *Result) Sort() {
	slices.SortStableFunc(r.Findings, compareFindings)
	slices.SortStableFunc(r.Undetermined, func(a, b Undetermined) int {
		return cmp.Or(comparePlaces(a.Place, b.Place), strings.Compare(a.Address, b.Address), compareChecks(a.Check, b.Check))
	})
	slices.SortStableFunc(r.Diagnostics, func(a, b Diagnostic) int {
		return cmp.Or(comparePlaces(a.Place, b.Place), strings.Compare(a.Severity, b.Severity),
			strings.Compare(a.Summary, b.Summary), strings.Compare(a.Detail, b.Detail))
	})
	slices.SortStableFunc(r.Coverage.Unread, func(a, b Unread) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Reason, b.Reason))
	})
	slices.SortStableFunc(r.Checks, compareChecks)
}

// Open counts the findings of that severity which nobody has accepted.
func (r *Result) Open(s check.Severity) int {
	n := 0
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Suppressed == nil && f.Check.Severity == s {
			n++
		}
	}
	return n
}

// Accepted counts the findings that a suppression of that kind accepts.
func (r *Result) Accepted(kind string) int {
	n := 0
	for i := range r.Findings {
		if s := r.Findings[i].Suppressed; s != nil && s.Kind == kind {
			n++
		}
	}
	return n
}

// Worst returns the highest severity among open findings, 0 when there are none.
func (r *Result) Worst() check.Severity {
	for s := check.Critical; s >= check.Low; s-- {
		if r.Open(s) > 0 {
			return s
		}
	}
	return 0
}

// Failed reports whether something was in error, or there was nothing to read at all: the findings are then not all there are.
func (r *Result) Failed() bool {
	return r.Coverage.Empty() || slices.ContainsFunc(r.Diagnostics, func(d Diagnostic) bool { return d.Severity == Error })
}

// Complete reports whether something was read and nothing is known to be missing.
func (r *Result) Complete() bool {
	return !r.Failed() && !slices.ContainsFunc(r.Coverage.Unread, func(u Unread) bool { return !u.Foreign })
}

func compareFindings(a, b Finding) int {
	if c := comparePlaces(a.Place, b.Place); c != 0 {
		return c
	}
	return cmp.Or(compareChecks(a.Check, b.Check), strings.Compare(a.Address, b.Address), strings.Compare(a.Message, b.Message))
}

func comparePlaces(a, b source.Place) int {
	if a.Filename != b.Filename {
		return strings.Compare(a.Filename, b.Filename)
	}
	return cmp.Or(cmp.Compare(a.Start.Byte, b.Start.Byte), cmp.Compare(a.End.Byte, b.End.Byte))
}

func compareChecks(a, b *check.Check) int { return strings.Compare(a.Name, b.Name) }
