package eval

import (
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// conversionFunction is tostring, tolist and the like. Marks inside the value stay where they are.
func conversionFunction(want cty.Type) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{
			Name: "v", Type: cty.DynamicPseudoType,
			AllowNull: true, AllowDynamicType: true, AllowMarked: true,
		}},
		Type: func(args []cty.Value) (cty.Type, error) {
			v, err := uniformFor(args[0], want)
			if err != nil {
				return cty.NilType, err
			}
			given := v.Type()
			if given.Equals(want) || convert.GetConversionUnsafe(given, want) != nil {
				return want, nil
			}
			return cty.NilType, function.NewArgErrorf(0, "cannot convert %s to %s", given.FriendlyName(), want.FriendlyNameForConstraint())
		},
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			v, err := uniformFor(args[0], want)
			if err != nil {
				return cty.NilVal, err
			}
			v, err = convert.Convert(v, ty)
			if err != nil {
				return cty.NilVal, argumentError(0, err)
			}
			return v, nil
		},
	})
}
