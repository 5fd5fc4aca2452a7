package graph

import "github.com/zclconf/go-cty/cty"

// Segments are the runs of a text in order, each with its own place: what stands between two interpolations, an interpolation.
// The texts that a function encodes (base64encode) are taken as they were before. Some may be unknown; a text in one run is its
// only segment. None is a question.
func (v Value) Segments() []Value {
	terms := v.term.Segments()
	all := make([]Value, 0, len(terms))
	for _, t := range terms {
		all = append(all, newValue(v.owner, t, cty.String))
	}
	return all
}

// Line is one line of a text, counted from 0, placed there when the text is written on several lines; else it is the text.
func (v Value) Line(n int) Value { return newValue(v.owner, v.term.Line(n), cty.String) }
