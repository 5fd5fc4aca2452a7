package eval

import (
	"errors"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// coalesceFunction is the first argument that is neither null nor the empty string.
func coalesceFunction() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{
			Name: "vals", Type: cty.DynamicPseudoType,
			AllowUnknown: true, AllowDynamicType: true, AllowNull: true, AllowMarked: true,
		},
		Type: func(args []cty.Value) (cty.Type, error) {
			types := make([]cty.Type, len(args))
			for i, arg := range args {
				types[i] = arg.Type()
			}
			common, _ := convert.UnifyUnsafe(types)
			if common == cty.NilType {
				return cty.NilType, errors.New("all arguments must have the same type")
			}
			return common, nil
		},
		RefineResult: notNull,
		Impl:         coalesce,
	})
}

func coalesce(args []cty.Value, ty cty.Type) (cty.Value, error) {
	marks := secrecy(args)
	for _, arg := range args {
		value, err := convert.Convert(arg, ty)
		if err != nil {
			return cty.NilVal, err
		}
		bare, own := value.Unmark()
		switch {
		case !bare.IsKnown() && surelyThere(bare):
			return value.WithMarks(marks), nil
		case !bare.IsKnown():
			return cty.UnknownVal(ty).WithMarks(marks, own), nil
		case bare.IsNull(), ty == cty.String && bare.AsString() == "":
			marks = cty.NewValueMarks(marks, own)
		default:
			return value.WithMarks(marks), nil
		}
	}
	return cty.NilVal, errors.New("no argument is other than null and the empty string")
}

// surelyThere tells whether an unknown value is neither null nor the empty string, whatever it turns out to be.
func surelyThere(v cty.Value) bool {
	return v.Range().DefinitelyNotNull() && (v.Type() != cty.String || v.Range().StringPrefix() != "")
}

// lookupFunction is the element of a map or object under a key, or else the default.
func lookupFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "inputMap", Type: cty.DynamicPseudoType, AllowMarked: true},
			{Name: "key", Type: cty.String, AllowMarked: true},
		},
		VarParam: &function.Parameter{
			Name: "default", Type: cty.DynamicPseudoType,
			AllowUnknown: true, AllowDynamicType: true, AllowNull: true, AllowMarked: true,
		},
		Type: lookupType,
		Impl: lookup,
	})
}

func lookupType(args []cty.Value) (cty.Type, error) {
	if len(args) > 3 {
		return cty.NilType, errors.New("lookup takes two or three arguments")
	}
	switch ty := args[0].Type(); {
	case ty.IsObjectType():
		key, known := text(args[1])
		switch {
		case !known:
			return cty.DynamicPseudoType, nil
		case ty.HasAttribute(key):
			return ty.AttributeType(key), nil
		case len(args) == 3:
			return args[2].Type(), nil
		}
		return cty.NilType, function.NewArgErrorf(0, "the object has no attribute %q", key)
	case ty.IsMapType():
		if len(args) == 3 {
			if _, err := convert.Convert(args[2], ty.ElementType()); err != nil {
				return cty.NilType, function.NewArgErrorf(2, "must have the type of the map's elements")
			}
		}
		return ty.ElementType(), nil
	}
	return cty.NilType, function.NewArgErrorf(0, "must be a map")
}

func lookup(args []cty.Value, ty cty.Type) (cty.Value, error) {
	from, marks := args[0].Unmark()
	key, keyMarks := args[1].Unmark()
	if !from.IsKnown() {
		return cty.UnknownVal(ty).WithMarks(marks, keyMarks), nil
	}
	name := key.AsString()
	switch {
	case from.Type().IsObjectType() && from.Type().HasAttribute(name):
		return from.GetAttr(name).WithMarks(marks, keyMarks), nil
	case from.Type().IsMapType() && from.HasIndex(key).True():
		return from.Index(key).WithMarks(marks, keyMarks), nil
	case len(args) < 3:
		return cty.NilVal, function.NewArgErrorf(1, "the map has no element %q", name)
	}
	fallback, err := convert.Convert(args[2], ty)
	if err != nil {
		return cty.NilVal, argumentError(2, err)
	}
	return fallback.WithMarks(marks, keyMarks), nil
}

// oneFunction is the only element of a sequence, or null if it is empty.
func oneFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType, AllowMarked: true}},
		Type: func(args []cty.Value) (cty.Type, error) {
			ty := args[0].Type()
			switch {
			case ty.IsListType(), ty.IsSetType():
				return ty.ElementType(), nil
			case ty.IsTupleType() && ty.Length() == 0:
				return cty.DynamicPseudoType, nil
			case ty.IsTupleType() && ty.Length() == 1:
				return ty.TupleElementType(0), nil
			}
			return cty.NilType, notOne()
		},
		Impl: one,
	})
}

func one(args []cty.Value, ty cty.Type) (cty.Value, error) {
	list, marks := args[0].Unmark()
	marks = cty.NewValueMarks(marks, secrecy(args))
	n, known := length(list)
	switch {
	case !known:
		return cty.UnknownVal(ty).WithMarks(marks), nil
	case n == 0:
		return cty.NullVal(ty).WithMarks(marks), nil
	case n > 1:
		return cty.NilVal, notOne()
	}
	it := list.ElementIterator()
	it.Next()
	_, only := it.Element()
	return only.WithMarks(marks), nil
}

func notOne() error {
	return function.NewArgErrorf(0, "must be a list, set, or tuple of zero or one elements")
}
