package graph

import (
	"math"
	"strings"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
)

// twinKey is what module instances that may be twins have in common.
type twinKey struct {
	dir      string
	likeness uint64
}

// twins are the module instances that are in the graph, and those that they stand for.
type twins struct {
	few    map[string][]*eval.Scope  // of each module directory, as long as they are few
	known  map[twinKey][]*eval.Scope // by inputs, once they are many
	others map[*eval.Scope][]*eval.Scope
	counts map[*eval.Scope]int
}

func newTwins() *twins {
	return &twins{
		few: map[string][]*eval.Scope{}, known: map[twinKey][]*eval.Scope{}, others: map[*eval.Scope][]*eval.Scope{}, counts: map[*eval.Scope]int{},
	}
}

// stoodFor finds an instance in the graph that has the same module and inputs, and notes that it stands for this one too.
func (g *Graph) stoodFor(s *eval.Scope) bool {
	t := g.twins
	if t == nil || !s.Alone() {
		return false
	}
	few := t.few[s.Module.Dir]
	if len(few) < manyInstances {
		if t.among(few, s) {
			return true
		}
		t.few[s.Module.Dir] = append(few, s)
		if len(few)+1 == manyInstances { // only now is it worth while to work out all inputs
			for _, o := range t.few[s.Module.Dir] {
				t.add(o)
			}
		}
		return false
	}
	if t.among(t.known[keyOf(s)], s) {
		return true
	}
	t.add(s)
	return false
}

// manyInstances of a module are told apart by all their inputs together; fewer are by one after the other, up to the first that differs.
const manyInstances = 8

func (t *twins) among(known []*eval.Scope, s *eval.Scope) bool {
	for _, o := range known {
		if s.Twin(o) {
			t.others[o] = append(t.others[o], s)
			return true
		}
	}
	return false
}

func (t *twins) add(s *eval.Scope) { t.known[keyOf(s)] = append(t.known[keyOf(s)], s) }

func keyOf(s *eval.Scope) twinKey { return twinKey{s.Module.Dir, s.Likeness()} }

// MaxStandings bounds how many instances are told of one that stands for them.
const MaxStandings = 1_000

// Standing is a module instance that another one stands for, or that one itself.
type Standing struct {
	Address string          // module.web["b"]; "" for the root
	Calls   []*module.Named // the calls that lead to it, the nearest first
}

// Standings lists the module instances that the resource's own stands for, itself first; at most so many, and MaxStandings.
func (r *Resource) Standings(most int) []Standing {
	return r.Graph.standings(r.Scope, min(most, MaxStandings))
}

// In is the address that the resource has in a module instance which its own stands for.
func (r *Resource) In(s Standing) string {
	own := strings.TrimPrefix(strings.TrimPrefix(r.Address, r.Scope.Address), ".")
	if s.Address == "" {
		return own
	}
	return s.Address + "." + own
}

func (g *Graph) standings(s *eval.Scope, most int) []Standing {
	if s.Parent == nil {
		return []Standing{{}}
	}
	var all []Standing
	for _, member := range g.members(s) {
		if len(all) == most { // before the calls above are gone through once more, at every level
			return all
		}
		step := strings.TrimPrefix(strings.TrimPrefix(member.Address, member.Parent.Address), ".")
		for _, up := range g.standings(member.Parent, most) {
			if len(all) == most {
				return all
			}
			address := step
			if up.Address != "" {
				address = up.Address + "." + step
			}
			all = append(all, Standing{address, append([]*module.Named{member.Call}, up.Calls...)})
		}
	}
	return all
}

// Count is how many resource instances there are, those that others stand for included.
func (g *Graph) Count() int {
	if g.twins == nil {
		return len(g.Resources)
	}
	n := 0
	for _, r := range g.Resources {
		n += g.multiplicity(r.Scope)
	}
	return n
}

func (g *Graph) multiplicity(s *eval.Scope) int {
	if s.Parent == nil {
		return 1
	}
	if n, ok := g.twins.counts[s]; ok {
		return n
	}
	n := 0
	for _, member := range g.members(s) {
		n = min(n+g.multiplicity(member.Parent), math.MaxInt32)
	}
	g.twins.counts[s] = n
	return n
}

func (g *Graph) members(s *eval.Scope) []*eval.Scope {
	all := []*eval.Scope{s}
	if g.twins != nil {
		all = append(all, g.twins.others[s]...)
	}
	return all
}
