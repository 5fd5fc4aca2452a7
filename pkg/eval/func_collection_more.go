package eval

import (
	"errors"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func boolsFunction(impl func(list cty.Value) cty.Value) function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return impl(args[0]), nil
		},
	})
}

func allTrueFunction() function.Function {
	return boolsFunction(func(list cty.Value) cty.Value {
		for it := list.ElementIterator(); it.Next(); {
			_, v := it.Element()
			switch {
			case !v.IsKnown():
				return cty.UnknownVal(cty.Bool)
			case v.IsNull(), v.False():
				return cty.False
			}
		}
		return cty.True
	})
}

func anyTrueFunction() function.Function {
	return boolsFunction(func(list cty.Value) cty.Value {
		result := cty.False
		for it := list.ElementIterator(); it.Next(); {
			_, v := it.Element()
			switch {
			case !v.IsKnown():
				result = cty.UnknownVal(cty.Bool)
			case !v.IsNull() && v.True():
				return cty.True
			}
		}
		return result
	})
}

// indexFunction is the place of the first element that equals a value.
func indexFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "list", Type: cty.DynamicPseudoType},
			{Name: "value", Type: cty.DynamicPseudoType},
		},
		Type: func(args []cty.Value) (cty.Type, error) {
			if ty := args[0].Type(); !ty.IsListType() && !ty.IsTupleType() {
				return cty.NilType, function.NewArgErrorf(0, "must be a list or tuple")
			}
			return cty.Number, nil
		},
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for it := args[0].ElementIterator(); it.Next(); {
				place, v := it.Element()
				equal, err := stdlib.Equal(v, args[1])
				switch {
				case err != nil:
					return cty.NilVal, err
				case !equal.IsKnown():
					return cty.UnknownVal(cty.Number), nil
				case equal.True():
					return place, nil
				}
			}
			return cty.NilVal, errors.New("the list has no such element")
		},
	})
}

// lengthFunction counts characters, elements or attributes; those of a tuple or object are known by its type alone.
func lengthFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "value", Type: cty.DynamicPseudoType,
			AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
		}},
		Type: func(args []cty.Value) (cty.Type, error) {
			switch ty := args[0].Type(); {
			case ty == cty.String, ty == cty.DynamicPseudoType, ty.IsCollectionType(), ty.IsTupleType(), ty.IsObjectType():
				return cty.Number, nil
			}
			return cty.NilType, function.NewArgErrorf(0, "must be a string, a collection, or a structure")
		},
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, marks := args[0].Unmark()
			n, err := count(v)
			return n.WithMarks(marks), err
		},
	})
}

func count(v cty.Value) (cty.Value, error) {
	switch ty := v.Type(); {
	case ty == cty.DynamicPseudoType:
		return cty.UnknownVal(cty.Number), nil
	case ty == cty.String:
		return stdlib.Strlen(v)
	case ty.IsTupleType():
		return cty.NumberIntVal(int64(ty.Length())), nil
	case ty.IsObjectType():
		return cty.NumberIntVal(int64(len(ty.AttributeTypes()))), nil
	}
	return v.Length(), nil
}

// matchKeysFunction is the values whose key, at the same place in a second list, occurs in a third.
func matchKeysFunction() function.Function {
	list := cty.List(cty.DynamicPseudoType)
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "values", Type: list, AllowMarked: true},
			{Name: "keys", Type: list, AllowMarked: true},
			{Name: "searchset", Type: list, AllowMarked: true},
		},
		Type: func(args []cty.Value) (cty.Type, error) {
			common, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
			if common == cty.NilType {
				return cty.NilType, errors.New("keys and searchset must be of the same type")
			}
			return args[0].Type(), nil
		},
		RefineResult: notNull,
		Impl:         matchKeys,
	})
}

func matchKeys(args []cty.Value, ty cty.Type) (cty.Value, error) {
	common, _ := convert.UnifyUnsafe([]cty.Type{args[1].Type(), args[2].Type()})
	keys, keysErr := convert.Convert(args[1], common)
	wanted, wantedErr := convert.Convert(args[2], common)
	if err := errors.Join(keysErr, wantedErr); err != nil {
		return cty.NilVal, err
	}
	list, marks := args[0].Unmark()
	_, keysMarks := keys.Unmark()
	_, wantedMarks := wanted.Unmark()
	keys, _ = keys.UnmarkDeep()
	wanted, _ = wanted.UnmarkDeep()
	marks = cty.NewValueMarks(marks, keysMarks, wantedMarks, secrecy(args))
	values := list.AsValueSlice()
	if len(values) != keys.LengthInt() {
		return cty.NilVal, errors.New("values and keys must be of the same length")
	}
	var matched []cty.Value
	for i, key := range keys.AsValueSlice() {
		found := among(wanted, key)
		switch {
		case !found.IsKnown():
			return cty.UnknownVal(ty).WithMarks(marks), nil
		case found.True():
			matched = append(matched, values[i])
		}
	}
	return listOf(ty.ElementType(), matched).WithMarks(marks), nil
}

// among tells whether a list has an element; unlike contains it knows null.
func among(list, wanted cty.Value) cty.Value {
	found := cty.False
	for it := list.ElementIterator(); it.Next(); {
		_, element := it.Element()
		found = found.Or(element.Equals(wanted))
		if found.IsKnown() && found.True() {
			return cty.True
		}
	}
	return found
}

// transposeFunction swaps the keys and the values of a map of lists.
func transposeFunction() function.Function {
	ty := cty.Map(cty.List(cty.String))
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "values", Type: ty}},
		Type:         function.StaticReturnType(ty),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(ty), nil
			}
			return transpose(args[0])
		},
	})
}

func transpose(values cty.Value) (cty.Value, error) {
	byValue := map[string][]string{}
	for it := values.ElementIterator(); it.Next(); {
		key, list := it.Element()
		if list.IsNull() {
			return cty.NilVal, function.NewArgErrorf(0, "must not contain a null list")
		}
		for inner := list.ElementIterator(); inner.Next(); {
			_, v := inner.Element()
			if v.IsNull() {
				return cty.NilVal, function.NewArgErrorf(0, "must not contain a null string")
			}
			byValue[v.AsString()] = append(byValue[v.AsString()], key.AsString())
		}
	}
	if len(byValue) == 0 {
		return cty.MapValEmpty(cty.List(cty.String)), nil
	}
	swapped := make(map[string]cty.Value, len(byValue))
	for v, keys := range byValue {
		sort.Strings(keys)
		swapped[v] = stringList(keys)
	}
	return cty.MapVal(swapped), nil
}

func stringList(texts []string) cty.Value {
	values := make([]cty.Value, len(texts))
	for i, s := range texts {
		values[i] = cty.StringVal(s)
	}
	return listOf(cty.String, values)
}
