package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// What the evaluation of one template may handle in all. A loop within a loop within a loop is short to write.
const (
	maxTemplateElements = 3 * maxElements
	maxTemplateBytes    = maxBytes
)

// meter adds up what passes through the expressions that it is put on.
type meter struct {
	what  string // whose budget it is
	limit weight
	spent weight
	total *meter // of which this one is a part; nil for none
}

// metered puts a meter on what makes a template cost more than its text.
func metered(expr hclsyntax.Expression) hclsyntax.Expression {
	return templateMeter().copyOf(expr)
}

func templateMeter() *meter {
	return &meter{what: "a template", limit: weight{elements: maxTemplateElements, bytes: maxTemplateBytes}}
}

// on is the expression itself, except that evaluating it is charged for.
func (m *meter) on(expr hclsyntax.Expression) hclsyntax.Expression {
	if _, plain := expr.(*hclsyntax.LiteralValueExpr); plain || expr == nil {
		return expr
	}
	return &meteredExpr{Expression: m.copyOf(expr), meter: m}
}

// collection is on, for what a loop runs over: its elements count, and not what is in them.
func (m *meter) collection(expr hclsyntax.Expression) hclsyntax.Expression {
	return &meteredExpr{Expression: m.copyOf(expr), meter: m, shallow: true}
}

type meteredExpr struct {
	hclsyntax.Expression
	meter   *meter
	shallow bool
}

// Value is that of the expression, or an error once the budget is spent.
func (e *meteredExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if err := e.meter.exceeded(); err != nil {
		return cty.DynamicVal, budgetDiagnostics(err, e.Range())
	}
	value, diags := e.Expression.Value(ctx)
	if diags.HasErrors() {
		cost := weight{elements: errorElements}
		if overBudget(diags) != nil { // which took as much as the budget allows
			cost.elements = maxElements
		}
		e.meter.spend(cost)
		return value, diags
	}
	if IsLong(value) {
		return cty.DynamicVal, budgetDiagnostics(tooMuch("a number has more than %d digits", maxDigits), e.Range())
	}
	e.meter.spend(e.weight(value))
	if err := e.meter.exceeded(); err != nil {
		return cty.DynamicVal, budgetDiagnostics(err, e.Range())
	}
	return value, diags
}

// What some things cost that do not show in their values, in elements.
const (
	errorElements = 100   // an error in words, with the name that may have been meant
	fileElements  = 1_000 // a file or template read
)

func (e *meteredExpr) weight(v cty.Value) weight {
	var w weight
	if bare, _ := v.Unmark(); e.shallow && bare.IsKnown() && !bare.IsNull() && bare.CanIterateElements() {
		return weight{elements: 1 + bare.LengthInt()}
	}
	_ = w.add(v) // what it came to until it was too much will do
	if call, ok := e.Expression.(*hclsyntax.FunctionCallExpr); ok && readsFiles(call.Name) {
		w.elements += fileElements
	}
	return w
}

func (m *meter) spend(w weight) {
	for ; m != nil; m = m.total {
		m.spent.elements += w.elements
		m.spent.bytes += w.bytes
	}
}

func (m *meter) exceeded() error {
	for ; m != nil; m = m.total {
		if m.spent.elements > m.limit.elements || m.spent.bytes > m.limit.bytes {
			return tooMuch("%s takes more than %d elements or %d bytes to evaluate", m.what, m.limit.elements, m.limit.bytes)
		}
	}
	return nil
}

// budgetExtra hands on a BudgetError as hcl hands on the errors of functions.
type budgetExtra struct{ err error }

func (budgetExtra) CalledFunctionName() string { return "" }
func (e budgetExtra) FunctionCallError() error { return e.err }

func budgetDiagnostics(err error, subject hcl.Range) hcl.Diagnostics {
	return hcl.Diagnostics{{
		Severity: hcl.DiagError,
		Summary:  "Too large to evaluate",
		Detail:   err.Error(),
		Subject:  &subject,
		Extra:    budgetExtra{err},
	}}
}
