package eval

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// direct evaluates what most expressions are made of, names within texts, lists, objects and calls, without a context of all variables: each name
// is looked up where it stands, and hcl puts the values together. ok is false where anything else, or an error, is in the expression.
func (e *Env) direct(expr hcl.Expression) (v cty.Value, ok bool) {
	switch x := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return x.Val, true
	case *hclsyntax.ScopeTraversalExpr:
		return e.lookup(x.Traversal)
	case *hclsyntax.ParenthesesExpr:
		return e.direct(x.Expression)
	case *hclsyntax.TemplateWrapExpr:
		return e.direct(x.Wrapped)
	case *hclsyntax.TemplateExpr:
		if parts, ok := e.operands(x.Parts); ok {
			return settle(&hclsyntax.TemplateExpr{Parts: parts, SrcRange: x.SrcRange}, nil)
		}
	case *hclsyntax.TupleConsExpr:
		if exprs, ok := e.operands(x.Exprs); ok {
			return settle(&hclsyntax.TupleConsExpr{Exprs: exprs, SrcRange: x.SrcRange}, nil)
		}
	case *hclsyntax.ObjectConsExpr:
		return e.directObject(x)
	case *hclsyntax.FunctionCallExpr:
		return e.directCall(x)
	}
	return cty.NilVal, false
}

func (e *Env) lookup(t hcl.Traversal) (cty.Value, bool) {
	v, rest, ok := e.named(t)
	if !ok {
		return cty.NilVal, false
	}
	if len(rest) == 0 {
		return v, true
	}
	v, diags := rest.TraverseRel(v)
	return v, !diags.HasErrors()
}

// operands are the values of expressions as expressions of their own.
func (e *Env) operands(exprs []hclsyntax.Expression) ([]hclsyntax.Expression, bool) {
	nodes := make([]hclsyntax.LiteralValueExpr, len(exprs))
	all := make([]hclsyntax.Expression, len(exprs))
	for i, x := range exprs {
		if lit, ok := x.(*hclsyntax.LiteralValueExpr); ok {
			all[i] = lit
			continue
		}
		v, ok := e.direct(x)
		if !ok {
			return nil, false
		}
		nodes[i] = hclsyntax.LiteralValueExpr{Val: v, SrcRange: x.Range()}
		all[i] = &nodes[i]
	}
	return all, true
}

func (e *Env) directObject(x *hclsyntax.ObjectConsExpr) (cty.Value, bool) {
	values := make([]hclsyntax.Expression, len(x.Items))
	items := make([]hclsyntax.ObjectConsItem, len(x.Items))
	for i, item := range x.Items {
		key, ok := item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr)
		if !ok || key.ForceNonLiteral || hcl.ExprAsKeyword(key.Wrapped) == "" && !isText(key.Wrapped) {
			return cty.NilVal, false
		}
		items[i].KeyExpr = key
		values[i] = item.ValueExpr
	}
	values, ok := e.operands(values)
	if !ok {
		return cty.NilVal, false
	}
	for i := range items {
		items[i].ValueExpr = values[i]
	}
	return settle(&hclsyntax.ObjectConsExpr{Items: items, SrcRange: x.SrcRange, OpenRange: x.OpenRange}, nil)
}

// isText reports a text in quotes without anything to evaluate.
func isText(expr hclsyntax.Expression) bool {
	_, ok := literal(expr)
	return ok
}

// directCall leaves out functions that look at errors in their arguments, and those that read files.
func (e *Env) directCall(x *hclsyntax.FunctionCallExpr) (v cty.Value, ok bool) {
	table, name := pureFunctions(), strings.TrimPrefix(x.Name, namespace)
	if _, pure := table[x.Name]; !pure || x.ExpandFinal || name == "try" || name == "can" {
		return cty.NilVal, false
	}
	args, ok := e.operands(x.Args)
	if !ok || !e.Scope.Root.work.affords(x.Name, args) {
		return cty.NilVal, false
	}
	call := *x
	call.Args = args
	v, ok = settle(&call, &hcl.EvalContext{Functions: table})
	if ok && effort(name) > 1 {
		e.Scope.Root.work.callMeter().made(v)
	}
	return v, ok
}

func settle(expr hclsyntax.Expression, ctx *hcl.EvalContext) (cty.Value, bool) {
	v, diags := expr.Value(ctx)
	return v, !diags.HasErrors()
}
