package graph

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// OverBudget tells that what stands at the place is more than is looked at, and leaves a question open: what was not looked at counts as not known.
func (r *Resource) OverBudget(at source.Place, why string) {
	r.Graph.Root.Root.Diagnose(module.Diagnostic{Error: true, Summary: "Value over the budget", Detail: r.Address + ": " + why + "; the rest counts as not known.", Place: at})
	v := cty.DynamicVal.Mark(&eval.Cause{Kind: eval.CauseBudget, Name: r.Address, Place: at, Hint: why})
	r.Graph.ask(Value{owner: r, term: eval.ValueTerm(v, &at), val: v, typ: cty.DynamicPseudoType, written: true})
}

// spending is what is counted, and the file that it stands in.
type spending struct{ what, file string }

// Afford counts n more of what checks read in one file, up to a limit, so that no file takes what its neighbours need. It answers no once that is
// passed, and tells of it once.
func (r *Resource) Afford(what string, n, limit int, at source.Place) bool {
	g := r.Graph
	if g.spent == nil {
		g.spent = map[spending]int{}
	}
	on := spending{what, at.Filename}
	before := g.spent[on]
	if g.spent[on] = before + n; g.spent[on] <= limit {
		return true
	}
	if before <= limit {
		r.OverBudget(at, fmt.Sprintf("this file has more than %d %s", limit, what))
	}
	return false
}

// What the long lists that are given as arguments in one file may hold together, what is in their elements included. Each is counted in each resource
// that it is given to: it is converted and gone through there.
const (
	longList  = 100
	maxListed = 500_000
)

var tooManyListed = fmt.Sprintf("the lists in this file have more than %d elements", maxListed)

// affordsList counts the elements of a long list; false once there were too many of them in its file.
func (r *Resource) affordsList(v cty.Value, t eval.Term) bool {
	v, _ = v.Unmark()
	if ty := v.Type(); !ty.IsTupleType() && !ty.IsListType() && !ty.IsSetType() || !v.IsKnown() || v.IsNull() || v.LengthInt() < longList {
		return true
	}
	const what = "elements of long lists in arguments"
	n := v.LengthInt()
	if r.Graph.spent[spending{what, t.Place().Filename}] <= maxListed { // else there is no need to count on
		n = eval.Elements(v) - 1
	}
	return r.Afford(what, n, maxListed, t.Place())
}
