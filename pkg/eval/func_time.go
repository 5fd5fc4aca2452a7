package eval

import (
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

func timeFunctions() map[string]function.Function {
	return map[string]function.Function{
		"formatdate":    guarded(stdlib.FormatDateFunc),
		"plantimestamp": unforeseen(),
		"timeadd":       guarded(stdlib.TimeAddFunc),
		"timecmp":       guarded(timeCompareFunction()),
		"timestamp":     unforeseen(),
	}
}

// unforeseen is a string that only the run of Terraform itself decides.
func unforeseen() function.Function {
	return function.New(&function.Spec{
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
			return cty.UnknownVal(cty.String), nil
		},
	})
}

func timeCompareFunction() function.Function {
	return stringsFunction(cty.Number, func(args []string) (cty.Value, error) {
		first, err := time.Parse(time.RFC3339, args[0])
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(0, "must be a time in the form of RFC 3339")
		}
		second, err := time.Parse(time.RFC3339, args[1])
		if err != nil {
			return cty.NilVal, function.NewArgErrorf(1, "must be a time in the form of RFC 3339")
		}
		return cty.NumberIntVal(int64(first.Compare(second))), nil
	}, "timestamp_a", "timestamp_b")
}
