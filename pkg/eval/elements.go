package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// At returns the element with that key or index: where it is written if that can be told, else its value shown where the whole is.
func (t Term) At(key cty.Value) Term {
	if el, ok := t.get(key); ok {
		return el
	}
	return t.only(unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "no such element", Place: t.at}))
}

// get is At; ok is false when there is surely no such element, or it cannot be told.
func (t Term) get(key cty.Value) (Term, bool) {
	whole := t.Value()
	el, written := t.lookup(key)
	v, diags := hcl.Index(whole, key, nil)
	switch {
	case diags.HasErrors():
		return el, written && !whole.IsKnown()
	case written && v.IsKnown():
		return el.worth(v), true
	case written:
		return el, true
	}
	return t.only(v), true
}

// lookup finds the element in the written form.
func (t Term) lookup(key cty.Value) (Term, bool) {
	r := t.resolve()
	for _, el := range r.parts() {
		if el.Key != cty.NilVal && sameKey(el.Key, key) {
			return el.Term, true
		}
	}
	return t, false
}

func sameKey(a, b cty.Value) bool {
	a, _ = a.Unmark()
	b, _ = b.Unmark()
	if !a.IsKnown() || !b.IsKnown() || a.IsNull() || b.IsNull() {
		return false
	}
	as, err1 := convert.Convert(a, cty.String)
	bs, err2 := convert.Convert(b, cty.String)
	return err1 == nil && err2 == nil && as.AsString() == bs.AsString()
}

// member returns where an element of a set is written.
func (t Term) member(v cty.Value) Term {
	r := t.resolve()
	for _, el := range r.parts() {
		if sameKey(el.Term.Value(), v) {
			return el.Term
		}
	}
	return r.only(v)
}

// Element is one element of a collection, with its key: a number in lists, a string in maps; NilVal where it has none.
type Element struct {
	Key     cty.Value
	KeyTerm Term
	Term    Term
}

// Elements lists what a list, set, tuple, map or object holds; ok is false when that is not known. An element of a list that is half known
// stands for itself.
func (t Term) Elements() (els []Element, ok bool) {
	whole, marks := t.Value().Unmark()
	r := t.resolve()
	if written, ok := agree(r.parts(), whole); ok {
		return written, true
	}
	if !whole.IsKnown() || whole.IsNull() || !whole.CanIterateElements() {
		return nil, false
	}
	for it := whole.ElementIterator(); it.Next(); {
		k, v := it.Element()
		el := Element{Key: k, Term: r.only(v.WithMarks(marks))}
		if whole.Type().IsSetType() {
			el.Key = cty.NilVal
		} else {
			el.KeyTerm = r.only(k)
		}
		els = append(els, el)
	}
	return els, true
}

// agree gives the written elements the values that they have in the whole; ok is false when the two do not go together.
func agree(written []Element, whole cty.Value) ([]Element, bool) {
	switch {
	case written == nil:
		return nil, false
	case !whole.IsKnown():
		return written, true
	case whole.IsNull() || !whole.CanIterateElements():
		return nil, false
	case whole.Type().IsSetType():
		for i, el := range written {
			v, err := convert.Convert(el.Term.Value(), whole.Type().ElementType())
			if err != nil {
				return nil, false
			}
			written[i].Key, written[i].Term = cty.NilVal, el.Term.worth(v)
		}
		return written, true
	case whole.LengthInt() != len(written):
		return nil, false
	}
	for i, el := range written {
		key, _ := el.Key.Unmark()
		v, diags := hcl.Index(whole, key, nil)
		if diags.HasErrors() {
			return nil, false
		}
		if v.IsKnown() {
			written[i].Term = el.Term.worth(v)
		}
	}
	return written, true
}
