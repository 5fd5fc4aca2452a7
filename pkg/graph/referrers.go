package graph

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
)

// Referrers returns the managed instances that refer to r anywhere in their bodies, in source order.
func (r *Resource) Referrers() []*Resource {
	return r.Graph.uses().by[r]
}

// Leaves reports that the configuration hands r to what cannot be seen from here: an output of the root module, or a
// call of a module that was not read. No finding may rest on its not being used.
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
		if from.Data {
			continue
		}
		for _, to := range from.Links() {
			if to != from {
				u.by[to] = append(u.by[to], from)
			}
		}
	}
	for name := range g.Root.Module.Outputs {
		u.leave(g.Root.Output(name))
	}
	for _, set := range g.modules {
		for _, call := range set.scope.Module.Calls {
			if len(set.scope.Children(call.Name).Scopes) > 0 {
				continue
			}
			for _, a := range call.Body.Attributes() {
				u.leave(set.scope.Env().Eval(a.Expr))
			}
		}
	}
	return u
}

func (u *usage) leave(v cty.Value) {
	for _, ref := range eval.Refs(v) {
		u.leaves[ref.To.(*Resource)] = true
	}
}
