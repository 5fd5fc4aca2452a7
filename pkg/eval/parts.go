package eval

import (
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// parts lists the elements of a resolved term from the way it is written; nil when that does not show them. The list is the caller's own.
func (t Term) parts() []Element {
	w := t.rememberedParts()
	if w == nil {
		return t.findParts()
	}
	if w.elements == nil {
		return nil
	}
	all := make([]Element, len(w.elements))
	for i, el := range w.elements {
		all[i] = Element{Key: el.Key, KeyTerm: t.under(el.KeyTerm), Term: t.under(el.Term)}
	}
	return all
}

// part finds the first element with that key.
func (t Term) part(key cty.Value) (Term, bool) {
	text, ok := knownText(key)
	if !ok {
		return t, false
	}
	if w := t.rememberedParts(); w != nil {
		i, ok := w.at(text)
		if !ok {
			return t, false
		}
		return t.under(w.elements[i].Term), true
	}
	for _, el := range t.findParts() {
		if other, ok := knownText(el.Key); ok && other == text {
			return el.Term, true
		}
	}
	return t, false
}

// findParts is parts, worked out anew.
func (t Term) findParts() []Element {
	switch x := t.expr.(type) {
	case nil:
		return nil
	case *hclsyntax.TupleConsExpr:
		return t.list(x.Exprs)
	case *hclsyntax.ObjectConsExpr:
		return t.object(x)
	case *hclsyntax.ForExpr:
		return t.comprehension(x)
	case *hclsyntax.FunctionCallExpr:
		return t.callParts(x)
	case hclsyntax.Expression:
		return nil
	}
	if exprs, diags := hcl.ExprList(t.expr); !diags.HasErrors() {
		parts := make([]Element, 0, len(exprs))
		for i, e := range exprs {
			parts = append(parts, Element{Key: position(i), Term: t.sub(e)})
		}
		return parts
	}
	pairs, diags := hcl.ExprMap(t.expr)
	if diags.HasErrors() {
		return nil
	}
	parts := make([]Element, 0, len(pairs))
	for _, p := range pairs {
		key := t.sub(p.Key)
		parts = append(parts, Element{Key: key.Value(), KeyTerm: key, Term: t.sub(p.Value)})
	}
	return parts
}

// positions are the keys of the first elements of every list.
var positions = sync.OnceValue(func() []cty.Value {
	all := make([]cty.Value, 64)
	for i := range all {
		all[i] = cty.NumberIntVal(int64(i))
	}
	return all
})

// position is the key of the i-th element of a list.
func position(i int) cty.Value {
	if all := positions(); i < len(all) {
		return all[i]
	}
	return cty.NumberIntVal(int64(i))
}

func (t Term) list(exprs []hclsyntax.Expression) []Element {
	parts := make([]Element, 0, len(exprs))
	for i, e := range exprs {
		parts = append(parts, Element{Key: position(i), Term: t.sub(e)})
	}
	return parts
}

func (t Term) object(x *hclsyntax.ObjectConsExpr) []Element {
	parts := make([]Element, 0, len(x.Items))
	for _, it := range x.Items {
		key := t.sub(it.KeyExpr)
		parts = append(parts, Element{Key: key.Value(), KeyTerm: key, Term: t.sub(it.ValueExpr)})
	}
	return parts
}

// comprehension lists the elements of a for expression over a collection whose elements show.
func (t Term) comprehension(x *hclsyntax.ForExpr) []Element {
	if x.Group || t.env.Scope == nil { // without a scope, not even its own names have a meaning
		return nil
	}
	els, ok := t.sub(x.CollExpr).Elements()
	if !ok {
		return nil
	}
	parts := make([]Element, 0, len(els))
	for _, el := range els {
		if el.Key == cty.NilVal { // a set's order is not the written one
			return nil
		}
		env := t.env.with(x.ValVar, binding{value: el.Term.Value(), terms: map[string]Term{"": el.Term}})
		if x.KeyVar != "" {
			env = env.with(x.KeyVar, binding{value: el.Key})
		}
		if x.CondExpr != nil {
			keep, _ := env.Eval(x.CondExpr).Unmark()
			if keep.Type() != cty.Bool || !keep.IsKnown() || keep.IsNull() {
				return nil
			}
			if keep.False() {
				continue
			}
		}
		part := Element{Key: position(len(parts))}
		inner := t
		inner.env = env
		if x.KeyExpr != nil {
			part.KeyTerm = inner.sub(x.KeyExpr)
			part.Key = part.KeyTerm.Value()
		}
		part.Term = inner.sub(x.ValExpr)
		parts = append(parts, part)
	}
	return parts
}

// callParts lists the elements of functions that join or regroup their arguments' elements.
func (t Term) callParts(x *hclsyntax.FunctionCallExpr) []Element {
	switch strings.TrimPrefix(x.Name, "core::") {
	case "concat", "setunion":
		return renumber(t.argParts(x, func(all []Element, more []Element) []Element { return append(all, more...) }))
	case "merge":
		return t.argParts(x, func(all, more []Element) []Element {
			for _, m := range more {
				all = append(without(all, m.Key), m)
			}
			return all
		})
	case "flatten":
		if len(x.Args) == 1 {
			return renumber(t.sub(x.Args[0]).flat(maxSteps))
		}
	case "values":
		if len(x.Args) == 1 {
			if els, ok := t.sub(x.Args[0]).Elements(); ok {
				return renumber(byKey(els))
			}
		}
	}
	return nil
}

// argParts folds the elements of all arguments; nil when any argument's do not show.
func (t Term) argParts(x *hclsyntax.FunctionCallExpr, fold func(all, more []Element) []Element) []Element {
	if x.ExpandFinal {
		return nil
	}
	all := []Element{}
	for _, arg := range x.Args {
		if v, _ := t.env.Eval(arg).Unmark(); v.IsKnown() && v.IsNull() {
			continue
		}
		els, ok := t.sub(arg).Elements()
		if !ok {
			return nil
		}
		all = fold(all, els)
	}
	return all
}

// flat lists the leaves of nested lists; nil when some list does not show its elements.
func (t Term) flat(depth int) []Element {
	els, ok := t.Elements()
	if !ok || depth == 0 {
		return nil
	}
	all := []Element{}
	for _, el := range els {
		v, _ := el.Term.Value().Unmark()
		ty := v.Type()
		if !ty.IsTupleType() && !ty.IsListType() && !ty.IsSetType() {
			if ty == cty.DynamicPseudoType && !v.IsKnown() {
				return nil
			}
			all = append(all, el)
			continue
		}
		inner := el.Term.flat(depth - 1)
		if inner == nil {
			return nil
		}
		all = append(all, inner...)
	}
	return all
}

func without(els []Element, key cty.Value) []Element {
	kept := els[:0:0]
	for _, el := range els {
		if !sameKey(el.Key, key) {
			kept = append(kept, el)
		}
	}
	return kept
}

func renumber(els []Element) []Element {
	for i := range els {
		els[i].Key = position(i)
	}
	return els
}

// byKey sorts as values() does.
func byKey(els []Element) []Element {
	for i := 1; i < len(els); i++ {
		for j := i; j > 0 && keyText(els[j].Key) < keyText(els[j-1].Key); j-- {
			els[j], els[j-1] = els[j-1], els[j]
		}
	}
	return els
}

func keyText(k cty.Value) string {
	if k == cty.NilVal {
		return ""
	}
	k, _ = k.Unmark()
	if k.Type() == cty.String && k.IsKnown() && !k.IsNull() {
		return k.AsString()
	}
	return ""
}

// handOn follows functions whose result is one of their arguments.
func (t Term) handOn(x *hclsyntax.FunctionCallExpr) (Term, bool) {
	if x.ExpandFinal || len(x.Args) == 0 {
		return t, false
	}
	switch strings.TrimPrefix(x.Name, "core::") {
	case "tolist", "toset", "tomap", "sensitive", "nonsensitive", "tostring", "tonumber", "tobool", "trimspace":
		return t.sub(x.Args[0]), true
	case "try":
		for _, arg := range x.Args {
			if v, diags := t.env.eval(arg); !diags.HasErrors() {
				return t.sub(arg), v.IsWhollyKnown() || len(x.Args) > 0
			}
		}
	case "coalesce", "coalescelist":
		for _, arg := range x.Args {
			v, _ := t.env.Eval(arg).Unmark()
			if !v.IsKnown() {
				return t, false
			}
			if !v.IsNull() && !isEmpty(v) {
				return t.sub(arg), true
			}
		}
	case "lookup":
		return t.lookupCall(x)
	case "element":
		return t.elementCall(x)
	case "one":
		if els, ok := t.sub(x.Args[0]).Elements(); ok && len(els) == 1 {
			return els[0].Term, true
		}
	}
	return t, false
}

func isEmpty(v cty.Value) bool {
	if v.Type() == cty.String {
		return v.AsString() == ""
	}
	return v.CanIterateElements() && v.LengthInt() == 0
}

func (t Term) lookupCall(x *hclsyntax.FunctionCallExpr) (Term, bool) {
	if len(x.Args) < 2 {
		return t, false
	}
	key, _ := t.env.Eval(x.Args[1]).Unmark()
	if !key.IsKnown() || key.IsNull() {
		return t, false
	}
	if el, ok := t.sub(x.Args[0]).lookup(key); ok {
		return el, true
	}
	coll, _ := t.env.Eval(x.Args[0]).Unmark()
	if len(x.Args) == 3 && coll.IsKnown() && !hasKey(coll, key) {
		return t.sub(x.Args[2]), true
	}
	return t, false
}

func hasKey(coll, key cty.Value) bool {
	_, diags := hcl.Index(coll, key, nil)
	return !diags.HasErrors()
}

func (t Term) elementCall(x *hclsyntax.FunctionCallExpr) (Term, bool) {
	if len(x.Args) != 2 {
		return t, false
	}
	els, ok := t.sub(x.Args[0]).Elements()
	index, _ := t.env.Eval(x.Args[1]).Unmark()
	if !ok || len(els) == 0 || index.Type() != cty.Number || !index.IsKnown() || index.IsNull() || els[0].Key == cty.NilVal {
		return t, false
	}
	i, _ := index.AsBigFloat().Int64()
	n := int64(len(els))
	return els[((i%n)+n)%n].Term, true
}
