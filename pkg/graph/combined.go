package graph

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// seen is all instances as a reference that asks for the attributes sees them, nil for all attributes. It is made once for all references that ask
// for the same: of thousands of instances, each often names one of thousands of others.
func (in *instances) seen(names []string) cty.Value {
	work := func() cty.Value {
		return in.Combine(func(i int) cty.Value { return in.all[i].object(names) })
	}
	if slices.ContainsFunc(in.all, func(r *Resource) bool { return len(r.busy) > 0 }) { // asked for by its own value, which is not there yet
		return work()
	}
	key := "*"
	if names != nil {
		key = strings.Join(names, " ")
	}
	if known, ok := in.combined[key]; ok {
		return known
	}
	if in.combined == nil {
		in.combined = map[string]cty.Value{}
	}
	in.combined[key] = work()
	return in.combined[key]
}
