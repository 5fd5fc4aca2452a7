package eval

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// tryFunctions are not those of hcl, which evaluate each argument twice: a few dozen nested calls of try would never end.
func tryFunctions() map[string]function.Function {
	closure := function.Parameter{Name: "expression", Type: customdecode.ExpressionClosureType}
	return map[string]function.Function{
		"try": function.New(&function.Spec{
			VarParam: &closure,
			Type:     function.StaticReturnType(cty.DynamicPseudoType),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				return try(args)
			},
		}),
		"can": function.New(&function.Spec{
			Params: []function.Parameter{closure},
			Type:   function.StaticReturnType(cty.Bool),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				return can(args[0])
			},
		}),
	}
}

// try is the first argument that evaluates without error. One that is not wholly known may still fail once it is known,
// so that nothing is certain of the result then, not even its type; only its marks are kept.
func try(args []cty.Value) (cty.Value, error) {
	var failed hcl.Diagnostics
	for _, arg := range args {
		value, diags := customdecode.ExpressionClosureFromVal(arg).Value()
		if err := overBudget(diags); err != nil {
			return cty.NilVal, err
		}
		if diags.HasErrors() {
			failed = append(failed, diags...)
			continue
		}
		if !value.IsWhollyKnown() {
			_, marks := value.UnmarkDeep()
			return cty.DynamicVal.WithMarks(marks), nil
		}
		return value, nil
	}
	return cty.NilVal, noneSucceeded(failed)
}

func noneSucceeded(failed hcl.Diagnostics) error {
	if len(failed) == 0 {
		return errors.New("at least one argument is required")
	}
	var reasons strings.Builder
	for _, diag := range failed {
		fmt.Fprintf(&reasons, "\n- %s: %s", diag.Summary, diag.Detail)
	}
	return fmt.Errorf("none of the expressions succeeded:%s", reasons.String())
}

func can(arg cty.Value) (cty.Value, error) {
	value, diags := customdecode.ExpressionClosureFromVal(arg).Value()
	if err := overBudget(diags); err != nil {
		return cty.NilVal, err
	}
	switch {
	case diags.HasErrors():
		return cty.False, nil
	case !value.IsWhollyKnown():
		return cty.UnknownVal(cty.Bool), nil
	}
	return cty.True, nil
}
