package eval

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// copyOf is an expression with the meter on whatever makes it cost more than its text: what loops run over and give, the pieces of
// templates, the operands of operators and the arguments of functions. The expression itself, which others evaluate too, stays as it is.
func (m *meter) copyOf(expr hclsyntax.Expression) hclsyntax.Expression {
	switch e := expr.(type) {
	case *hclsyntax.ForExpr:
		c := *e
		c.CollExpr, c.KeyExpr, c.ValExpr, c.CondExpr = m.collection(e.CollExpr), m.on(e.KeyExpr), m.on(e.ValExpr), m.on(e.CondExpr)
		return &c
	case *hclsyntax.SplatExpr:
		c := *e
		c.Source, c.Each = m.collection(e.Source), m.copyOf(e.Each)
		return &c
	case *hclsyntax.FunctionCallExpr:
		c := *e
		c.Args = m.onAll(e.Args)
		if effort(e.Name) > 1 {
			return &makingExpr{Expression: &c, meter: m}
		}
		return &c
	case *hclsyntax.TupleConsExpr:
		c := *e
		c.Exprs = m.copiesOf(e.Exprs)
		return &c
	case *hclsyntax.ObjectConsExpr:
		return m.object(e)
	}
	return m.copyOfTemplate(expr)
}

// makingExpr is a call of a function that goes through all that it is given and makes as much, or an operand of a comparison.
type makingExpr struct {
	hclsyntax.Expression
	meter *meter
}

// Value is that of the expression, of which each part counts.
func (e *makingExpr) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	v, diags := e.Expression.Value(ctx)
	if !diags.HasErrors() {
		e.meter.made(v)
	}
	return v, diags
}

func (m *meter) copyOfTemplate(expr hclsyntax.Expression) hclsyntax.Expression {
	switch e := expr.(type) {
	case *hclsyntax.TemplateExpr:
		c := *e
		c.Parts = m.onAll(e.Parts)
		return &c
	case *hclsyntax.TemplateJoinExpr:
		c := *e
		c.Tuple = m.copyOf(e.Tuple)
		return &c
	case *hclsyntax.TemplateWrapExpr:
		c := *e
		c.Wrapped = m.copyOf(e.Wrapped)
		return &c
	}
	return m.copyOfOperation(expr)
}

func (m *meter) copyOfOperation(expr hclsyntax.Expression) hclsyntax.Expression {
	switch e := expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		c := *e
		c.Expression = m.copyOf(e.Expression)
		return &c
	case *hclsyntax.BinaryOpExpr:
		c := *e
		c.LHS, c.RHS = m.on(e.LHS), m.on(e.RHS)
		if e.Op == hclsyntax.OpEqual || e.Op == hclsyntax.OpNotEqual { // each level of a value is gone through for all that is below it
			c.LHS, c.RHS = &makingExpr{c.LHS, m}, &makingExpr{c.RHS, m}
		}
		return m.calculation(&c, e.Op)
	case *hclsyntax.UnaryOpExpr:
		c := *e
		c.Val = m.copyOf(e.Val)
		return m.calculation(&c, e.Op)
	case *hclsyntax.ConditionalExpr:
		c := *e
		c.Condition, c.TrueResult, c.FalseResult = m.copyOf(e.Condition), m.on(e.TrueResult), m.on(e.FalseResult)
		return &conditionalExpr{&c}
	case *hclsyntax.IndexExpr:
		c := *e
		c.Collection, c.Key = m.copyOf(e.Collection), m.copyOf(e.Key)
		return &c
	case *hclsyntax.RelativeTraversalExpr:
		c := *e
		c.Source = m.copyOf(e.Source)
		return &c
	}
	return expr
}

// calculation is an operation as it is, or with the meter on what it gives where that is a number.
func (m *meter) calculation(expr hclsyntax.Expression, op *hclsyntax.Operation) hclsyntax.Expression {
	if op.Type != cty.Number {
		return expr
	}
	return &meteredExpr{Expression: expr, meter: m}
}

func (m *meter) onAll(all []hclsyntax.Expression) []hclsyntax.Expression {
	copies := make([]hclsyntax.Expression, len(all))
	for i, e := range all {
		copies[i] = m.on(e)
	}
	return copies
}

func (m *meter) copiesOf(all []hclsyntax.Expression) []hclsyntax.Expression {
	copies := make([]hclsyntax.Expression, len(all))
	for i, e := range all {
		copies[i] = m.copyOf(e)
	}
	return copies
}

func (m *meter) object(e *hclsyntax.ObjectConsExpr) hclsyntax.Expression {
	c := *e
	c.Items = slices.Clone(e.Items)
	for i, item := range c.Items {
		if key, ok := item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr); ok && (key.ForceNonLiteral || traitsOf(key.Wrapped).isDear()) {
			k := *key
			k.Wrapped = m.copyOf(key.Wrapped)
			c.Items[i].KeyExpr = &k
		}
		c.Items[i].ValueExpr = m.copyOf(item.ValueExpr)
	}
	return &c
}

// readsFiles reports whether a function reads files, which costs more than its arguments tell.
func readsFiles(function string) bool {
	function = strings.TrimPrefix(function, namespace)
	return strings.HasPrefix(function, "file") || strings.HasPrefix(function, "template")
}
