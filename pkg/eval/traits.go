package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// traits are what matters of an expression before it is evaluated, found in one look at its tree.
type traits struct {
	loops  bool // there is a for expression in it
	reads  bool // of files
	sums   bool // it calculates, with more than what stands there
	given  bool // functions are called
	weighs bool // it compares, chooses or goes through values, of which each part is looked at
	calls  bool // of functions that the table lacks
	table  map[string]function.Function
}

// look goes through an expression by hand where hclsyntax.Walk would allocate for each node.
func (t *traits) look(expr hclsyntax.Expression) {
	switch x := expr.(type) {
	case nil, *hclsyntax.LiteralValueExpr, *hclsyntax.ScopeTraversalExpr:
	case *hclsyntax.TemplateExpr:
		t.lookAll(x.Parts)
	case *hclsyntax.TemplateWrapExpr:
		t.look(x.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		t.look(x.Expression)
	case *hclsyntax.TupleConsExpr:
		t.lookAll(x.Exprs)
	case *hclsyntax.ObjectConsExpr:
		for _, item := range x.Items {
			t.look(item.KeyExpr)
			t.look(item.ValueExpr)
		}
	case *hclsyntax.ObjectConsKeyExpr:
		if x.ForceNonLiteral || hcl.ExprAsKeyword(x.Wrapped) == "" {
			t.look(x.Wrapped)
		}
	case *hclsyntax.FunctionCallExpr:
		t.call(x)
		t.lookAll(x.Args)
	default:
		_ = hclsyntax.Walk(expr, t)
	}
}

func (t *traits) lookAll(all []hclsyntax.Expression) {
	for _, x := range all {
		t.look(x)
	}
}

func (t *traits) call(x *hclsyntax.FunctionCallExpr) {
	t.reads, t.given = t.reads || readsFiles(x.Name), true
	if _, known := t.table[x.Name]; !known {
		t.calls = true
	}
}

// Enter implements hclsyntax.Walker.
func (t *traits) Enter(node hclsyntax.Node) hcl.Diagnostics {
	switch x := node.(type) {
	case *hclsyntax.ForExpr:
		t.loops = true
	case *hclsyntax.FunctionCallExpr:
		t.call(x)
	case *hclsyntax.SplatExpr:
		t.weighs = true
	case *hclsyntax.ConditionalExpr:
		t.weighs = t.weighs || !isPlain(x.TrueResult) && !isPlain(x.FalseResult)
	case *hclsyntax.BinaryOpExpr:
		t.weighs = t.weighs || x.Op == hclsyntax.OpEqual || x.Op == hclsyntax.OpNotEqual
		t.sums = t.sums || x.Op.Type == cty.Number
	case *hclsyntax.UnaryOpExpr:
		_, plain := x.Val.(*hclsyntax.LiteralValueExpr)
		t.sums = t.sums || x.Op.Type == cty.Number && !plain
	}
	return nil
}

// isPlain tells a literal, with which nothing is large.
func isPlain(expr hclsyntax.Expression) bool {
	_, ok := literal(expr)
	return ok
}

// Exit implements hclsyntax.Walker.
func (*traits) Exit(hclsyntax.Node) hcl.Diagnostics { return nil }

// Constant reports whether an expression is written without references.
func Constant(expr hcl.Expression) bool {
	constant := true
	EachReference(expr, func(hcl.Traversal) { constant = false })
	return constant
}

func traitsOf(expr hclsyntax.Expression) traits {
	var t traits
	t.look(expr)
	return t
}

// isDear reports whether an expression can cost much more than its text: there is a loop in it, a file is read, or numbers may grow. Other
// functions and splats cost no more than their arguments are large.
func (t traits) isDear() bool { return t.loops || t.reads || t.sums }
