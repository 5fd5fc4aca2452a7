package lint

import (
	"fmt"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// What one root has to say of one file, and of how many module instances. Nobody reads so much, and it takes memory.
const (
	maxPlaces    = 20_000   // findings at different places of a file, and as many open questions
	maxAddresses = 32 << 20 // bytes of the addresses in all findings of the root together, and of the calls on the way to them
)

// relatedBytes is about what it takes to keep one call on the way to an instance.
const relatedBytes = 128

// told counts what a root has said.
type told struct {
	places    map[toldPlace]bool // true: that there are more instances is said too
	findings  map[string]int     // by file
	questions map[string]int     // by file
	addresses int                // bytes
	last      *graph.Resource
	standings []standing // of last
	whole     bool       // there are no more of them
}

type toldPlace struct {
	check *check.Check
	file  string
	at    int
}

// standing is a module instance that a finding holds for.
type standing struct {
	address string // the resource's
	calls   []*module.Named
	way     way
	related []Related
}

// say tells of a finding as far as there is room.
func (rr *rootReport) say(f *check.Finding) {
	t := &rr.told
	key := toldPlace{f.Check, f.Place.Filename, f.Place.Start.Byte}
	cut, twice := t.places[key]
	switch {
	case !twice && !rr.count(&t.findings, f.Place, "findings"):
		return
	case twice && t.addresses > maxAddresses:
		if !cut {
			t.places[key] = true
			rr.findings = append(rr.findings, rr.cut(f))
		}
		return
	}
	if t.places == nil {
		t.places = map[toldPlace]bool{}
	}
	t.places[key] = cut
	rr.findings = append(rr.findings, rr.everywhere(f)...)
}

// full reports that nothing more is told of a file.
func (t *told) full(file string) bool { return t.findings[file] > maxPlaces }

// cut is a finding that was told before, without the further instances that it holds for: a comment on the way to one accepts it no more.
func (rr *rootReport) cut(f *check.Finding) Finding {
	rr.over("Too many instances", f.Place, fmt.Sprintf("The findings of this root module name more than %d bytes of addresses and calls; not all instances of this one are told.", maxAddresses))
	out := rr.finding(f)
	out.ways = []way{{}}
	return out
}

// count adds one for the file; false when there are too many, which is told once.
func (rr *rootReport) count(byFile *map[string]int, place source.Place, what string) bool {
	if *byFile == nil {
		*byFile = map[string]int{}
	}
	(*byFile)[place.Filename]++
	n := (*byFile)[place.Filename]
	if n == maxPlaces+1 {
		rr.over("Too many "+what, place, fmt.Sprintf("There are more than %d %s in this file; the others, from here on, are not told.", maxPlaces, what))
	}
	return n <= maxPlaces
}

func (rr *rootReport) over(summary string, place source.Place, detail string) {
	rr.diagnostics = append(rr.diagnostics, Diagnostic{Severity: Error, Summary: summary, Detail: detail, Place: place})
}

// standings lists the module instances that the resource's own stands for; whole is false when there may be more.
func (rr *rootReport) standings(r *graph.Resource) (all []standing, whole bool) {
	t := &rr.told
	if t.last != r {
		most := graph.MaxStandings
		if t.addresses > maxAddresses {
			most = 2 // one, and whether there are more
		}
		t.last, t.standings = r, nil
		found := r.Standings(most)
		if t.whole = len(found) < most; most == 2 {
			found = found[:1]
		}
		for _, s := range found {
			t.standings = append(t.standings, standingOf(r, s))
		}
	}
	for _, s := range t.standings {
		t.addresses += len(s.address) + len(s.related)*relatedBytes
	}
	return t.standings, t.whole
}

func standingOf(r *graph.Resource, s graph.Standing) standing {
	out := standing{address: r.In(s), calls: s.Calls, way: way{r.Place()}}
	for _, call := range s.Calls {
		out.way = append(out.way, call.Head)
		out.related = append(out.related, Related{Place: call.Head, Message: "module called here"})
	}
	return out
}
