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
	return t.only(unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "no such element", Place: t.stand()}))
}

// Element is At; ok is false where there is surely no such element.
func (t Term) Element(key cty.Value) (el Term, ok bool) { return t.get(key) }

// get is At; ok is false when there is surely no such element, or it cannot be told.
func (t Term) get(key cty.Value) (Term, bool) {
	el, written := t.lookup(key)
	return t.element(t.Value(), key, el, written)
}

// element is what stands under the key in the whole, shown at el where that is where it is written.
func (t Term) element(whole, key cty.Value, el Term, written bool) (Term, bool) {
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
	if el, ok := t.resolve().part(key); ok {
		return el, true
	}
	return t, false
}

func sameKey(a, b cty.Value) bool {
	as, known := knownText(a)
	bs, too := knownText(b)
	return known && too && as == bs
}

// index finds the elements of a term that is asked for many of them: the written form is worked out once.
type index struct {
	term, written Term
	whole         cty.Value
	elements      map[string]Term // by key, those of a set by value
}

func (t Term) index(whole cty.Value) index {
	x := index{term: t, written: t.resolve(), whole: whole, elements: map[string]Term{}}
	set := whole.Type().IsSetType()
	for _, el := range x.written.parts() {
		key := el.Key
		if set {
			key = el.Term.Value()
		}
		if text, ok := knownText(key); ok {
			if _, twice := x.elements[text]; !twice {
				x.elements[text] = el.Term
			}
		}
	}
	return x
}

// at is Term.At.
func (x index) at(key cty.Value) Term {
	text, _ := knownText(key)
	el, written := x.elements[text]
	if !written {
		el = x.term
	}
	if found, ok := x.term.element(x.whole, key, el, written); ok {
		return found
	}
	return x.term.only(unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "no such element", Place: x.term.stand()}))
}

// member returns where an element of a set is written.
func (x index) member(v cty.Value) Term {
	text, _ := knownText(v)
	if el, ok := x.elements[text]; ok {
		return el
	}
	return x.written.only(v)
}

// knownText is a known key as text.
func knownText(key cty.Value) (text string, ok bool) {
	if key == cty.NilVal {
		return "", false
	}
	key, _ = key.Unmark()
	if !key.IsKnown() || key.IsNull() {
		return "", false
	}
	s, err := convert.Convert(key, cty.String)
	if err != nil {
		return "", false
	}
	return s.AsString(), true
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
	if r.at == nil && r.doc == nil {
		at := r.stand()
		r.at = &at
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
