package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// EachReference calls visit with each name that an expression refers to, but not with those that its own for expressions bring along. What is common is
// gone through by hand: hcl's own list of them allocates for each node.
func EachReference(expr hcl.Expression, visit func(hcl.Traversal)) {
	switch x := expr.(type) {
	case nil, *hclsyntax.LiteralValueExpr:
	case *hclsyntax.ScopeTraversalExpr:
		visit(x.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		EachReference(x.Source, visit)
	case *hclsyntax.TemplateExpr:
		eachReferenceIn(x.Parts, visit)
	case *hclsyntax.TemplateWrapExpr:
		EachReference(x.Wrapped, visit)
	case *hclsyntax.ParenthesesExpr:
		EachReference(x.Expression, visit)
	case *hclsyntax.TupleConsExpr:
		eachReferenceIn(x.Exprs, visit)
	case *hclsyntax.ObjectConsExpr:
		for _, item := range x.Items {
			EachReference(item.KeyExpr, visit)
			EachReference(item.ValueExpr, visit)
		}
	case *hclsyntax.ObjectConsKeyExpr:
		if x.ForceNonLiteral || hcl.ExprAsKeyword(x.Wrapped) == "" {
			EachReference(x.Wrapped, visit)
		}
	case *hclsyntax.FunctionCallExpr:
		eachReferenceIn(x.Args, visit)
	case *hclsyntax.ConditionalExpr:
		EachReference(x.Condition, visit)
		EachReference(x.TrueResult, visit)
		EachReference(x.FalseResult, visit)
	default:
		for _, t := range expr.Variables() {
			visit(t)
		}
	}
}

func eachReferenceIn(all []hclsyntax.Expression, visit func(hcl.Traversal)) {
	for _, x := range all {
		EachReference(x, visit)
	}
}

func references(expr hcl.Expression) []hcl.Traversal {
	var all []hcl.Traversal
	EachReference(expr, func(t hcl.Traversal) { all = append(all, t) })
	return all
}

// Reaches reports whether the value of an expression may be made from an attribute of a resource, a data source or a module: it refers to one, or to a
// variable or local that does. Nothing is evaluated for it.
func (e *Env) Reaches(expr hcl.Expression) bool {
	if e == nil || e.Scope == nil {
		return false
	}
	found := false
	EachReference(expr, func(t hcl.Traversal) {
		found = found || e.reaches(t)
	})
	return found
}

func (e *Env) reaches(t hcl.Traversal) bool {
	root, name := t.RootName(), attrAt(t, 1)
	if _, bound := e.names[root]; bound {
		return root != "count"
	}
	switch root {
	case rootVar:
		return e.Scope.reaches(rootVar, name, func() (Term, bool) { return e.Scope.varTerm(name) })
	case rootLocal:
		return e.Scope.reaches(rootLocal, name, func() (Term, bool) {
			l := e.Scope.Module.Locals[name]
			if l == nil {
				return Term{}, false
			}
			return NewTerm(l.Expr, e.Scope.Env()), true
		})
	case rootPath, "terraform", "tofu", "count":
		return false
	}
	return true
}

// reaches looks once at what a variable or local is made from. One that is made from itself counts as reaching anything.
func (s *Scope) reaches(root, name string, from func() (Term, bool)) bool {
	key := root + "." + name
	if known, ok := s.reach[key]; ok {
		return known
	}
	if s.reach == nil {
		s.reach = map[string]bool{}
	}
	s.reach[key] = true
	if s.Root.reaching == maxWaiting { // each takes stack
		return true
	}
	s.Root.reaching++
	term, ok := from()
	s.reach[key] = ok && term.expr != nil && term.env.Reaches(term.expr)
	s.Root.reaching--
	return s.reach[key]
}
