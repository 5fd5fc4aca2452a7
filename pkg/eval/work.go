package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/source"
)

// What the loops of one expression, and those of all expressions of a root, may handle together.
const (
	maxLoopElements = 1_000_000
	maxLoopBytes    = 4 * maxBytes
	maxWorkElements = 8 * maxLoopElements
	maxWorkBytes    = 4 * maxLoopBytes
)

// maxBlocks is how many blocks the dynamic blocks of a root may make, each time that somebody goes through them.
const maxBlocks = 50_000

// work is what the loops of a root have cost so far.
type work struct {
	total     *meter
	calls     *meter
	blocks    int
	documents map[string]int // words and signs in them, by file
	texts     int            // bytes of those that are remembered
	large     bool           // there are texts that take long to go through
}

// What the expressions of a root may be worth together, since all that they are worth is remembered.
const (
	largeText = 64 << 10
	maxTexts  = maxLoopBytes
)

// keeps counts what an expression is worth and is to be remembered; an error when there is no room for it. Lists and objects of values that are
// remembered themselves take no more.
func (w *work) keeps(expr hclsyntax.Expression, v cty.Value) error {
	v, _ = v.Unmark()
	ty := v.Type()
	switch {
	case !v.IsKnown() || v.IsNull():
	case ty == cty.String:
		n := len(v.AsString())
		w.texts += n
		w.large = w.large || n >= largeText || w.texts > maxTexts/4
		if w.texts > maxTexts && n > 0 {
			return tooMuch("the texts of this root module have more than %d bytes together", maxTexts)
		}
	case !ty.IsPrimitiveType() && makesMore(expr):
		w.callMeter().made(v)
	}
	return nil
}

// makesMore tells an expression that makes values from one that puts together what is there.
func makesMore(expr hclsyntax.Expression) bool {
	if call, ok := expr.(*hclsyntax.FunctionCallExpr); ok && effort(call.Name) > 1 { // counted when it was called
		return false
	}
	t := traitsOf(expr)
	return t.given || t.loops || t.weighs
}

// take counts n more blocks; false once there is no room for them.
func (w *work) take(n int) bool {
	w.blocks = min(w.blocks+n, maxBlocks)
	return w.blocks < maxBlocks
}

// meter is for one evaluation of an expression.
func (w *work) meter() *meter {
	if w.total == nil {
		w.total = &meter{what: "all of the root module", limit: weight{elements: maxWorkElements, bytes: maxWorkBytes}, total: w.callMeter()}
	}
	return &meter{what: "the expression", limit: weight{elements: maxLoopElements, bytes: maxLoopBytes}, total: w.total}
}

// What the functions that a root calls may be given together, beside loops: each instance of a resource calls them anew. One element that is marked
// takes as long as some that are not.
const (
	maxCallElements = 8_000_000
	maxCallBytes    = 16 * maxBytes
	markedElements  = 8
)

// callMeter is for what functions are given in an expression.
func (w *work) callMeter() *meter {
	if w.calls == nil {
		w.calls = &meter{what: "calling the functions of the root module", limit: weight{elements: maxCallElements, bytes: maxCallBytes}}
	}
	return w.calls
}

// affords counts what a function is given; false once that was too much.
func (w *work) affords(function string, args []hclsyntax.Expression) bool {
	const little = 100
	m := w.callMeter()
	if m.exceeded() != nil {
		return false
	}
	given := weight{ofMarked: markedElements}
	for _, arg := range args {
		if lit, ok := arg.(*hclsyntax.LiteralValueExpr); ok {
			_ = given.add(lit.Val)
		}
	}
	if given.elements > little || given.bytes > largeText {
		given.elements *= effort(function)
		m.spend(given)
	}
	return m.exceeded() == nil
}

// made counts a value that a function or loop made: its elements take more time and memory than those that were there before.
func (m *meter) made(v cty.Value) {
	const (
		little = 100
		anew   = 8
		object = 10 // each has a type of its own
	)
	if v, _ := v.Unmark(); v.Type().IsPrimitiveType() || !v.IsKnown() {
		return
	}
	for m.total != nil {
		m = m.total
	}
	if m.limit.elements < maxCallElements { // a template's, which has a budget of its own
		return
	}
	var of weight
	_ = of.add(v)
	if of.elements > little {
		of.elements = anew * (of.elements + object*of.objects)
	}
	m.spend(weight{elements: of.elements})
}

// effort is how much longer a function takes with an element than those take that look at some: it goes through all of them, several times.
func effort(function string) int {
	const several = 96
	function = strings.TrimPrefix(function, namespace)
	switch {
	case strings.HasSuffix(function, "encode"), strings.HasSuffix(function, "decode"), strings.HasPrefix(function, "to"),
		strings.HasPrefix(function, "set"), function == "distinct", function == "flatten", function == "merge":
		return several
	}
	return 1
}

// Waiting works out a value for which others wait, unless too many wait for one another already: each takes stack.
func (s *Scope) Waiting(name string, place source.Place, work func() cty.Value) cty.Value {
	if s.Root.waiting >= maxWaiting {
		s.Root.Unsettled()
		return s.overBudget(name, place, fmt.Sprintf("more than %d values wait for one another", maxWaiting))
	}
	s.Root.waiting++
	v := work()
	s.Root.waiting--
	return v
}

// bounded is an expression that gives up when its loops or the files that it reads take too long; one without either as it is, unless there are large
// texts in the root that it may be given.
func (w *work) bounded(expr hcl.Expression) hcl.Expression {
	native, ok := expr.(hclsyntax.Expression)
	switch {
	case !ok:
		return w.boundedJSON(expr)
	case w.large:
		return w.meter().copyOf(native)
	}
	switch t := traitsOf(native); {
	case t.isDear():
		return w.meter().copyOf(native)
	case t.given, t.weighs:
		return w.callMeter().copyOf(native)
	}
	return expr
}

// boundedJSON bounds the loops in the texts of JSON syntax, which hcl reads anew each time.
func (w *work) boundedJSON(expr hcl.Expression) hcl.Expression {
	raw, diags := expr.Value(nil)
	if diags.HasErrors() || !w.large && !dearInText(raw) {
		return expr
	}
	return &jsonExpr{Expression: expr, meter: w.meter()}
}

func dearInText(raw cty.Value) bool {
	found := false
	_ = cty.Walk(raw, func(_ cty.Path, v cty.Value) (bool, error) {
		if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			found = found || isDearText(v.AsString())
		} else if v.Type().IsObjectType() && v.IsKnown() && !v.IsNull() {
			for name := range v.Type().AttributeTypes() {
				found = found || isDearText(name)
			}
		}
		return !found, nil
	})
	return found
}

// isDearText is isDear, as far as a text tells before it is parsed.
func isDearText(text string) bool {
	return strings.Contains(text, "${") && strings.ContainsAny(text, "+-*/%(") || strings.Contains(text, "for") || strings.Contains(text, "file") || strings.Contains(text, "template")
}

// jsonExpr is an expression of JSON syntax with a meter on its texts.
type jsonExpr struct {
	hcl.Expression
	meter *meter
}

// Value is what hcl's own would be, as far as the budget allows.
func (e *jsonExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if pairs, diags := hcl.ExprMap(e.Expression); !diags.HasErrors() {
		return e.object(pairs, ctx)
	}
	if exprs, diags := hcl.ExprList(e.Expression); !diags.HasErrors() {
		elements := make([]cty.Value, len(exprs))
		var all hcl.Diagnostics
		for i, x := range exprs {
			v, diags := (&jsonExpr{x, e.meter}).Value(ctx)
			elements[i], all = v, append(all, diags...)
		}
		return cty.TupleVal(elements), all
	}
	raw, diags := e.Expression.Value(nil)
	if diags.HasErrors() || raw.Type() != cty.String || raw.IsNull() {
		return e.Expression.Value(ctx)
	}
	rng := e.Range()
	parsed, diags := hclsyntax.ParseTemplate([]byte(raw.AsString()), rng.Filename, hcl.Pos{Line: rng.Start.Line, Column: rng.Start.Column + 1, Byte: rng.Start.Byte + 1})
	if diags.HasErrors() {
		return cty.DynamicVal, diags
	}
	return e.meter.copyOf(parsed).Value(ctx)
}

func (e *jsonExpr) object(pairs []hcl.KeyValuePair, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	attributes := make(map[string]cty.Value, len(pairs))
	certain := true
	var all hcl.Diagnostics
	for _, p := range pairs {
		key, keyDiags := (&jsonExpr{p.Key, e.meter}).Value(ctx)
		v, diags := (&jsonExpr{p.Value, e.meter}).Value(ctx)
		all = slices.Concat(all, keyDiags, diags)
		name, known := knownText(key)
		certain = certain && known
		if _, twice := attributes[name]; twice && known {
			all = append(all, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Duplicate object attribute", Detail: name + " is there already.", Subject: p.Key.Range().Ptr()})
		}
		attributes[name] = v
	}
	if !certain {
		return cty.DynamicVal, all
	}
	return cty.ObjectVal(attributes), all
}
