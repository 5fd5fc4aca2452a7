package eval

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// A Mark says that a value is kept from being shown, as Terraform has it.
type Mark string

const (
	// Sensitive marks what Terraform does not print: sensitive variables and outputs, and the result of sensitive().
	Sensitive Mark = "sensitive"
	// Ephemeral marks what Terraform never stores in a plan or state.
	Ephemeral Mark = "ephemeral"
)

// Encoded marks the unknown string that jsonencode gives for an argument that is not wholly known: the argument is still
// there to look into. Marks go wherever values go, so ask EncodedJSON whether a string is that encoding and nothing more.
type Encoded struct{ value *cty.Value }

// Value is the argument of jsonencode, with the marks that it had.
func (e Encoded) Value() cty.Value {
	return *e.value
}

// EncodedJSON is what an unknown string is the JSON of. It says no when the string is anything besides: a template that
// begins with other text, or one that joins two documents.
func EncodedJSON(v cty.Value) (cty.Value, bool) {
	v, marks := v.Unmark()
	if v.IsKnown() || v.Type() != cty.String {
		return cty.NilVal, false
	}
	var found []Encoded
	for mark := range marks {
		if e, ok := mark.(Encoded); ok {
			found = append(found, e)
		}
	}
	if len(found) != 1 || !strings.HasPrefix(v.Range().StringPrefix(), opening(found[0].Value())) {
		return cty.NilVal, false
	}
	return found[0].Value(), true
}

// opening is how the JSON of a value begins, whatever is unknown in it.
func opening(v cty.Value) string {
	switch ty := v.Type(); {
	case ty.IsObjectType() || ty.IsMapType():
		return "{"
	case isSequence(ty):
		return "["
	}
	return ""
}

func markFunctions() map[string]function.Function {
	return map[string]function.Function{
		"ephemeralasnull": guarded(markFunction(ephemeralAsNull)),
		"issensitive":     guarded(isSensitiveFunction()),
		"nonsensitive":    guarded(markFunction(nonsensitive)),
		"sensitive":       guarded(markFunction(sensitive)),
	}
}

func anyValue() function.Parameter {
	return function.Parameter{
		Name: "value", Type: cty.DynamicPseudoType,
		AllowUnknown: true, AllowNull: true, AllowMarked: true, AllowDynamicType: true,
	}
}

func markFunction(impl func(cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyValue()},
		Type: func(args []cty.Value) (cty.Type, error) {
			return args[0].Type(), nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return impl(args[0])
		},
	})
}

func sensitive(v cty.Value) (cty.Value, error) {
	return v.Mark(Sensitive), nil
}

// nonsensitive shows the value itself; what is nested in it stays as it is.
func nonsensitive(v cty.Value) (cty.Value, error) {
	v, marks := v.Unmark()
	delete(marks, Sensitive)
	return v.WithMarks(marks), nil
}

// ephemeralAsNull replaces what is ephemeral by null, wherever it is nested.
func ephemeralAsNull(v cty.Value) (cty.Value, error) {
	if !v.HasMarkDeep(Ephemeral) {
		return v, nil
	}
	return cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		bare, marks := v.Unmark()
		if !marks.Has(Ephemeral) {
			return v, nil
		}
		delete(marks, Ephemeral)
		if bare.IsKnown() {
			bare = cty.NullVal(bare.Type())
		}
		return bare.WithMarks(marks), nil
	})
}

// secrecy is the marks of Terraform's own anywhere in the arguments. Where Terraform hides a whole result because one of
// several arguments is sensitive, we do too; other marks go only where their value goes.
func secrecy(args []cty.Value) cty.ValueMarks {
	marks := cty.ValueMarks{}
	for _, mark := range []Mark{Sensitive, Ephemeral} {
		for _, arg := range args {
			if arg.HasMarkDeep(mark) {
				marks[mark] = struct{}{}
			}
		}
	}
	return marks
}

func isSensitiveFunction() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyValue()},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			switch v := args[0]; {
			case v.HasMark(Sensitive):
				return cty.True, nil
			case !v.IsKnown():
				return cty.UnknownVal(cty.Bool), nil
			}
			return cty.False, nil
		},
	})
}
