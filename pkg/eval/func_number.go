package eval

import (
	"errors"
	"math/big"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func numberFunctions() map[string]function.Function {
	return map[string]function.Function{
		"abs":      guarded(stdlib.AbsoluteFunc),
		"ceil":     guarded(stdlib.CeilFunc),
		"floor":    guarded(stdlib.FloorFunc),
		"log":      guarded(stdlib.LogFunc),
		"max":      guarded(stdlib.MaxFunc),
		"min":      guarded(stdlib.MinFunc),
		"parseint": guarded(stdlib.ParseIntFunc, maxParsed),
		"pow":      guarded(stdlib.PowFunc),
		"range":    guarded(stdlib.RangeFunc, maxRange),
		"signum":   guarded(stdlib.SignumFunc),
		"sum":      guarded(sumFunction()),
	}
}

// maxParsed keeps parseint from numbers that nobody writes.
func maxParsed(args []cty.Value) error {
	if s, known := text(args[0]); known && len(s) > maxDigits {
		return tooMuch("a number has more than %d digits", maxDigits)
	}
	return nil
}

// maxRange says so when range would refuse to count so far.
func maxRange(args []cty.Value) error {
	const most = 1024
	bounds := []float64{0, 0, 1} // start, end, step
	for i, arg := range args {
		arg, _ = arg.Unmark()
		if !arg.IsKnown() || arg.IsNull() {
			return nil
		}
		if len(args) == 1 {
			i = 1
		}
		if i < len(bounds) {
			bounds[i], _ = arg.AsBigFloat().Float64()
		}
	}
	if n := (bounds[1] - bounds[0]) / bounds[2]; len(args) > 0 && n > most {
		return tooMuch("range gives more than %d numbers, which Terraform refuses too", most)
	}
	return nil
}

func sumFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "list", Type: cty.DynamicPseudoType}},
		Type:         function.StaticReturnType(cty.Number),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			list := args[0]
			if !isSequence(list.Type()) {
				return cty.NilVal, function.NewArgErrorf(0, "must be a list, set, or tuple of numbers")
			}
			if !list.IsWhollyKnown() {
				return cty.UnknownVal(cty.Number), nil
			}
			if list.LengthInt() == 0 {
				return cty.NilVal, function.NewArgErrorf(0, "cannot add up an empty list")
			}
			return sum(list)
		},
	})
}

func sum(list cty.Value) (total cty.Value, err error) {
	defer func() {
		if _, opposed := recover().(big.ErrNaN); opposed {
			total, err = cty.NilVal, errors.New("cannot add opposing infinities")
		}
	}()
	total = cty.Zero
	for it := list.ElementIterator(); it.Next(); {
		_, element := it.Element()
		number, err := convert.Convert(element, cty.Number)
		if err != nil || number.IsNull() {
			return cty.NilVal, function.NewArgErrorf(0, "must be a list, set, or tuple of numbers")
		}
		total = total.Add(number)
	}
	return total, nil
}
