package eval

import (
	"maps"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// cty gives the marks anywhere in the arguments to the result as a whole. That would link each subnet of a list to all
// others, so the functions here keep the marks of an element with that element.

// withLostMarks gives an unknown result the marks that cty forgets when it does not make the call at all, for want of
// an argument's value.
func withLostMarks(f function.Function, args []cty.Value, result cty.Value) cty.Value {
	if result.IsKnown() {
		return result
	}
	params, rest := f.Params(), f.VarParam()
	parameter := func(i int) function.Parameter {
		if i < len(params) {
			return params[i]
		}
		return *rest
	}
	called := true
	lost := cty.ValueMarks{}
	for i, arg := range args {
		p := parameter(i)
		if !arg.IsKnown() && !p.AllowUnknown || arg.Type() == cty.DynamicPseudoType && !p.AllowDynamicType {
			called = false
		}
		if p.AllowMarked && arg.ContainsMarked() {
			_, marks := arg.UnmarkDeep()
			maps.Copy(lost, marks)
		}
	}
	if called || len(lost) == 0 {
		return result
	}
	delete(lost, Sensitive)
	delete(lost, Ephemeral)
	return result.WithMarks(lost)
}

// choosing is a function that gives the first of its arguments that is a list and has any elements, as it is.
func choosing(f function.Function) function.Function {
	return remarked(f, func(args []cty.Value, result []cty.Value) {
		for _, arg := range args {
			if parts := elements(arg); len(parts) > 0 {
				copy(result, parts)
				return
			}
		}
	})
}

// selecting is a function whose result is a list of elements of its arguments. They come out with the marks they had.
func selecting(f function.Function) function.Function {
	return remarked(f, func(args []cty.Value, result []cty.Value) {
		origin := map[int][]cty.Value{}
		for _, arg := range args {
			for _, element := range elements(arg) {
				bare, _ := element.UnmarkDeep()
				origin[bare.Hash()] = append(origin[bare.Hash()], element)
			}
		}
		for i, bare := range result {
			for _, element := range origin[bare.Hash()] {
				if candidate, _ := element.UnmarkDeep(); candidate.RawEquals(bare) {
					result[i] = element
					break
				}
			}
		}
	})
}

// elementwise is a function that makes the i-th element of its result from the i-th of each list it is given, and from
// the arguments that are no lists.
func elementwise(f function.Function) function.Function {
	return remarked(f, func(args []cty.Value, result []cty.Value) {
		for _, arg := range args {
			parts := elements(arg)
			for i := range result {
				part := arg
				if parts != nil {
					part = parts[min(i, len(parts)-1)]
				}
				_, marks := part.UnmarkDeep()
				result[i] = result[i].WithMarks(marks)
			}
		}
	})
}

// remarked calls a function without any marks, and lets remark mark the elements of its result. The marks on the
// arguments themselves go to the whole result.
func remarked(f function.Function, remark func(args, result []cty.Value)) function.Function {
	spec := permissiveSpec(f)
	spec.Impl = func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		bare := make([]cty.Value, len(args))
		whole := []cty.ValueMarks{secrecy(args)}
		every := []cty.ValueMarks{}
		for i, arg := range args {
			_, own := arg.Unmark()
			unmarked, marks := arg.UnmarkDeep()
			bare[i], whole, every = unmarked, append(whole, own), append(every, marks)
		}
		result, err := f.Call(bare)
		if err != nil {
			return cty.NilVal, err
		}
		parts := elements(result)
		if parts == nil {
			return result.WithMarks(every...), nil
		}
		remark(args, parts)
		if result.Type().IsTupleType() {
			return cty.TupleVal(parts).WithMarks(whole...), nil
		}
		return listOf(result.Type().ElementType(), parts).WithMarks(whole...), nil
	}
	return function.New(spec)
}

// elements are those of a list, set or tuple that is known; otherwise, or if there are none, nil.
func elements(v cty.Value) []cty.Value {
	v, _ = v.Unmark()
	if n, known := length(v); !known || n == 0 || !isSequence(v.Type()) {
		return nil
	}
	return v.AsValueSlice()
}
