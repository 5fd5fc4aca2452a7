package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/source"
)

// memory keeps what was worked out in a root, by where it stands: many ask for the same, each check anew.
type memory struct {
	values    map[standing]cty.Value
	parts     map[standing]*listing // nil: they are being worked out
	templates map[source.Place]hclsyntax.Expression
	unsettled int // how often somebody asked for what was still being worked out
}

// standing is an expression in one of the environments that it has a meaning in.
type standing struct {
	expr hclsyntax.Expression
	env  *Env
}

// Unsettled says that somebody was given a stand-in for what is still being worked out. What is made from it is not kept: later there is more to say.
func (r *Root) Unsettled() { r.memory.unsettled++ }

// remembered works the value of an expression out once. Expressions of JSON syntax are others each time that somebody asks for them.
func (e *Env) remembered(expr hcl.Expression, work func() cty.Value) cty.Value {
	native, ok := expr.(hclsyntax.Expression)
	if !ok || e == nil || e.Scope == nil {
		return work()
	}
	m := &e.Scope.Root.memory
	at := standing{native, e}
	if v, ok := m.values[at]; ok {
		return v
	}
	before := m.unsettled
	v := work()
	if _, direct := native.(*hclsyntax.ScopeTraversalExpr); !direct {
		if err := e.Scope.Root.work.keeps(native, v); err != nil {
			v = e.Scope.overBudget("This expression", native.Range(), err.Error())
		}
	}
	if m.unsettled != before {
		return v
	}
	if m.values == nil {
		m.values = make(map[standing]cty.Value, 256)
	}
	m.values[at] = v
	return v
}

// listing is what an expression lists, as who stands beside it sees it.
type listing struct {
	elements []Element
	byKey    map[string]int
}

// at is the place of the first element with a key.
func (w *listing) at(key string) (i int, ok bool) {
	if w.byKey == nil {
		w.byKey = make(map[string]int, len(w.elements))
		for i, el := range w.elements {
			if text, ok := knownText(el.Key); ok {
				if _, twice := w.byKey[text]; !twice {
					w.byKey[text] = i
				}
			}
		}
	}
	i, ok = w.byKey[key]
	return i, ok
}

// rememberedParts works the parts of a loop, an object or a call out once; nil for other terms.
func (t Term) rememberedParts() *listing {
	if t.doc != nil || t.env == nil || t.env.Scope == nil {
		return nil
	}
	var at standing
	switch x := t.expr.(type) {
	case *hclsyntax.ForExpr, *hclsyntax.ObjectConsExpr, *hclsyntax.FunctionCallExpr:
		at = standing{x.(hclsyntax.Expression), t.env}
	default:
		return nil
	}
	m := &t.env.Scope.Root.memory
	w, ok := m.parts[at]
	switch {
	case ok && w == nil: // it lists what itself lists
		m.unsettled++
		return &listing{}
	case ok:
		return w
	case m.parts == nil:
		m.parts = map[standing]*listing{}
	}
	m.parts[at] = nil
	before := m.unsettled
	w = &listing{elements: NewTerm(t.expr, t.env).findParts()}
	if m.parts[at] = w; m.unsettled != before {
		delete(m.parts, at)
	}
	return w
}

// under is a part, as the expression's own neighbours see it, seen by whoever came to the expression by the way of t.
func (t Term) under(part Term) Term {
	if !t.away {
		return part
	}
	hop := t.hop
	for _, h := range part.trail() {
		hop = hop.to(h.Place, h.Label)
	}
	part.at, part.away, part.hop = t.at, true, hop
	return part
}

// templateIn parses the text of JSON syntax at a place as a template, once; nil when it is none.
func (r *Root) templateIn(text string, rng source.Place) hclsyntax.Expression {
	if expr, ok := r.memory.templates[rng]; ok {
		return expr
	}
	start := rng.Start
	start.Byte++
	start.Column++
	expr, diags := hclsyntax.ParseTemplate([]byte(text), rng.Filename, start)
	if diags.HasErrors() {
		expr = nil
	}
	if r.memory.templates == nil {
		r.memory.templates = map[source.Place]hclsyntax.Expression{}
	}
	r.memory.templates[rng] = expr
	return expr
}
