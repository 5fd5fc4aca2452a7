package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// To find the type that all elements have in common, cty compares the type of each with that of each, even where all are the same. Many of
// one type are made a list or map without it; of many types, there is a limit.
const (
	fewTypes = 100
	maxTypes = 2_000
)

// uniform makes tuples and objects with very many elements, all of one type, lists and maps of that type.
func uniform(values ...cty.Value) ([]cty.Value, error) {
	n := 0
	for _, v := range values {
		n += len(typesIn(v.Type()))
	}
	if n <= fewTypes {
		return values, nil
	}
	one, same := cty.NilType, true
	each := func(ty cty.Type) {
		if one == cty.NilType {
			one = ty
		}
		same = same && ty.Equals(one)
	}
	for _, v := range values {
		for _, ty := range typesIn(v.Type()) {
			each(ty)
		}
	}
	switch {
	case same && !one.HasDynamicTypes():
		all := make([]cty.Value, len(values))
		for i, v := range values {
			all[i] = collectionOf(v, one)
		}
		return all, nil
	case n > maxTypes:
		return nil, tooMuch("a list or map is made of more than %d elements that are not of one type", maxTypes)
	}
	return values, nil
}

// typesIn are those of the elements of a tuple or object type.
func typesIn(ty cty.Type) []cty.Type {
	switch {
	case ty.IsTupleType():
		return ty.TupleElementTypes()
	case ty.IsObjectType():
		types := ty.AttributeTypes()
		all := make([]cty.Type, 0, len(types))
		for _, t := range types {
			all = append(all, t)
		}
		return all
	}
	return nil
}

// collectionOf is a tuple as a list, or an object as a map, of elements that are all of a type already.
func collectionOf(v cty.Value, element cty.Type) cty.Value {
	v, marks := v.Unmark()
	ty := cty.List(element)
	switch {
	case v.Type().IsObjectType():
		ty = cty.Map(element)
	case !v.Type().IsTupleType():
		return v.WithMarks(marks)
	}
	switch {
	case !v.IsKnown():
		v = cty.UnknownVal(ty)
	case v.IsNull():
		v = cty.NullVal(ty)
	case ty.IsListType():
		v = listOf(element, v.AsValueSlice())
	case v.LengthInt() == 0:
		v = cty.MapValEmpty(element)
	default:
		v = cty.MapVal(v.AsValueMap())
	}
	return v.WithMarks(marks)
}

// uniformFor is what is to be converted to a type, with long tuples and objects made uniform where the type leaves open what their elements are.
func uniformFor(v cty.Value, want cty.Type) (cty.Value, error) {
	given := v.Type()
	if !want.IsCollectionType() {
		return v, nil
	}
	fits := given.IsTupleType() && (want.IsListType() || want.IsSetType()) || given.IsObjectType() && want.IsMapType()
	if !fits || want.ElementType() != cty.DynamicPseudoType {
		return v, nil
	}
	all, err := uniform(v)
	if err != nil {
		return v, err
	}
	return all[0], nil
}

// conditionalExpr is a conditional expression whose results may be long.
type conditionalExpr struct {
	*hclsyntax.ConditionalExpr
}

// Value is that of the conditional expression.
func (e *conditionalExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	yes, yesDiags := e.TrueResult.Value(ctx)
	no, noDiags := e.FalseResult.Value(ctx)
	c := *e.ConditionalExpr
	if unifies(yes.Type(), no.Type()) {
		both, err := uniform(yes, no)
		if err != nil {
			return cty.DynamicVal, budgetDiagnostics(err, e.SrcRange)
		}
		yes, no = both[0], both[1]
	}
	c.TrueResult, c.FalseResult = &settledExpr{e.TrueResult, yes, yesDiags}, &settledExpr{e.FalseResult, no, noDiags}
	return c.Value(ctx)
}

// unifies reports whether hcl makes both results lists or maps, since their types differ in what elements there are.
func unifies(a, b cty.Type) bool {
	switch {
	case a.IsTupleType() && b.IsTupleType():
		return a.Length() != b.Length()
	case a.IsObjectType() && b.IsObjectType():
		if len(a.AttributeTypes()) != len(b.AttributeTypes()) {
			return true
		}
		for name := range a.AttributeTypes() {
			if !b.HasAttribute(name) {
				return true
			}
		}
	}
	return false
}

// settledExpr is an expression that was evaluated.
type settledExpr struct {
	hclsyntax.Expression
	value cty.Value
	diags hcl.Diagnostics
}

// Value is what it was worth.
func (e *settledExpr) Value(*hcl.EvalContext) (cty.Value, hcl.Diagnostics) { return e.value, e.diags }
