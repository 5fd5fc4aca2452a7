package eval

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/demarc-lint/demarc/pkg/module"
)

// providerNamespace begins the names of functions that providers bring along.
const providerNamespace = "provider::"

// providerFunctions are those of Terraform's own provider, and those of the aws provider that only take ARNs apart and put them together. They
// go by the names under which nearly every configuration requires the two.
func providerFunctions() map[string]function.Function {
	return map[string]function.Function{
		providerNamespace + "terraform::encode_expr":   guarded(encodeExprFunction()),
		providerNamespace + "terraform::encode_tfvars": guarded(encodeTFVarsFunction()),
		providerNamespace + "terraform::decode_tfvars": guarded(decodeTFVarsFunction()),
		providerNamespace + "aws::arn_build":           guarded(stringsFunction(cty.String, arnBuild, "partition", "service", "region", "account_id", "resource")),
		providerNamespace + "aws::arn_parse":           guarded(stringsFunction(arnType(), arnParse, "arn")),
		providerNamespace + "aws::trim_iam_role_path":  guarded(stringsFunction(cty.String, trimRolePath, "arn")),
	}
}

// encodeExprFunction writes a value as an expression.
func encodeExprFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "expr", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true}},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if !args[0].IsWhollyKnown() {
				return cty.UnknownVal(cty.String), nil
			}
			return cty.StringVal(string(hclwrite.TokensForValue(args[0]).Bytes())), nil
		},
	})
}

// encodeTFVarsFunction writes an object as a variables file, sorted by name.
func encodeTFVarsFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "value", Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true}},
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v := args[0]
			if v.Type() == cty.DynamicPseudoType {
				return cty.UnknownVal(cty.String), nil
			}
			if !v.Type().IsObjectType() && !v.Type().IsMapType() {
				return cty.NilVal, function.NewArgErrorf(0, "must be an object, whose attributes become the variables")
			}
			if !v.IsWhollyKnown() {
				return cty.UnknownVal(cty.String), nil
			}
			return encodeTFVars(v.AsValueMap())
		},
	})
}

func encodeTFVars(variables map[string]cty.Value) (cty.Value, error) {
	file := hclwrite.NewEmptyFile()
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		if !hclsyntax.ValidIdentifier(name) {
			return cty.NilVal, function.NewArgErrorf(0, "%q cannot be the name of a variable", name)
		}
		file.Body().SetAttributeValue(name, variables[name])
	}
	return cty.StringVal(string(file.Bytes())), nil
}

// decodeTFVarsFunction reads a variables file, which holds no more than constants.
func decodeTFVarsFunction() function.Function {
	return function.New(&function.Spec{
		Params:       []function.Parameter{{Name: "src", Type: cty.String}},
		Type:         function.StaticReturnType(cty.DynamicPseudoType),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			text := args[0].AsString()
			if why, _ := module.Unparsable([]byte(text)); why != "" {
				return cty.NilVal, tooMuch("in the text: %s", why)
			}
			file, diags := hclsyntax.ParseConfig([]byte(text), "<decode_tfvars argument>", hcl.InitialPos)
			if diags.HasErrors() {
				return cty.NilVal, argumentError(0, diags)
			}
			body, native := file.Body.(*hclsyntax.Body)
			if !native || len(body.Blocks) > 0 {
				return cty.NilVal, function.NewArgErrorf(0, "must hold arguments alone, no blocks")
			}
			return constants(body.Attributes)
		},
	})
}

func constants(attributes hclsyntax.Attributes) (cty.Value, error) {
	values := make(map[string]cty.Value, len(attributes))
	for name, a := range attributes {
		v, diags := metered(a.Expr).Value(nil)
		if err := overBudget(diags); err != nil {
			return cty.NilVal, err
		}
		if diags.HasErrors() {
			return cty.NilVal, argumentError(0, diags)
		}
		values[name] = v
	}
	return cty.ObjectVal(values), nil
}

// arnSections are the parts of an ARN, as the aws provider names them; the resource holds the rest, colons and all.
func arnSections() []string {
	return []string{"partition", "service", "region", "account_id", "resource"}
}

func arnType() cty.Type {
	types := map[string]cty.Type{}
	for _, name := range arnSections() {
		types[name] = cty.String
	}
	return cty.Object(types)
}

func arnBuild(sections []string) (cty.Value, error) {
	return cty.StringVal("arn:" + strings.Join(sections, ":")), nil
}

func arnParse(args []string) (cty.Value, error) {
	names := arnSections()
	sections := strings.SplitN(args[0], ":", 1+len(names))
	if sections[0] != "arn" || len(sections) != 1+len(names) {
		return cty.NilVal, function.NewArgErrorf(0, "must be an ARN")
	}
	values := map[string]cty.Value{}
	for i, name := range names {
		values[name] = cty.StringVal(sections[1+i])
	}
	return cty.ObjectVal(values), nil
}

// trimRolePath leaves a role's name alone behind "role/", for the services that want it so.
func trimRolePath(args []string) (cty.Value, error) {
	before, resource, ok := strings.Cut(args[0], ":role/")
	if !ok || !strings.HasPrefix(before, "arn:") || strings.Split(before+":::", ":")[2] != "iam" {
		return cty.NilVal, errors.New("must be the ARN of an IAM role")
	}
	return cty.StringVal(before + ":role/" + resource[strings.LastIndexByte(resource, '/')+1:]), nil
}
