// Package check says what a check is. A check is a value: named fields and one function that is run on
// each instance of the resource types it names. What goes in is the typed resource graph; what comes out
// are findings. A check never sees a file name, a line or a raw value, and knows nothing of
// suppressions, formats or exit codes.
package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Severity ranks what happens to the customer if the finding is left alone. The zero value is invalid.
type Severity int

// Severities, from a matter of hygiene to an open door.
const (
	Low Severity = iota + 1
	Medium
	High
	Critical
)

var severityNames = [...]string{"", "low", "medium", "high", "critical"}

// String returns the lower-case name that flags and reports use.
func (s Severity) String() string {
	if s < Low || s > Critical {
		return fmt.Sprintf("severity(%d)", int(s))
	}
	return severityNames[s]
}

// ParseSeverity returns the severity of that lower-case name; ok is false when there is none.
func ParseSeverity(name string) (s Severity, ok bool) {
	for s := Low; s <= Critical; s++ {
		if severityNames[s] == name {
			return s, true
		}
	}
	return 0, false
}

// Duty is the part of the customer's side of the shared-responsibility line that a check guards.
type Duty string

// The customer's duties.
const (
	Identity   Duty = "identity"
	Network    Duty = "network"
	Data       Duty = "data"
	Patching   Duty = "patching"
	Secrets    Duty = "secrets"
	Logging    Duty = "logging"
	Resilience Duty = "resilience"
)

// Duties lists all duties in the order in which reports show them.
func Duties() []Duty {
	return []Duty{Identity, Network, Data, Patching, Secrets, Logging, Resilience}
}

// Names of the checks of comments that accept findings. These have no Run: what a comment accepts is known once all others have run.
const (
	IgnoreUnused        = "demarc-ignore-unused"
	IgnoreUnknown       = "demarc-ignore-unknown"
	IgnoreExpired       = "demarc-ignore-expired"
	IgnoreWithoutReason = "demarc-ignore-without-reason"
)

// Check is one question to the configuration.
type Check struct {
	Name        string   // provider-service-flaw: names the flaw and reads right after "ignore"
	Title       string   // the flaw as a sentence without a full stop: "Database instance is reachable from the internet"
	Severity    Severity // what really happens to a customer
	Duty        Duty
	Resources   []string // the types whose instances Run is called with; "data.TYPE" for a data source, "provider.NAME", "*" for all resources
	Aliases     Aliases
	Recommended bool     // an experienced reviewer would block the change for it
	Subsumes    []string // names of checks that say less: of two findings at one place, theirs is left out unless all checks are asked for
	Preview     bool     // outside the stability promise
	Run         func(*Pass)
}

// Finding is a violation at a place.
type Finding struct {
	Check    *Check
	Message  string
	Place    source.Place
	Resource *graph.Resource
	Value    graph.Value // the offending value, when the place is a value's
	Related  []Related
	Fix      Fix
}

// Related is a further place that a finding speaks of.
type Related struct {
	Place   source.Place
	Message string
}

// Placed is anything a finding can point at: a graph.Value, a *graph.Block, a *graph.Resource.
type Placed interface{ Place() source.Place }

// Pass is one run of one check on one resource instance.
type Pass struct {
	Check    *Check
	Resource *graph.Resource
	findings []*Finding
}

// Report adds a finding at a place. The message follows the check's title and a colon: it says what was found
// there and what to do, without a full stop ("publicly_accessible is true; set it to false").
func (p *Pass) Report(at Placed, format string, args ...any) *Finding {
	f := &Finding{
		Check:    p.Check,
		Message:  p.Check.Title + ": " + fmt.Sprintf(format, args...),
		Place:    at.Place(),
		Resource: p.Resource,
	}
	if v, ok := at.(graph.Value); ok {
		f.Value = v
	}
	p.findings = append(p.findings, f)
	return f
}

// Relate adds a further place to the finding, with what is to be seen there.
func (f *Finding) Relate(at Placed, format string, args ...any) *Finding {
	f.Related = append(f.Related, Related{Place: at.Place(), Message: fmt.Sprintf(format, args...)})
	return f
}

// Judges reports whether the check is run on resources of the type ("data.TYPE" for data sources, "provider.NAME" for provider blocks).
func (c *Check) Judges(typ string) bool {
	return slices.Contains(c.Resources, typ) || slices.Contains(c.Resources, "*") && !strings.HasPrefix(typ, "provider.")
}

// Apply runs a check on one resource instance and returns what it found. A Pass can be used again, for one check after the other.
func (p *Pass) Apply(c *Check, r *graph.Resource) []*Finding {
	*p = Pass{Check: c, Resource: r}
	c.Run(p)
	return p.findings
}
