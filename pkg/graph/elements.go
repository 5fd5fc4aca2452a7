package graph

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
)

// IsCollection reports that the value is surely a list, set or tuple.
func (v Value) IsCollection() bool {
	ty := v.bare().Type()
	return !v.bare().IsNull() && (ty.IsListType() || ty.IsSetType() || ty.IsTupleType())
}

// Each returns the elements of a list or set and the values of a map or object, every one with its own place; none when
// the value is null, no collection, or not known.
func (v Value) Each() []Value {
	els, ok := v.list()
	if !ok {
		entries := v.shared()
		all := make([]Value, 0, len(entries))
		for _, e := range entries {
			all = append(all, e.Value)
		}
		return all
	}
	all := make([]Value, 0, len(els))
	for i := range els {
		all = append(all, newValue(v.owner, els[i].Term, elementType(v.typ, els[i].Key)))
	}
	return all
}

// list is the elements' terms; ok is false where they are not known, which is a question left open.
func (v Value) list() (els []eval.Element, ok bool) {
	b := v.bare()
	if b.IsKnown() && (b.IsNull() || !b.CanIterateElements()) {
		return nil, true
	}
	els, ok = v.term.Elements()
	if !ok {
		v.open()
	}
	return els, ok
}

// Entry is one element of a map or object; of a list, with its index.
type Entry struct {
	Key   Value // placed at the key
	Value Value
}

// Entries returns the elements with their keys, in the order in which they are written where that shows.
func (v Value) Entries() []Entry {
	els, ok := v.list()
	if !ok {
		return v.shared()
	}
	if len(els) == 0 {
		return nil
	}
	all := make([]Entry, 0, len(els))
	for _, el := range els {
		typ := elementType(v.typ, el.Key)
		e := Entry{Value: newValue(v.owner, el.Term, typ)}
		if el.Key != cty.NilVal {
			e.Key = Value{owner: v.owner, term: el.KeyTerm, val: el.Key, written: true}
			if el.KeyTerm.Place().Filename == "" {
				e.Key.term = el.Term
			}
		}
		all = append(all, e)
	}
	return all
}

func elementType(typ cty.Type, key cty.Value) cty.Type {
	switch {
	case typ == cty.NilType:
	case typ.IsCollectionType():
		return typ.ElementType()
	case typ.IsObjectType() && key != cty.NilVal:
		k, _ := key.Unmark()
		if k.Type() == cty.String && k.IsKnown() && !k.IsNull() && typ.HasAttribute(k.AsString()) {
			return typ.AttributeType(k.AsString())
		}
	}
	return cty.DynamicPseudoType
}

// Attr returns an attribute of an object or map; null here when it has none.
func (v Value) Attr(name string) Value {
	b := v.bare()
	if b.IsKnown() && (b.IsNull() || !(b.Type().IsObjectType() || b.Type().IsMapType())) {
		return v.Null()
	}
	if arms := v.Arms(); len(arms) > 0 {
		return v.attrOfArms(arms, name)
	}
	el, ok := v.term.Element(cty.StringVal(name))
	if !ok || isMissing(el) {
		return v.Null()
	}
	return newValue(v.owner, el, elementType(v.typ, cty.StringVal(name)))
}

// Null is what stands for an element that v does not have: null, in the same place.
func (v Value) Null() Value {
	null := cty.NullVal(cty.DynamicPseudoType)
	return Value{owner: v.owner, term: eval.ValueTerm(null, new(v.Place())), val: null}
}

// attrOfArms is an attribute of which only the arms are known.
func (v Value) attrOfArms(arms []Value, name string) Value {
	inner := cty.DynamicVal.WithMarks(marksOf(v.val))
	attr := Value{owner: v.owner, term: eval.ValueTerm(inner, new(v.Place())), val: inner, typ: elementType(v.typ, cty.StringVal(name)), written: true}
	for _, arm := range arms {
		attr.arms = append(attr.arms, arm.Attr(name))
	}
	return attr
}

// Document returns the value inside a JSON text or a jsonencode call, its elements placed where they are written; null here
// when it is no JSON.
func (v Value) Document() Value {
	if b := v.bare(); b.IsKnown() && b.IsNull() {
		return v
	}
	return Remember(v, "document", v.document)
}

func (v Value) document() Value {
	if arms := v.Arms(); len(arms) > 0 {
		return v.mapped(Value.Document)
	}
	inner, ok := v.term.Document()
	if !ok {
		return v.Null()
	}
	return newValue(v.owner, inner, cty.DynamicPseudoType)
}

// Refs returns the instances that the value was made from, of the types given ("data.T" for data sources), of any when none is; in order of address.
func (v Value) Refs(types ...string) []*Resource {
	if v.val == cty.NilVal {
		return nil
	}
	var all []*Resource
	for _, ref := range eval.Refs(v.val) {
		r := ref.To.(*Resource)
		if r.isOneOf(types) && !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(x, y *Resource) int { return strings.Compare(x.Address, y.Address) })
	return all
}
