package eval

import (
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/source"
)

// Ref is the mark on a value that was made from an attribute of a resource instance: what makes links survive every
// function, local and module boundary.
type Ref struct {
	To   any // the *graph.Resource; a pointer, so that the mark is comparable
	Attr string
}

// Cause is the mark (by pointer) on a value that is not known: what stands in the way.
type Cause struct {
	Kind  string // variable, data, computed, module, error, cycle, budget
	Name  string // var.cidrs, data.aws_vpc.main, module.network
	Place source.Place
	Hint  string // what the user can do about it; may be empty
}

// Kinds of Cause.
const (
	CauseVariable = "variable"
	CauseData     = "data"
	CauseComputed = "computed"
	CauseModule   = "module"
	CauseError    = "error"
	CauseCycle    = "cycle"
	CauseBudget   = "budget"
)

// unknown is a value of which only the type is known, and why.
func unknown(t cty.Type, c *Cause) cty.Value { return cty.UnknownVal(t).Mark(c) }

// Refs returns the references among all marks of a value, deep ones included.
func Refs(v cty.Value) []Ref { return marksOf[Ref](v) }

// Causes returns the causes among all marks of a value, deep ones included.
func Causes(v cty.Value) []*Cause { return marksOf[*Cause](v) }

// marksOf lists the marks of one kind on a value and on all that it holds, each once. Most values hold nothing, and need not be walked.
func marksOf[T comparable](v cty.Value) []T {
	if v.IsNull() || !v.IsKnown() || v.Type().IsPrimitiveType() {
		return slices.Collect(cty.ValueMarksOfType[T](v))
	}
	var all []T
	for m := range cty.ValueMarksOfTypeDeep[T](v) {
		if !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

// WithoutRefs returns the value with its references forgotten; other marks stay where they are.
func WithoutRefs(v cty.Value) cty.Value {
	if !v.ContainsMarked() {
		return v
	}
	bare, paths := v.UnmarkDeepWithPaths()
	for _, p := range paths {
		for m := range p.Marks {
			if _, ok := m.(Ref); ok {
				delete(p.Marks, m)
			}
		}
	}
	return bare.MarkWithPaths(paths)
}
