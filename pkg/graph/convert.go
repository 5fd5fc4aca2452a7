package graph

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// converted is convert.Convert, which compares the type of each element of a tuple with that of each: long ones are converted one by one.
func converted(val cty.Value, typ cty.Type) (cty.Value, error) {
	const long = 100
	tuple, marks := val.Unmark()
	if !tuple.Type().IsTupleType() || !tuple.IsKnown() || tuple.IsNull() || tuple.LengthInt() < long ||
		!typ.IsListType() && !typ.IsSetType() || !typ.ElementType().IsPrimitiveType() {
		return convert.Convert(val, typ)
	}
	elements := make([]cty.Value, 0, tuple.LengthInt())
	for _, v := range tuple.AsValueSlice() {
		element, err := convert.Convert(v, typ.ElementType())
		if err != nil {
			return cty.NilVal, err
		}
		elements = append(elements, element)
	}
	if typ.IsSetType() {
		return cty.SetVal(elements).WithMarks(marks), nil
	}
	return cty.ListVal(elements).WithMarks(marks), nil
}
