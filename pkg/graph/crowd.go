package graph

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
)

// maxPairs is how often two resources of a root are compared by name, all questions together: two thousand buckets of one name and as
// many policies for it make four million pairs.
const maxPairs = 2_000_000

// fit leaves out all links but one once too many have been compared; ok is false then, and what is left may be so, but not surely.
func (g *Graph) fit(links []link, r *Resource) (left []link, ok bool) {
	if g.pairs += len(links); len(links) == 0 || !g.tooManyPairs(r) {
		return links, true
	}
	return links[:1], false
}

// tooManyPairs reports whether no more may be compared, and tells of it once.
func (g *Graph) tooManyPairs(r *Resource) bool {
	if g.pairs <= maxPairs {
		return false
	}
	if !g.crowded {
		g.crowded = true
		g.Root.Root.Diagnose(module.Diagnostic{
			Error: true, Summary: "Too many links", Place: r.head,
			Detail: fmt.Sprintf("The resources of this root module were compared by name more than %d times; from %s on, who belongs to whom counts as not known.", maxPairs, r.Address),
		})
	}
	return true
}

// overPairs stands for the links that were not compared.
func (r *Resource) overPairs() Value {
	v := cty.DynamicVal.Mark(&eval.Cause{Kind: eval.CauseBudget, Name: r.Address, Place: r.head, Hint: "too many resources name each other"})
	return Value{owner: r, term: eval.ValueTerm(v, &r.head), val: v, typ: cty.DynamicPseudoType, written: true}
}
