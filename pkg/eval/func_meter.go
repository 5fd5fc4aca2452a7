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
type meter struct{ spent weight }

// metered puts a meter on whatever makes an expression cost more than its text: what loops run over, the pieces of
// templates, and the arguments of functions. It changes the expression, which must be the caller's own.
func metered(expr hclsyntax.Expression) hclsyntax.Expression {
	m := &meter{}
	_ = hclsyntax.VisitAll(expr, func(node hclsyntax.Node) hcl.Diagnostics {
		if wrapped, ok := node.(*meteredExpr); ok {
			node = wrapped.Expression
		}
		switch e := node.(type) {
		case *hclsyntax.ForExpr:
			e.CollExpr = m.on(e.CollExpr)
		case *hclsyntax.SplatExpr:
			e.Source = m.on(e.Source)
		case *hclsyntax.TemplateExpr:
			for i := range e.Parts {
				e.Parts[i] = m.on(e.Parts[i])
			}
		case *hclsyntax.FunctionCallExpr:
			for i := range e.Args {
				e.Args[i] = m.on(e.Args[i])
			}
		}
		return nil
	})
	return expr
}

// on is the expression itself, except that evaluating it is charged for.
func (m *meter) on(expr hclsyntax.Expression) hclsyntax.Expression {
	return &meteredExpr{Expression: expr, meter: m}
}

type meteredExpr struct {
	hclsyntax.Expression
	meter *meter
}

// Value is that of the expression, or an error once the budget is spent.
func (e *meteredExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if err := e.meter.exceeded(); err != nil {
		return cty.DynamicVal, budgetDiagnostics(err, e.Range())
	}
	value, diags := e.Expression.Value(ctx)
	if err := e.meter.charge(value); err != nil {
		return cty.DynamicVal, budgetDiagnostics(err, e.Range())
	}
	return value, diags
}

func (m *meter) charge(v cty.Value) error {
	var w weight
	if err := w.add(v); err != nil {
		return err
	}
	m.spent.elements += w.elements
	m.spent.bytes += w.bytes
	return m.exceeded()
}

func (m *meter) exceeded() error {
	if m.spent.elements > maxTemplateElements || m.spent.bytes > maxTemplateBytes {
		return tooMuch("a template takes more than %d elements or %d bytes to evaluate", maxTemplateElements, maxTemplateBytes)
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
