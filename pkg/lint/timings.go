package lint

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
)

// Timings is told where the time of a run went, that of all cores together. A nil one is told nothing, and costs nothing. It is safe for concurrent use.
type Timings struct {
	mutex  sync.Mutex
	stages [lastStage]time.Duration
	checks map[string]CheckTime
}

// Stages of a run.
const (
	finding   = iota // directories, and what the settings say of them
	reading          // files
	parsing          // them
	building         // graphs: module calls, and what count and for_each make
	checking         // resources; an argument is evaluated when the first check asks for it
	reporting        // what was found: merged, accepted, sorted
	lastStage
)

// Stage is what a part of the run took.
type Stage struct {
	Name string
	Time time.Duration
}

// CheckTime is what one check took. Who asks first for a value pays for its evaluation.
type CheckTime struct {
	Name string
	Runs int
	Time time.Duration
}

// Stages lists what each part of the run took, in order.
func (t *Timings) Stages() []Stage {
	names := [lastStage]string{"find", "read", "parse", "graph", "check", "report"}
	all := make([]Stage, lastStage)
	for i, name := range names {
		all[i] = Stage{name, t.stages[i]}
	}
	return all
}

// Checks lists what each check took that was run, the longest first.
func (t *Timings) Checks() []CheckTime {
	all := make([]CheckTime, 0, len(t.checks))
	for _, c := range t.checks {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b CheckTime) int { return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.Name, b.Name)) })
	return all
}

// start begins a stage, which ends when the result is called.
func (t *Timings) start(stage int) (end func()) {
	if t == nil {
		return func() {}
	}
	began := time.Now()
	return func() { t.add(stage, time.Since(began)) }
}

func (t *Timings) add(stage int, d time.Duration) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.stages[stage] += d
}

// loading is for module.Loader to tell what it takes; nil where nobody asks.
func (t *Timings) loading() func(read, parse time.Duration) {
	if t == nil {
		return nil
	}
	return func(read, parse time.Duration) {
		t.add(reading, read)
		t.add(parsing, parse)
	}
}

// apply runs a check, and notes what it took.
func (t *Timings) apply(c *check.Check, work func() []*check.Finding) []*check.Finding {
	if t == nil {
		return work()
	}
	began := time.Now()
	found := work()
	took := time.Since(began)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.checks == nil {
		t.checks = map[string]CheckTime{}
	}
	so := t.checks[c.Name]
	t.checks[c.Name] = CheckTime{c.Name, so.Runs + 1, so.Time + took}
	return found
}
