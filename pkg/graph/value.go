package graph

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Value is what an argument, or an element of one, is worth, and where it was written. Every question means "surely": it
// answers no when the value is not known, and a question that was left open makes a silent check undetermined.
// The zero Value is null and has no place.
type Value struct {
	owner   *Resource
	term    eval.Term
	val     cty.Value
	typ     cty.Type
	written bool
	memory  *memory // shared by all copies of an argument's value; nil for what is taken out of one
	arms    []Value // of a value that is not known and whose term does not tell them
}

func newValue(owner *Resource, t eval.Term, typ cty.Type) Value {
	val := t.Value()
	if owner != nil && !owner.affordsList(val, t) {
		val = cty.DynamicVal.Mark(&eval.Cause{Kind: eval.CauseBudget, Name: owner.Address, Place: t.Place(), Hint: tooManyListed})
		at := t.Place()
		t = eval.ValueTerm(val, &at)
	}
	if typ != cty.DynamicPseudoType && typ != cty.NilType {
		converted, err := converted(val, typ)
		if err != nil {
			_, marks := val.UnmarkDeep()
			c := &eval.Cause{Kind: eval.CauseError, Name: mismatch + err.Error(), Place: t.Place()}
			converted = cty.UnknownVal(typ.WithoutOptionalAttributesDeep()).WithMarks(marks).Mark(c)
		}
		val = converted
	}
	return Value{owner: owner, term: t, val: val, typ: typ, written: true}
}

// Place is the most precise place within the block that asks: the element, the argument, or the head of the block where nothing is written.
func (v Value) Place() source.Place { return v.term.Place() }

// Origins are the places that the value came through on its way to the argument, the nearest first; none when it is written there.
func (v Value) Origins() []eval.Hop { return v.term.Hops() }

// Written reports whether the configuration gives the argument at all, if only as null.
func (v Value) Written() bool { return v.written }

// Owner is the resource instance that was asked for the value, nil for the zero Value.
func (v Value) Owner() *Resource { return v.owner }

// bare is the value without its marks.
func (v Value) bare() cty.Value {
	if v.val == cty.NilVal {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	b, _ := v.val.Unmark()
	return b
}

// open notes a question that could not be answered.
func (v Value) open() bool {
	if v.owner != nil {
		v.owner.Graph.ask(v)
	}
	return false
}

// Known reports whether the value is wholly known; null is. It is no question: asking it leaves nothing open.
func (v Value) Known() bool {
	known := v.val == cty.NilVal || v.val.IsWhollyKnown()
	if !known {
		v.glimpse()
	}
	return known
}

// glimpse notes that a value was looked at which is not known.
func (v Value) glimpse() {
	if v.owner != nil {
		v.owner.Graph.glimpsed = true
	}
}

// Causes says what stands in the way of a value that is not known.
func (v Value) Causes() []*eval.Cause {
	causes := eval.Causes(v.val)
	if len(causes) > 0 {
		return causes
	}
	for _, r := range eval.Refs(v.val) {
		to := r.To.(*Resource)
		name := to.Address
		if r.Attr != "" {
			name += "." + r.Attr
		}
		c := &eval.Cause{Kind: eval.CauseComputed, Name: name, Place: to.head, Hint: "it is known after apply"}
		if to.Data {
			c.Kind, c.Hint = eval.CauseData, "it is read from the cloud"
		}
		causes = append(causes, c)
	}
	return causes
}

// text converts a known primitive to the text that Terraform would.
func text(b cty.Value) (string, bool) {
	if b.IsNull() || !b.Type().IsPrimitiveType() || eval.IsLong(b) {
		return "", false
	}
	if b.Type() == cty.String && b.IsKnown() {
		return b.AsString(), true
	}
	s, err := convert.Convert(b, cty.String)
	if err != nil {
		return "", false
	}
	return s.AsString(), true
}

// Is reports that the value surely equals want, a string, bool or number. Null equals nothing.
func (v Value) Is(want any) bool {
	b := v.bare()
	if !b.IsKnown() {
		if v.surelyNot(want) || v.every(func(arm Value) bool { return arm.IsNot(want) }) {
			return false
		}
		return v.every(func(arm Value) bool { return arm.Is(want) }) || v.open()
	}
	s, ok := text(b)
	return ok && s == textOf(want)
}

// IsNot reports that the value surely differs from want. Null differs from everything.
func (v Value) IsNot(want any) bool {
	b := v.bare()
	if !b.IsKnown() {
		if v.every(func(arm Value) bool { return arm.Is(want) }) {
			return false
		}
		return v.surelyNot(want) || v.every(func(arm Value) bool { return arm.IsNot(want) }) || v.open()
	}
	s, ok := text(b)
	return !ok || s != textOf(want)
}

// surelyNot uses what is known of an unknown string: how it begins.
func (v Value) surelyNot(want any) bool {
	prefix := v.prefix()
	return prefix != "" && !strings.HasPrefix(textOf(want), prefix)
}

func textOf(want any) string {
	switch w := want.(type) {
	case string:
		return w
	case bool:
		return strconv.FormatBool(w)
	}
	return fmt.Sprint(want)
}

func (v Value) isNone(want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return !v.surelyNot(w) })
}

// OneOf reports that the value is surely one of the texts.
func (v Value) OneOf(want ...string) bool {
	b := v.bare()
	if !b.IsKnown() {
		if v.isNone(want) || v.every(func(arm Value) bool { return arm.NoneOf(want...) }) {
			return false
		}
		return v.every(func(arm Value) bool { return arm.OneOf(want...) }) || v.open()
	}
	s, ok := text(b)
	return ok && slices.Contains(want, s)
}

// NoneOf reports that the value is surely none of the texts. Null is none of them.
func (v Value) NoneOf(want ...string) bool {
	b := v.bare()
	if !b.IsKnown() {
		if v.every(func(arm Value) bool { return arm.OneOf(want...) }) {
			return false
		}
		return v.isNone(want) || v.every(func(arm Value) bool { return arm.NoneOf(want...) }) || v.open()
	}
	s, ok := text(b)
	return !ok || !slices.Contains(want, s)
}

// Or returns the provider's default, a string, bool or number, in place of a value that is surely null.
func (v Value) Or(def any) Value {
	b := v.bare()
	switch {
	case !b.IsKnown():
		return v.mapped(func(arm Value) Value { return arm.Or(def) })
	case !b.IsNull():
		return v
	}
	switch d := def.(type) {
	case string:
		v.val = cty.StringVal(d)
	case bool:
		v.val = cty.BoolVal(d)
	case int:
		v.val = cty.NumberIntVal(int64(d))
	case float64:
		v.val = cty.NumberFloatVal(d)
	}
	return v
}

// Absent reports that the value is surely null, as an argument is that is not written.
func (v Value) Absent() bool {
	b := v.bare()
	if !b.IsKnown() {
		return v.every(Value.Absent) || !v.surelyPresent() && !v.every(Value.given) && v.open()
	}
	return b.IsNull()
}

// given reports that the value is surely not null, which is no question.
func (v Value) given() bool {
	b := v.bare()
	return b.IsKnown() && !b.IsNull() || !b.IsKnown() && v.surelyPresent()
}

// Present reports that the value is surely neither null nor an empty text. A reference to another resource's attribute is present, known or not.
func (v Value) Present() bool {
	b := v.bare()
	if !b.IsKnown() {
		return v.surelyPresent() || v.every(Value.Present) || !v.every(Value.Empty) && v.open()
	}
	return !b.IsNull() && !(b.Type() == cty.String && b.AsString() == "")
}

// surelyPresent of an unknown value: it has a beginning, or it comes from resources and from nothing that is not known itself.
func (v Value) surelyPresent() bool {
	if v.prefix() != "" {
		return true
	}
	refs := eval.Refs(v.val)
	for _, c := range eval.Causes(v.val) {
		if c.Kind != eval.CauseData {
			return false
		}
	}
	return len(refs) > 0
}

// Empty reports that the value is surely null, an empty text or an empty collection.
func (v Value) Empty() bool {
	b := v.bare()
	if !b.IsKnown() {
		return v.every(Value.Empty) || !v.surelyPresent() && !v.every(Value.filled) && v.open()
	}
	switch {
	case b.IsNull():
		return true
	case b.Type() == cty.String:
		return b.AsString() == ""
	case b.CanIterateElements():
		return b.LengthInt() == 0
	}
	return false
}

// filled reports that the value is surely not Empty, which is no question.
func (v Value) filled() bool { return v.given() && !v.Empty() }

// Holds reports that the value is surely a text for which f holds.
func (v Value) Holds(f func(string) bool) bool {
	if b := v.bare(); b.IsKnown() {
		s, ok := text(b)
		return ok && f(s)
	}
	if v.every(func(arm Value) bool { return arm.Holds(f) }) {
		return true
	}
	if v.every(func(arm Value) bool { s, ok := arm.Text(); return ok && !f(s) }) {
		return false
	}
	s, ok := v.Text()
	return ok && f(s)
}

// Text returns the value as a text; ok is false when it is null, a collection, or not known.
func (v Value) Text() (s string, ok bool) {
	b, ok := v.one()
	if !ok {
		return "", v.open()
	}
	return text(b)
}

// Number returns the value as a number, texts converted; ok is false when it is none, or not known.
func (v Value) Number() (n float64, ok bool) {
	b, known := v.one()
	if !known {
		return 0, v.open()
	}
	if b.IsNull() {
		return 0, false
	}
	num, err := convert.Convert(b, cty.Number)
	if err != nil || num.IsNull() {
		return 0, false
	}
	n, _ = num.AsBigFloat().Float64()
	return n, true
}

// Bool returns the value as a bool, texts converted; ok is false when it is none, or not known.
func (v Value) Bool() (b, ok bool) {
	bare, known := v.one()
	if !known {
		return false, v.open()
	}
	if bare.IsNull() {
		return false, false
	}
	c, err := convert.Convert(bare, cty.Bool)
	if err != nil || c.IsNull() {
		return false, false
	}
	return c.True(), true
}

// Prefix is how a text surely begins: all of it when it is known, "" when nothing is.
func (v Value) Prefix() string {
	b := v.bare()
	if b.IsKnown() {
		s, _ := text(b)
		return s
	}
	return v.prefix()
}

func (v Value) prefix() string {
	b := v.bare()
	if !b.IsKnown() {
		v.glimpse()
	}
	if b.IsKnown() || b.Type() != cty.String {
		return ""
	}
	return b.Range().StringPrefix()
}

// Pieces are the known pieces of a text in order, the gaps between them left out; one when it is wholly known.
func (v Value) Pieces() []string {
	if s, ok := text(v.knownOrNull()); ok {
		return []string{s}
	}
	return v.term.Known()
}

func (v Value) knownOrNull() cty.Value {
	if b := v.bare(); b.IsKnown() {
		return b
	}
	v.glimpse()
	return cty.NullVal(cty.String)
}
