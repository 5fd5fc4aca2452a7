package eval

import (
	"errors"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// addTemplateFunctions adds the functions that evaluate templates, which may call all the others but not each other.
func addTemplateFunctions(table map[string]function.Function, files Files) {
	if files == nil {
		files = unseen{}
	}
	inner := make(map[string]function.Function, len(table)+4)
	for name, f := range table {
		inner[name] = f
	}
	for _, name := range []string{"templatefile", "templatestring"} {
		inner[name], inner[namespace+name] = recursive(name), recursive(name)
	}
	fromFile := guarded(templateFunction("path", func(p string) (string, string, error) {
		content, err := files.ReadFile(p)
		return string(content), p, err
	}, inner))
	fromString := guarded(templateFunction("template", func(s string) (string, string, error) {
		return s, "template", nil
	}, inner))
	table["templatefile"], table[namespace+"templatefile"] = fromFile, fromFile
	table["templatestring"], table[namespace+"templatestring"] = fromString, fromString
}

func recursive(name string) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyValue(), anyValue()},
		Type: func([]cty.Value) (cty.Type, error) {
			return cty.NilType, fmt.Errorf("a template cannot call %s", name)
		},
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
			return cty.NilVal, fmt.Errorf("a template cannot call %s", name)
		},
	})
}

// templateFunction renders a template, whose text source finds, with the elements of a map or object as its variables.
func templateFunction(parameter string, source func(string) (text, name string, err error), functions map[string]function.Function) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: parameter, Type: cty.String},
			{Name: "vars", Type: cty.DynamicPseudoType},
		},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			template, name, err := source(args[0].AsString())
			if err != nil {
				return seen(cty.DynamicVal, err)
			}
			variables, err := templateVariables(args[1])
			if err != nil {
				return cty.NilVal, function.NewArgError(1, err)
			}
			return render(template, name, &hcl.EvalContext{Variables: variables, Functions: functions})
		},
	})
}

func templateVariables(vars cty.Value) (map[string]cty.Value, error) {
	if ty := vars.Type(); !ty.IsMapType() && !ty.IsObjectType() {
		return nil, errors.New("must be a map")
	}
	variables := vars.AsValueMap()
	for name := range variables {
		if !hclsyntax.ValidIdentifier(name) {
			return nil, fmt.Errorf("%q cannot be the name of a variable", name)
		}
	}
	return variables, nil
}

func render(template, name string, ctx *hcl.EvalContext) (cty.Value, error) {
	expr, diags := hclsyntax.ParseTemplate([]byte(template), name, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	for _, traversal := range expr.Variables() {
		if _, given := ctx.Variables[traversal.RootName()]; !given {
			return cty.NilVal, fmt.Errorf("the template needs a variable %q", traversal.RootName())
		}
	}
	value, diags := expr.Value(ctx)
	if err := overBudget(diags); err != nil {
		return cty.NilVal, err
	}
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	return value, nil
}
