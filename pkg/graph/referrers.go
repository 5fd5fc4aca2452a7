package graph

import (
	"github.com/demarc-lint/demarc/pkg/eval"
)

// Referrers returns the managed instances that refer to r anywhere in their bodies, in source order.
func (r *Resource) Referrers() []*Resource {
	return r.Graph.uses().by[r]
}

// Leaves reports that r may be used where it cannot be seen: it goes into an output of the root module or a call of a module
// that was not read, or an argument that is not known is made from it. No finding may rest on its not being used.
func (r *Resource) Leaves() bool {
	return r.Graph.uses().leaves[r]
}

// usage is who refers to whom, by whichever argument.
type usage struct {
	by     map[*Resource][]*Resource
	leaves map[*Resource]bool
}

// uses is worked out once, when first asked for.
func (g *Graph) uses() *usage {
	if g.usage != nil {
		return g.usage
	}
	u := &usage{by: map[*Resource][]*Resource{}, leaves: map[*Resource]bool{}}
	g.usage = u
	for _, from := range g.Resources {
		if !from.Data {
			from.eachArgument(func(a argument) { u.argument(from, a) })
		}
	}
	for name := range g.Root.Module.Outputs {
		u.leave(eval.Refs(g.Root.Output(name)))
	}
	for _, set := range g.modules {
		for _, call := range set.scope.Module.Calls {
			if len(set.scope.Children(call.Name).Scopes) > 0 {
				continue
			}
			for _, a := range call.Body.Attributes() {
				u.leave(set.scope.Env().Reads(a.Expr))
			}
		}
	}
	return u
}

func (u *usage) argument(from *Resource, a argument) {
	if !a.in.env.Reaches(a.Expr) {
		return
	}
	v := a.in.env.Eval(a.Expr)
	refs := eval.Refs(v)
	for _, to := range instancesOf(refs) {
		by := u.by[to]
		if to != from && (len(by) == 0 || by[len(by)-1] != from) { // one resource is gone through after the other
			u.by[to] = append(by, from)
		}
	}
	if len(refs) == 0 && !v.IsWhollyKnown() {
		u.leave(a.in.env.Reads(a.Expr))
	}
}

func (u *usage) leave(refs []eval.Ref) {
	for _, to := range instancesOf(refs) {
		u.leaves[to] = true
	}
}
