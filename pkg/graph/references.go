package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Reference says that an argument of one instance was made from another instance.
type Reference struct {
	Argument string // dotted through nested blocks: ingress.security_groups
	To       *Resource
	Attr     string // of To; "" for all of it
	ByName   bool   // by a text equal to the name of To, not by a reference
	Maybe    bool   // something that is not known decides whether it is To
	Place    source.Place
}

// References lists which instances the arguments of r refer to, straight or through locals, modules and for_each, or by their names, in the
// order of the arguments. A depends_on of whole modules names no instance and is left out.
func (r *Resource) References() []Reference {
	var all []Reference
	r.everyArgument(func(a argument) {
		var found []Reference
		if !a.constant() {
			found = r.references(a)
		}
		if len(found) == 0 {
			found = r.namesake(a)
		}
		slices.SortFunc(found, func(x, y Reference) int {
			return cmp.Or(strings.Compare(x.To.Address, y.To.Address), strings.Compare(x.Attr, y.Attr))
		})
		all = append(all, wholes(slices.Compact(found))...)
	})
	return all
}

// wholes puts references to every attribute of an instance, which stand together, into one to all of it.
func wholes(refs []Reference) []Reference {
	var all []Reference
	for len(refs) > 0 {
		to := refs[0].To
		n := slices.IndexFunc(refs, func(ref Reference) bool { return ref.To != to })
		if n < 0 {
			n = len(refs)
		}
		if to.schema != nil && n > 1 && n == len(to.schema.Attributes)+len(to.schema.Blocks) {
			refs[n-1].Attr = ""
			refs = refs[n-1:]
			n = 1
		}
		all = append(all, refs[:n]...)
		refs = refs[n:]
	}
	return all
}

func (r *Resource) references(a argument) []Reference {
	if a.path == dependsOn {
		return r.dependencies(a)
	}
	v := a.in.env.Eval(a.Expr)
	refs, maybe := eval.Refs(v), a.in.Maybe
	if len(refs) == 0 && !v.IsWhollyKnown() {
		refs, maybe = a.in.env.Reads(a.Expr), true
	}
	var found []Reference
	for _, ref := range refs {
		if to := ref.To.(*Resource); to != r {
			found = append(found, Reference{Argument: a.path, To: to, Attr: ref.Attr, Maybe: maybe, Place: a.Expr.Range()})
		}
	}
	return found
}

// dependencies are the instances of the resources that depends_on names; no value need be worked out.
func (r *Resource) dependencies(a argument) []Reference {
	names, _ := hcl.ExprList(a.Expr)
	var found []Reference
	for _, name := range names {
		t, _ := hcl.AbsTraversalForExpr(name)
		decl := r.Scope.Module.Resource(addressed(t))
		if decl == nil {
			continue
		}
		for _, to := range r.Scope.Resources.(*instanceSet).expand(decl).all {
			if to != r {
				found = append(found, Reference{Argument: a.path, To: to, Place: name.Range()})
			}
		}
	}
	return found
}

// addressed is the resource that a name begins with; the zero Addr when it is none's.
func addressed(t hcl.Traversal) module.Addr {
	var parts []string
	for _, step := range t {
		switch s := step.(type) {
		case hcl.TraverseRoot:
			parts = append(parts, s.Name)
		case hcl.TraverseAttr:
			parts = append(parts, s.Name)
		}
	}
	data := len(parts) > 0 && parts[0] == "data"
	if data || len(parts) > 0 && parts[0] == "resource" {
		parts = parts[1:]
	}
	if len(parts) < 2 {
		return module.Addr{}
	}
	return module.Addr{Data: data, Type: parts[0], Name: parts[1]}
}
