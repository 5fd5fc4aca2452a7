package graph

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/eval"
)

// Related is an answer about links: Sure are linked, Maybe could be, since a value that is not known stands between.
type Related struct {
	Sure, Maybe []*Resource

	why    []Value
	listed map[*Resource]bool // true: in Sure
}

// None reports that surely nothing is linked. When something may be, that is a question left open.
func (r Related) None() bool {
	if len(r.Sure) > 0 {
		return false
	}
	for _, v := range r.why {
		v.open()
	}
	return len(r.Maybe) == 0
}

type linkKey struct{ typ, path string }

// linkIndex tells which instances of a type name whom by one argument.
type linkIndex struct {
	byRef  map[*Resource][]*Resource
	byText map[string][]link
	open   []link               // neither a reference nor known
	made   map[*Resource][]link // not known, and made from this instance
}

type link struct {
	from  *Resource
	value Value
}

// index is built once for each type and argument, so that no check scans all resources for each resource.
func (g *Graph) index(typ, path string) *linkIndex {
	key := linkKey{typ, path}
	if ix, ok := g.links[key]; ok {
		return ix
	}
	ix := &linkIndex{byRef: map[*Resource][]*Resource{}, byText: map[string][]link{}, made: map[*Resource][]link{}}
	g.links[key] = ix
	for _, r := range g.managedOrData(typ) {
		for _, v := range r.all(path) {
			ix.add(r, v)
		}
	}
	return ix
}

// all returns the values of an argument in every block on the dotted path.
func (r *Resource) all(path string) []Value {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return []Value{r.Get(path)}
	}
	var values []Value
	for _, b := range r.Blocks(path[:i]) {
		values = append(values, b.Get(path[i+1:]))
	}
	return values
}

func (ix *linkIndex) add(r *Resource, v Value) {
	refs := v.Refs()
	for _, to := range refs {
		ix.byRef[to] = append(ix.byRef[to], r)
	}
	b := v.bare()
	switch {
	case !b.IsKnown() && len(refs) == 0:
		ix.open = append(ix.open, link{r, v})
	case !b.IsKnown():
		for _, to := range refs {
			ix.made[to] = append(ix.made[to], link{r, v})
		}
	case b.IsNull():
	case b.CanIterateElements():
		for _, el := range v.Each() {
			if s, ok := text(el.knownOrNull()); ok {
				ix.byText[s] = append(ix.byText[s], link{r, el})
			} else if !el.bare().IsKnown() && len(el.Refs()) == 0 {
				ix.open = append(ix.open, link{r, el})
			}
		}
	default:
		if s, ok := text(b); ok {
			ix.byText[s] = append(ix.byText[s], link{r, v})
		}
	}
}

// ReferredBy returns the instances of type typ whose argument arg (dotted through nested blocks) names r: by a reference, through locals, modules and
// for_each, or by a literal equal to one of r's arguments names. An instance whose argument is not known may.
func (r *Resource) ReferredBy(typ, arg string, names ...string) Related {
	ix := r.Graph.index(typ, arg)
	var found Related
	found.sure(ix.byRef[r]...)
	own := make([]Value, 0, len(names))
	for _, name := range names {
		v := r.Get(name)
		own = append(own, v)
		if s, ok := text(v.knownOrNull()); ok && s != "" {
			same, fits := r.Graph.fit(ix.byText[s], r)
			for _, l := range same {
				switch {
				case !fits:
					found.maybe(l.from, r.overPairs())
				case !l.value.namesAnother(r):
					found.sure(l.from)
				}
			}
		}
	}
	open := ix.open
	for _, v := range own {
		for _, from := range v.Refs() { // a name made from the same instances may be the same name
			open = append(open[:len(open):len(open)], ix.made[from]...)
		}
	}
	open, fits := r.Graph.fit(open, r)
	for _, l := range open {
		switch {
		case !fits:
			found.maybe(l.from, r.overPairs())
		case slices.ContainsFunc(own, func(v Value) bool { return v.written && v.term.SameAs(l.value.term) }):
			found.sure(l.from)
		case mayName(l.value, own):
			found.maybe(l.from, l.value)
		}
	}
	return found.sorted()
}

// namesAnother reports that the value refers to other instances of r's type: their equal name says nothing of r.
func (v Value) namesAnother(r *Resource) bool {
	refs := v.Refs(r.TypeName())
	return len(refs) > 0 && !slices.Contains(refs, r)
}

// mayName reports whether an unknown value could be the name of a resource that is called own. A value made from resources names those,
// unless the own name is made from them too.
func mayName(v Value, own []Value) bool {
	refs := v.Refs()
	if len(refs) == 0 {
		return !slices.ContainsFunc(own, func(o Value) bool { return o.written && apart(v, o) }) || len(own) == 0
	}
	for _, o := range own {
		if b := o.bare(); b.IsKnown() {
			continue
		}
		if slices.ContainsFunc(o.Refs(), func(x *Resource) bool { return slices.Contains(refs, x) }) && !apart(v, o) {
			return true
		}
	}
	return false
}

// apart reports that two texts surely differ, by how they begin.
func apart(a, b Value) bool {
	p, q := a.Prefix(), b.Prefix()
	n := min(len(p), len(q))
	if n > 0 && p[:n] != q[:n] {
		return true
	}
	if b.bare().IsKnown() && len(p) > len(q) || a.bare().IsKnown() && len(q) > len(p) {
		return true
	}
	return false
}

func (r *Related) sure(all ...*Resource) {
	for _, x := range all {
		if !r.listed[x] {
			r.list(x, true)
			r.Sure = append(r.Sure, x)
		}
	}
}

func (r *Related) maybe(x *Resource, why Value) {
	if _, twice := r.listed[x]; !twice {
		r.list(x, false)
		r.Maybe = append(r.Maybe, x)
	}
	r.why = append(r.why, why)
}

func (r *Related) list(x *Resource, sure bool) {
	if r.listed == nil {
		r.listed = map[*Resource]bool{}
	}
	r.listed[x] = sure
}

// sorted leaves out of Maybe what is sure and puts both into source order.
func (r Related) sorted() Related {
	r.Maybe = slices.DeleteFunc(r.Maybe, func(x *Resource) bool { return r.listed[x] })
	return r
}

// Refers returns the instances that the argument arg (dotted: in every nested block on the way) refers to, of the types given, of any when none is.
func (r *Resource) Refers(arg string, types ...string) Related {
	var found Related
	for _, v := range r.all(arg) {
		refs := v.Refs(types...)
		found.sure(refs...)
		if b := v.bare(); len(v.Refs()) == 0 && !b.IsKnown() {
			found.why = append(found.why, v)
		}
	}
	return found
}

// Find returns the instances of type typ that the value names: by reference, or by a literal equal to one of their arguments names.
func (v Value) Find(typ string, names ...string) Related {
	var found Related
	if v.owner == nil {
		return found
	}
	found.sure(v.Refs(typ)...)
	b := v.bare()
	if len(found.Sure) > 0 || b.IsKnown() && b.IsNull() {
		return found
	}
	for _, name := range names {
		if s, ok := text(v.knownOrNull()); ok {
			found.text(v, s, v.owner.Graph.index(typ, name))
		} else {
			found.unknown(v, typ, name)
		}
	}
	return found.sorted()
}

// text finds who has the name s, which is v's.
func (r *Related) text(v Value, s string, ix *linkIndex) {
	g := v.owner.Graph
	same, fits := g.fit(ix.byText[s], v.owner)
	for _, l := range same {
		if fits {
			r.sure(l.from)
		} else {
			r.maybe(l.from, v.owner.overPairs())
		}
	}
	open, fits := g.fit(ix.open, v.owner)
	for _, l := range open {
		switch {
		case !fits:
			r.maybe(l.from, v.owner.overPairs())
		case len(l.value.Refs()) == 0 && !apart(v, l.value):
			r.maybe(l.from, l.value)
		}
	}
}

// unknown finds who may have the name v, which is not known.
func (r *Related) unknown(v Value, typ, name string) {
	g := v.owner.Graph
	all := g.managedOrData(typ)
	if g.pairs += len(all); len(all) > 0 && g.tooManyPairs(v.owner) {
		r.maybe(all[0], v.owner.overPairs())
		return
	}
	for _, to := range all {
		other := to.Get(name)
		switch {
		case !other.written:
		case other.term.SameAs(v.term):
			r.sure(to)
		case mayName(v, []Value{other}):
			r.maybe(to, v)
		}
	}
}

func (g *Graph) managedOrData(typ string) []*Resource {
	if t, ok := strings.CutPrefix(typ, "data."); ok {
		return g.data[t]
	}
	return g.managed[typ]
}

func instancesOf(refs []eval.Ref) []*Resource {
	all := make([]*Resource, len(refs))
	for i, ref := range refs {
		all[i] = ref.To.(*Resource)
	}
	return all
}
