package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// memory keeps what was worked out in a root, by where it stands: many ask for the same, each check anew.
type memory struct {
	values    map[standing]cty.Value
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
	if m.unsettled != before {
		return v
	}
	if m.values == nil {
		m.values = map[standing]cty.Value{}
	}
	m.values[at] = v
	return v
}
