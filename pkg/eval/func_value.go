package eval

import (
	"github.com/zclconf/go-cty/cty"
)

// text is the string a value surely is.
func text(v cty.Value) (string, bool) {
	v, _ = v.Unmark()
	if v.Type() != cty.String || v.IsNull() || !v.IsKnown() {
		return "", false
	}
	return v.AsString(), true
}

// length is the number of elements a collection or tuple surely has.
func length(v cty.Value) (int, bool) {
	v, _ = v.Unmark()
	if v.IsNull() || !v.IsKnown() || !v.CanIterateElements() {
		return 0, false
	}
	n := v.Length()
	if !n.IsKnown() {
		return 0, false
	}
	return v.LengthInt(), true
}

func isSequence(ty cty.Type) bool {
	return ty.IsListType() || ty.IsSetType() || ty.IsTupleType()
}

// notNull is the refinement of a function that never returns null.
func notNull(b *cty.RefinementBuilder) *cty.RefinementBuilder {
	return b.NotNull()
}

// listOf is a list that may be empty.
func listOf(element cty.Type, values []cty.Value) cty.Value {
	if len(values) == 0 {
		return cty.ListValEmpty(element)
	}
	return cty.ListVal(values)
}
