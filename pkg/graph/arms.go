package graph

import (
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
)

// Arms are the values one of which a value surely has that is not known itself: those of a conditional whose condition nobody knows, those that
// an index may take. What holds for all of them surely holds. There are none where that cannot be told.
func (v Value) Arms() []Value {
	if v.arms != nil || v.bare().IsKnown() {
		return v.arms
	}
	terms := v.term.Alternatives()
	all := make([]Value, 0, len(terms))
	for _, t := range terms {
		all = append(all, newValue(v.owner, t, v.typ))
	}
	return all
}

// every reports that there are arms and that f holds for each. No question is left open.
func (v Value) every(f func(Value) bool) bool {
	arms := v.Arms()
	for _, arm := range arms {
		arm.owner = nil // whom questions are left open with
		if !f(arm) {
			return false
		}
	}
	return len(arms) > 0
}

// settled is the value that all arms have, if they all have the same.
func (v Value) settled() (cty.Value, bool) {
	arms := v.Arms()
	if len(arms) == 0 {
		return cty.NilVal, false
	}
	first := arms[0].bare()
	for _, arm := range arms {
		if b := arm.bare(); !b.IsWhollyKnown() || b.ContainsMarked() || !b.RawEquals(first) {
			return cty.NilVal, false
		}
	}
	return first, true
}

// one is the value without its marks, if there is just one that it can have.
func (v Value) one() (cty.Value, bool) {
	if b := v.bare(); b.IsKnown() {
		return b, true
	}
	return v.settled()
}

// mapped is the value with something done to each arm.
func (v Value) mapped(f func(Value) Value) Value {
	arms := v.Arms()
	v.arms = make([]Value, 0, len(arms))
	for _, arm := range arms {
		v.arms = append(v.arms, f(arm))
	}
	return v
}

// shared lists the elements that the lists of all arms have, and one that is not known for those that they have besides.
func (v Value) shared() []Entry {
	arms := v.Arms()
	if len(arms) == 0 || !v.every(Value.IsCollection) {
		return nil
	}
	others := make([][]Value, 0, len(arms)-1)
	for _, arm := range arms[1:] {
		others = append(others, arm.Each())
	}
	var all []Entry
	for _, el := range arms[0].Each() {
		if el.Known() && !slices.ContainsFunc(others, func(list []Value) bool { return !holdsEqual(list, el) }) {
			all = append(all, Entry{Value: el})
		}
	}
	if len(all) == 0 {
		return nil
	}
	rest := cty.DynamicVal.WithMarks(marksOf(v.val))
	return append(all, Entry{Value: Value{owner: v.owner, term: eval.ValueTerm(rest, new(v.Place())), val: rest, written: true}})
}

func holdsEqual(list []Value, el Value) bool {
	b, _ := el.val.UnmarkDeep()
	return slices.ContainsFunc(list, func(o Value) bool {
		other, _ := o.val.UnmarkDeep()
		return other.RawEquals(b)
	})
}

func marksOf(v cty.Value) cty.ValueMarks {
	_, marks := v.UnmarkDeep()
	return marks
}
