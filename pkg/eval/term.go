package eval

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Term is an expression where it stands, or a value that was taken out of one. It can be followed to where its value is
// written: through variables, locals, modules and iterators, into lists, maps and documents. That is what gives elements places
// of their own, lets the known half of a half-known value be seen, and tells where a bad value came from.
type Term struct {
	expr   hcl.Expression // nil: only val
	env    *Env
	val    cty.Value     // what it is worth where expr alone does not tell: conversions of a variable's type have gone over it
	forced bool          // val counts though there is an expr
	at     *source.Place // in the block that asks; nil: where the expression stands
	away   bool          // at no longer moves: the expression is elsewhere
	hop    *Hop
	doc    *document // the expression stands inside of this text
}

// Hop is one step away from the asking block: the place where the value goes on being written.
type Hop struct {
	Place source.Place
	Label string // var.cidrs, local.rules, module.web.bucket_id
	Prev  *Hop

	steps int           // with all before
	local *module.Local // that it leads to, and whose it is
	scope *Scope
}

// passed reports whether one of the steps up to h led to that local: it is then worked out from itself.
func (h *Hop) passed(l *module.Local, s *Scope) bool {
	for ; h != nil; h = h.Prev {
		if h.local == l && h.scope == s {
			return true
		}
	}
	return false
}

// to is the step behind h, which may be nil.
func (h *Hop) to(place source.Place, label string) *Hop {
	return &Hop{Place: place, Label: label, Prev: h, steps: h.count() + 1}
}

func (h *Hop) count() int {
	if h == nil {
		return 0
	}
	return h.steps
}

// NewTerm returns the term of an expression; without an environment, of one in which references have no meaning.
func NewTerm(expr hcl.Expression, env *Env) Term {
	if env == nil {
		env = &Env{}
	}
	return Term{expr: expr, env: env}
}

// ValueTerm returns a term that is only a value, shown at a place, which must not change any more.
func ValueTerm(v cty.Value, at *source.Place) Term { return Term{val: v, at: at} }

// Place is where the term shows in the block that asks for it: at the expression, or at the reference that led away.
func (t Term) Place() source.Place {
	if t.doc != nil && !t.away && t.expr != nil {
		return t.doc.place(t.expr.Range())
	}
	return t.stand()
}

// stand is Place, but of what stands inside of a text where it stands there.
func (t Term) stand() source.Place {
	switch {
	case t.at != nil:
		return *t.at
	case t.expr != nil:
		return t.expr.Range()
	}
	return source.Place{}
}

// Hops lists the steps from the asking block to where the value is written, nearest first.
func (t Term) Hops() []Hop {
	r := t.resolve()
	hops := r.trail()
	if n := len(hops); n > 0 && r.expr != nil && r.doc == nil {
		hops[n-1].Place = r.expr.Range()
	}
	return hops
}

// Value evaluates the term.
func (t Term) Value() cty.Value {
	switch {
	case t.expr == nil, t.forced:
		return t.val
	case t.doc != nil:
		return t.doc.value(t.expr)
	}
	return t.env.Eval(t.expr)
}

// sub is a part of the term's own expression.
func (t Term) sub(expr hcl.Expression) Term {
	t.expr, t.forced = expr, false
	if !t.away {
		t.at = nil
	}
	return t
}

// only is a value taken out of the term.
func (t Term) only(v cty.Value) Term {
	if t.doc != nil || t.at == nil {
		at := t.Place()
		t.at = &at
	}
	return Term{val: v, at: t.at, away: t.away, hop: t.hop}
}

// worth is the same term with the value that it takes in the whole.
func (t Term) worth(v cty.Value) Term {
	t.val, t.forced = v, true
	return t
}

// jump goes on at a term that stands elsewhere.
func (t Term) jump(to Term, label string) Term {
	at := t.Place()
	place := to.stand()
	if to.expr != nil && to.doc == nil {
		place = to.expr.Range()
	}
	hop := t.hop
	for _, h := range to.trail() { // where the target itself had already gone
		hop = hop.to(h.Place, h.Label)
	}
	to.hop = hop.to(place, label)
	to.at, to.away = &at, true
	return to
}

// trail lists the steps taken so far, nearest first, without going further.
func (t Term) trail() []Hop {
	var hops []Hop
	for h := t.hop; h != nil; h = h.Prev {
		hops = append(hops, *h)
	}
	slices.Reverse(hops)
	return hops
}

// maxSteps bounds the way to where a value is written.
const maxSteps = 64

// resolve follows references and functions that hand on one of their arguments, as far as it is known which.
func (t Term) resolve() Term {
	for range maxSteps {
		next, ok := t.step()
		if !ok {
			return t
		}
		t = next
	}
	return t
}

func (t Term) step() (Term, bool) {
	if t.doc != nil {
		return t, false
	}
	switch x := t.expr.(type) {
	case *hclsyntax.ParenthesesExpr:
		return t.sub(x.Expression), true
	case *hclsyntax.TemplateWrapExpr:
		return t.sub(x.Wrapped), true
	case *hclsyntax.ConditionalExpr:
		cond, _ := t.env.Eval(x.Condition).Unmark()
		if b, err := convert.Convert(cond, cty.Bool); err == nil && b.IsKnown() && !b.IsNull() {
			if b.True() {
				return t.sub(x.TrueResult), true
			}
			return t.sub(x.FalseResult), true
		}
	case *hclsyntax.ScopeTraversalExpr:
		return t.follow(x.Traversal)
	case *hclsyntax.RelativeTraversalExpr:
		return t.sub(x.Source).walk(x.Traversal)
	case *hclsyntax.IndexExpr:
		key, _ := t.env.Eval(x.Key).Unmark()
		if key.IsWhollyKnown() && !key.IsNull() {
			return t.sub(x.Collection).get(key)
		}
	case *hclsyntax.FunctionCallExpr:
		return t.handOn(x)
	case nil:
	default:
		return t.template()
	}
	return t, false
}

// template reads the string of JSON syntax that is one template.
func (t Term) template() (Term, bool) {
	if t.expr == nil || t.env == nil || t.env.Scope == nil {
		return t, false
	}
	if _, native := t.expr.(hclsyntax.Expression); native {
		return t, false
	}
	v, diags := t.expr.Value(nil)
	if diags.HasErrors() || v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return t, false
	}
	if wrap, ok := t.env.Scope.Root.templateIn(v.AsString(), t.expr.Range()).(*hclsyntax.TemplateWrapExpr); ok {
		return t.sub(wrap.Wrapped), true
	}
	return t, false
}

// follow goes to where the name at the head of a traversal gets its value, then takes the remaining steps.
func (t Term) follow(tr hcl.Traversal) (Term, bool) {
	root := tr.RootName()
	if b, ok := t.env.names[root]; ok {
		return t.followLocal(b, root, tr)
	}
	s := t.env.Scope
	name := attrAt(tr, 1)
	if s == nil || name == "" || t.hop.count() >= maxSteps { // a module may be given what is an element of its own output
		return t, false
	}
	switch root {
	case rootVar:
		if to, ok := s.varTerm(name); ok {
			return t.jump(to.worth(s.Var(name)), "var."+name).walk(tr[2:])
		}
	case rootLocal:
		if l := s.Module.Locals[name]; l != nil && !t.hop.passed(l, s) {
			to := t.jump(NewTerm(l.Expr, s.Env()), "local."+name)
			to.hop.local, to.hop.scope = l, s
			return to.walk(tr[2:])
		}
	case rootModule:
		return t.followModule(s, name, tr[2:])
	}
	return t, false
}

func (t Term) followLocal(b binding, root string, tr hcl.Traversal) (Term, bool) {
	if to, ok := b.terms[""]; ok {
		return t.jump(to, root).walk(tr[1:])
	}
	attr := attrAt(tr, 1)
	if to, ok := b.terms[attr]; ok {
		return t.jump(to, root+"."+attr).walk(tr[2:])
	}
	return t, false
}

func (t Term) followModule(s *Scope, name string, rest hcl.Traversal) (Term, bool) {
	c := s.Children(name)
	if c == nil || len(c.Scopes) == 0 {
		return t, false
	}
	child := c.Scopes[0]
	if c.Keyed {
		if c.Maybe || len(rest) == 0 {
			return t, false
		}
		index, ok := rest[0].(hcl.TraverseIndex)
		if !ok {
			return t, false
		}
		i := c.find(index.Key)
		if i < 0 {
			return t, false
		}
		child, rest = c.Scopes[i], rest[1:]
	}
	out := attrAt(rest, 0)
	decl := child.Module.Outputs[out]
	if decl == nil {
		return t, false
	}
	a, ok := decl.Body.Attr("value")
	if !ok {
		return t, false
	}
	return t.jump(NewTerm(a.Expr, child.Env()), child.Address+"."+out).walk(rest[1:])
}

// walk takes attribute and index steps.
func (t Term) walk(steps hcl.Traversal) (Term, bool) {
	for _, step := range steps {
		var key cty.Value
		switch s := step.(type) {
		case hcl.TraverseAttr:
			key = cty.StringVal(s.Name)
		case hcl.TraverseIndex:
			key = s.Key
		default:
			return t, false
		}
		next, ok := t.get(key)
		if !ok {
			return t, false
		}
		t = next
	}
	return t, true
}

// SameAs reports that two terms surely have the same value though it may not be known: both come down to the same expression
// in the same module instance.
func (t Term) SameAs(o Term) bool {
	a, b := t.resolve(), o.resolve()
	if a.expr == nil || b.expr == nil || a.doc != nil || b.doc != nil || a.env == nil || b.env == nil || a.env.Scope != b.env.Scope {
		return false
	}
	if len(a.env.names) > 0 || len(b.env.names) > 0 { // each.key is another in every instance
		return false
	}
	text := a.text()
	return text != "" && text == b.text()
}

func (t Term) text() string {
	rng := t.expr.Range()
	src := t.env.source(rng.Filename)
	if rng.Start.Byte < 0 || rng.End.Byte > len(src) || rng.Start.Byte >= rng.End.Byte {
		return ""
	}
	return string(src[rng.Start.Byte:rng.End.Byte])
}

// Known lists the known pieces of a string, in order; nil when nothing of it shows.
func (t Term) Known() []string {
	v := t.Value()
	bare, marks := v.Unmark()
	if bare.Type() == cty.String && bare.IsKnown() && !bare.IsNull() {
		return []string{bare.AsString()}
	}
	if p, ok := onlyPieces(marks); ok {
		return p.Known
	}
	tmpl, ok := t.resolve().expr.(*hclsyntax.TemplateExpr)
	if !ok {
		return nil
	}
	var pieces []string
	for _, part := range tmpl.Parts {
		pieces = append(pieces, t.resolve().sub(part).Known()...)
	}
	return pieces
}
