package eval

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Env is where an expression stands: its module instance and the names that only hold there (each, count, the iterators of dynamic
// blocks and for expressions). An Env is immutable.
type Env struct {
	Scope *Scope // nil: references have no meaning (variables files)
	names map[string]binding
}

// source returns the bytes of a file of the configuration.
func (e *Env) source(name string) []byte {
	if e == nil || e.Scope == nil {
		return nil
	}
	return e.Scope.Root.Loader.Source(name)
}

// binding is what a local name stands for: as a value, and as the terms it was made from, by attribute ("" for the name itself).
type binding struct {
	value cty.Value
	terms map[string]Term
}

// with returns the environment with one more name.
func (e *Env) with(name string, b binding) *Env {
	names := make(map[string]binding, len(e.names)+1)
	maps.Copy(names, e.names)
	names[name] = b
	return &Env{Scope: e.Scope, names: names}
}

// Eval returns what an expression is worth, marked with the references and causes that went into it. An
// expression that is in error is unknown, with the error as its cause.
func (e *Env) Eval(expr hcl.Expression) cty.Value {
	if v, ok := literal(expr); ok {
		return v
	}
	return e.remembered(expr, func() cty.Value { return e.work(expr) })
}

func (e *Env) work(expr hcl.Expression) cty.Value {
	v, diags := e.eval(expr)
	if !diags.HasErrors() {
		return v
	}
	over := overBudget(diags)
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			place := expr.Range()
			if d.Subject != nil {
				place = *d.Subject
			}
			switch {
			case over == nil:
			case e == nil || e.Scope == nil: // the variable that takes the value tells
				return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseBudget, Name: "This expression", Place: place, Hint: over.Error()})
			default:
				return e.Scope.overBudget("This expression", place, over.Error())
			}
			return unknown(cty.DynamicPseudoType, causeOf(d, place))
		}
	}
	return v
}

// causeOf tells a function that a provider brings along, which is no error, from what is one.
func causeOf(d *hcl.Diagnostic, place source.Place) *Cause {
	if call, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallUnknownDiagExtra](d); ok {
		if space := call.CalledFunctionNamespace(); strings.HasPrefix(space, providerNamespace) {
			return &Cause{Kind: CauseComputed, Name: space + call.CalledFunctionName(), Place: place, Hint: "the provider's own function works it out"}
		} else if space == "" {
			return &Cause{Kind: CauseError, Name: d.Summary, Place: place, Hint: noFunction(call.CalledFunctionName(), d.EvalContext)}
		}
	}
	return &Cause{Kind: CauseError, Name: d.Summary, Place: place, Hint: d.Detail}
}

// noFunction says that there is no function of that name, and which is nearest: hclsyntax takes any that is near, each time another.
func noFunction(name string, ctx *hcl.EvalContext) string {
	said, best, limit := fmt.Sprintf("There is no function named %q.", name), "", 3
	for ctx != nil && ctx.Functions == nil {
		ctx = ctx.Parent()
	}
	if ctx == nil {
		return said
	}
	for _, other := range slices.Sorted(maps.Keys(ctx.Functions)) {
		if distance := levenshtein.Distance(name, other, nil); distance < limit {
			best, limit = other, distance
		}
	}
	if best == "" {
		return said
	}
	return said + fmt.Sprintf(" Did you mean %q?", best)
}

// literal is the short way for what most arguments are.
func literal(expr hcl.Expression) (cty.Value, bool) {
	switch x := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return x.Val, true
	case *hclsyntax.TemplateExpr:
		if len(x.Parts) == 1 {
			if part, ok := x.Parts[0].(*hclsyntax.LiteralValueExpr); ok && part.Val.Type() == cty.String {
				return part.Val, true
			}
		}
	}
	return cty.NilVal, false
}

func (e *Env) eval(expr hcl.Expression) (cty.Value, hcl.Diagnostics) {
	if e == nil || e.Scope == nil {
		return (&work{}).bounded(expr).Value(nil)
	}
	if ref, ok := expr.(*hclsyntax.ScopeTraversalExpr); ok {
		if v, rest, ok := e.named(ref.Traversal); ok {
			return rest.TraverseRel(v)
		}
	}
	if v, ok := e.direct(expr); ok {
		return v, nil
	}
	root := e.Scope.Root
	ctx := &hcl.EvalContext{Variables: e.variables(references(expr)), Functions: root.functionsFor(expr)}
	return root.work.bounded(expr).Value(ctx)
}

// named is the short way for a single reference: the value that its first steps name, and the steps that remain.
func (e *Env) named(t hcl.Traversal) (v cty.Value, rest hcl.Traversal, ok bool) {
	root, name := t.RootName(), attrAt(t, 1)
	if b, ok := e.names[root]; ok {
		return b.value, t[1:], true
	}
	if name == "" {
		return cty.NilVal, nil, false
	}
	switch root {
	case rootVar:
		return e.Scope.Var(name), t[2:], true
	case rootLocal:
		return e.Scope.Local(name), t[2:], true
	case rootModule:
		return e.Scope.moduleValue(name, []hcl.Traversal{t[2:]}), t[2:], true
	case rootPath, "terraform", "tofu", "each", "count", "self":
		return cty.NilVal, nil, false
	}
	addr, rest, ok := resourceAddr(t)
	if !ok {
		return cty.NilVal, nil, false
	}
	return e.Scope.Resources.ResourceValue(addr, []hcl.Traversal{rest}), rest, true
}

// names of roots that are no resource types.
const (
	rootVar, rootLocal, rootModule, rootPath, rootData = "var", "local", "module", "path", "data"
	rootResource                                       = "resource"
)

// variables gives the expression just the values that it asks for.
func (e *Env) variables(traversals []hcl.Traversal) map[string]cty.Value {
	if len(traversals) == 0 {
		return map[string]cty.Value{} // not nil: it is no variable that is not allowed, but one that is not known
	}
	vars := map[string]cty.Value{}
	groups := map[string]map[string]cty.Value{}
	put := func(root, name string, v cty.Value) {
		if groups[root] == nil {
			groups[root] = map[string]cty.Value{}
		}
		groups[root][name] = v
	}
	resources := map[module.Addr][]hcl.Traversal{}
	modules := map[string][]hcl.Traversal{}
	for _, t := range traversals {
		root := t.RootName()
		if b, ok := e.names[root]; ok {
			vars[root] = b.value
			continue
		}
		name := attrAt(t, 1)
		if v, ok := e.Scope.reserved(root, t); ok {
			vars[root] = v
			continue
		}
		switch root {
		case rootVar:
			if name != "" {
				put(root, name, e.Scope.Var(name))
			}
		case rootLocal:
			if name != "" {
				put(root, name, e.Scope.Local(name))
			}
		case rootModule:
			if name != "" {
				modules[name] = append(modules[name], t[2:])
			}
		default:
			if addr, rest, ok := resourceAddr(t); ok {
				resources[addr] = append(resources[addr], rest)
			}
		}
	}
	for name, rests := range modules {
		put(rootModule, name, e.Scope.moduleValue(name, rests))
	}
	for root, values := range groups {
		vars[root] = cty.ObjectVal(values)
	}
	e.resourceVariables(vars, resources)
	return vars
}

// reserved is the value of a name that is neither a resource type nor somebody's to declare.
func (s *Scope) reserved(root string, t hcl.Traversal) (cty.Value, bool) {
	switch root {
	case rootPath:
		return s.paths(), true
	case "terraform", "tofu":
		return s.Root.terraform(), true
	case "each", "count", "self":
		return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: root + " has no meaning here", Place: t.SourceRange()}), true
	}
	return cty.NilVal, false
}

func (e *Env) resourceVariables(vars map[string]cty.Value, resources map[module.Addr][]hcl.Traversal) {
	if len(resources) == 0 {
		return
	}
	managed := map[string]map[string]cty.Value{}
	data := map[string]map[string]cty.Value{}
	for addr, rests := range resources {
		into := managed
		if addr.Data {
			into = data
		}
		if into[addr.Type] == nil {
			into[addr.Type] = map[string]cty.Value{}
		}
		into[addr.Type][addr.Name] = e.Scope.Resources.ResourceValue(addr, rests)
	}
	types := map[string]cty.Value{}
	for typ, byName := range managed {
		v := cty.ObjectVal(byName)
		if _, taken := vars[typ]; !taken {
			vars[typ] = v
		}
		types[typ] = v
	}
	if len(types) > 0 {
		vars[rootResource] = cty.ObjectVal(types)
	}
	if len(data) > 0 {
		types := map[string]cty.Value{}
		for typ, byName := range data {
			types[typ] = cty.ObjectVal(byName)
		}
		vars[rootData] = cty.ObjectVal(types)
	}
}

// resourceAddr reads a reference to a resource or data source; rest is what follows its name.
func resourceAddr(t hcl.Traversal) (addr module.Addr, rest hcl.Traversal, ok bool) {
	switch t.RootName() {
	case rootData, rootResource:
		addr = module.Addr{Data: t.RootName() == rootData, Type: attrAt(t, 1), Name: attrAt(t, 2)}
		if addr.Name == "" {
			return addr, nil, false
		}
		return addr, t[3:], true
	default:
		addr = module.Addr{Type: t.RootName(), Name: attrAt(t, 1)}
		if addr.Name == "" {
			return addr, nil, false
		}
		return addr, t[2:], true
	}
}

func attrAt(t hcl.Traversal, i int) string {
	if i >= len(t) {
		return ""
	}
	a, _ := t[i].(hcl.TraverseAttr)
	return a.Name
}

// Wanted returns the attributes that traversals ask of an object, behind an index when it is one of several instances; nil
// means all.
func Wanted(rests []hcl.Traversal, keyed bool) []string {
	var names []string
	for _, rest := range rests {
		if keyed {
			if len(rest) == 0 {
				return nil
			}
			if _, ok := rest[0].(hcl.TraverseIndex); !ok {
				return nil
			}
			rest = rest[1:]
		}
		name := attrAt(rest, 0)
		if name == "" {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// Reads returns who stands in any of the values that the expression is made from, whichever of them it picks: more than
// Refs of its value tell where an index or condition is not known.
func (e *Env) Reads(expr hcl.Expression) []Ref {
	if e == nil || e.Scope == nil {
		return nil
	}
	var refs []Ref
	for _, v := range e.variables(references(expr)) {
		refs = append(refs, Refs(v)...)
	}
	return refs
}
