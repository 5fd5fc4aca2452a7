package eval

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/demarc-lint/demarc/pkg/syntax"
)

// What one call may take in and give out. Terraform has no such limits, but here the configuration may be a stranger's.
const (
	maxBytes    = 16 << 20 // of text in a value, nested values included
	maxElements = 100_000  // of a value, nested ones included
	maxDepth    = 500      // of nested values, in JSON and the like
	maxDigits   = syntax.MaxDigits
	maxCounted  = 1 << 20 // bytes of a text that is divided into characters, which takes a hundred times as long as to read it
	maxArgs     = 10_000  // of a call: some functions compare the type of each with that of each
	maxSet      = 20_000  // elements of a set: whoever goes through one sorts it
	maxSets     = 5       // sets inside each other: to compare two, each element is looked for in the other set, which multiplies with every level
)

// BudgetError says that a function call was given up because it, or its result, would have grown too large.
// Its value is undetermined; it does not say that the configuration is wrong.
//
// hcl hands it on in a diagnostic: diag.Extra is an hclsyntax.FunctionCallDiagExtra then, and errors.As finds the
// BudgetError in its FunctionCallError().
type BudgetError struct {
	Exceeded string // what there was too much of, and the limit
}

func (e *BudgetError) Error() string {
	return "gave up: " + e.Exceeded
}

// argumentError says which argument is at fault. A BudgetError stays as it is, since function.ArgError hides it.
func argumentError(index int, err error) error {
	if budget := (*BudgetError)(nil); errors.As(err, &budget) {
		return budget
	}
	return function.NewArgError(index, err)
}

func tooMuch(format string, args ...any) error {
	return &BudgetError{Exceeded: fmt.Sprintf(format, args...)}
}

// weight is what a value costs whoever walks over it.
type weight struct {
	elements int
	bytes    int
	binary   bool // some text is not UTF-8
	ofMarked int  // elements more that a marked one counts as
	objects  int  // among the elements
	sets     int  // around the value that is being weighed
}

func (w *weight) exceeded() error {
	switch {
	case w.elements > maxElements:
		return tooMuch("a value has more than %d elements", maxElements)
	case w.bytes > maxBytes:
		return tooMuch("a value has more than %d bytes of text", maxBytes)
	}
	return nil
}

// add weighs a value, and stops as soon as the budget is spent: nested values may share their parts, and such a value is
// exponentially larger to walk than it is to keep.
func (w *weight) add(v cty.Value) error {
	v, marks := v.Unmark()
	w.elements += 1 << (2 * max(0, w.sets-1)) // elements of sets in sets are looked at that often
	if len(marks) > 0 {
		w.elements += w.ofMarked
	}
	if err := w.exceeded(); err != nil {
		return err
	}
	ty := v.Type()
	if v.IsNull() || !v.IsKnown() {
		return w.addType(ty)
	}
	switch {
	case ty == cty.String:
		w.addText(v.AsString())
	case ty == cty.Number:
		return w.addNumber(v)
	case ty.IsSetType() && v.LengthInt() > maxSet:
		return tooMuch("a set has more than %d elements", maxSet)
	case ty.IsCollectionType() && v.LengthInt() == 0:
		return w.addType(ty.ElementType())
	case ty.IsSetType():
		if w.sets++; w.sets > maxSets {
			return tooManySets()
		}
		err := w.addElements(v)
		w.sets--
		return err
	case v.CanIterateElements():
		return w.addElements(v)
	}
	return w.exceeded()
}

func tooManySets() error {
	return tooMuch("a value has more than %d sets inside each other", maxSets)
}

func (w *weight) addElements(v cty.Value) error {
	named := v.Type().IsMapType()
	if v.Type().IsObjectType() {
		named = true
		w.objects++
	}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if named {
			w.addText(key.AsString())
		}
		if err := w.add(element); err != nil {
			return err
		}
	}
	return w.exceeded()
}

// Elements is how many values a value consists of, itself included; as soon as there are more than any may have, it stops counting.
func Elements(v cty.Value) int {
	var w weight
	_ = w.add(v)
	return w.elements
}

// addType weighs the type of what is not known or not there: whoever compares it goes through all of it, and types share their parts too.
func (w *weight) addType(ty cty.Type) error {
	if ty.IsPrimitiveType() || ty == cty.DynamicPseudoType {
		return nil
	}
	if w.elements++; w.elements > maxElements {
		return w.exceeded()
	}
	switch {
	case ty.IsCollectionType():
		return w.addType(ty.ElementType())
	case ty.IsTupleType():
		for _, element := range ty.TupleElementTypes() {
			if err := w.addType(element); err != nil {
				return err
			}
		}
	case ty.IsObjectType():
		for _, attribute := range ty.AttributeTypes() {
			if err := w.addType(attribute); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *weight) addText(s string) {
	w.bytes += len(s)
	w.binary = w.binary || !utf8.ValidString(s)
}

// addNumber charges for the square of the digits of a number beyond what any computer counts with, as it takes that long
// to write them.
func (w *weight) addNumber(v cty.Value) error {
	const ordinary = 400
	n := digits(v)
	if n > maxDigits {
		return tooMuch("a number has more than %d digits", maxDigits)
	}
	if n > ordinary {
		w.bytes += n * n / 4
	}
	return w.exceeded()
}

// digits is about how long a number is when written out: 1e900000000 is a short literal.
func digits(v cty.Value) int {
	exponent := v.AsBigFloat().MantExp(nil)
	return max(exponent, -exponent) * 3 / 10
}

// IsLong reports a number that nobody should write out.
func IsLong(v cty.Value) bool {
	v, _ = v.Unmark()
	return v.Type() == cty.Number && v.IsKnown() && !v.IsNull() && digits(v) > maxDigits
}

// A limit looks at the arguments of a call before it is made.
type limit func(args []cty.Value) error

// countable refuses a text that is too long to be divided into characters.
func countable(args []cty.Value) error {
	for _, v := range args {
		if s, ok := knownText(v); ok && len(s) > maxCounted {
			return tooMuch("a text to be divided into characters has more than %d bytes", maxCounted)
		}
	}
	return nil
}

// guarded keeps a function within the budgets: it weighs what goes in and what comes out, and asks each limit first.
// The function itself still sees null, unknown and marked arguments, and treats them as its own parameters say.
func guarded(f function.Function, limits ...limit) function.Function {
	spec := permissiveSpec(f)
	parameters := untyped(spec)
	spec.Impl = func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		if len(args) > maxArgs {
			return cty.NilVal, tooMuch("a call has more than %d arguments", maxArgs)
		}
		if err := weigh(args...); err != nil {
			return cty.NilVal, err
		}
		args, err := convertTo(parameters, args)
		if err != nil {
			return cty.NilVal, err
		}
		for _, check := range limits {
			if err := check(args); err != nil {
				return cty.NilVal, err
			}
		}
		result, err := f.Call(args)
		if panicked := (function.PanicError{}); errors.As(err, &panicked) {
			return cty.NilVal, errors.New("the function cannot be called with these values")
		}
		if err != nil {
			return cty.NilVal, err
		}
		return withLostMarks(f, args, result), weigh(result)
	}
	return function.New(spec)
}

// permissiveSpec has the parameters of a function, but lets any value of their types through to whoever wraps it.
func permissiveSpec(f function.Function) *function.Spec {
	spec := &function.Spec{Type: function.StaticReturnType(cty.DynamicPseudoType)}
	for _, p := range f.Params() {
		spec.Params = append(spec.Params, permissive(p))
	}
	if p := f.VarParam(); p != nil {
		rest := permissive(*p)
		spec.VarParam = &rest
	}
	return spec
}

// untyped lets the arguments through before they are converted to the types of the parameters, which can take long too.
// It returns what they have to be converted to: the last type is for all arguments from there on.
func untyped(spec *function.Spec) []cty.Type {
	var types []cty.Type
	for i := range spec.Params {
		types = append(types, spec.Params[i].Type)
		spec.Params[i].Type = cty.DynamicPseudoType
	}
	if spec.VarParam != nil {
		types = append(types, spec.VarParam.Type)
		spec.VarParam.Type = cty.DynamicPseudoType
	}
	return types
}

func convertTo(types []cty.Type, args []cty.Value) ([]cty.Value, error) {
	converted := make([]cty.Value, len(args))
	for i, arg := range args {
		want := types[min(i, len(types)-1)]
		arg, err := uniformFor(arg, want)
		if err != nil {
			return nil, err
		}
		v, err := convert.Convert(arg, want)
		if err != nil {
			return nil, function.NewArgError(i, err)
		}
		converted[i] = v
	}
	return converted, nil
}

func permissive(p function.Parameter) function.Parameter {
	p.AllowNull, p.AllowUnknown, p.AllowDynamicType, p.AllowMarked = true, true, true, true
	return p
}

// weigh fails when the values together are beyond the budgets.
func weigh(values ...cty.Value) error {
	var total weight
	for _, v := range values {
		if v.Type().IsCapsuleType() {
			continue
		}
		if err := total.add(v); err != nil {
			return err
		}
	}
	return nil
}

// overBudget is the budget error that made an evaluation fail, if that was the reason.
func overBudget(diags hcl.Diagnostics) error {
	for _, diag := range diags {
		call, ok := hcl.DiagnosticExtra[hclsyntax.FunctionCallDiagExtra](diag)
		if !ok {
			continue
		}
		if budget, ok := errors.AsType[*BudgetError](call.FunctionCallError()); ok {
			return budget
		}
	}
	return nil
}
