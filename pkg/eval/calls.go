package eval

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/module"
)

// Children are the instances of a module call.
type Children struct {
	Repetition
	Scopes  []*Scope
	Missing *Cause // the module's configuration is not on disk

	settled bool
}

// Children expands the module call of that name; nil when the module has none.
func (s *Scope) Children(name string) *Children {
	if c, ok := s.children[name]; ok {
		if !c.settled {
			s.Root.Unsettled()
		}
		return c
	}
	call := s.Module.Call(name)
	if call == nil {
		return nil
	}
	key := name
	if s.Key != "" {
		key = s.Key + "." + name
	}
	c := &Children{}
	s.children[name] = c // a call that depends on its own outputs finds no instances
	defer func() { c.settled = true }()
	dir, why := s.moduleDir(call, key)
	var m *module.Module
	if dir != "" {
		m = s.Root.load(dir)
	}
	if s.depth >= maxCalls || m != nil && s.calls(m.Dir) {
		m, why = nil, "module calls go in a circle"
	}
	if m == nil {
		c.Missing = &Cause{Kind: CauseModule, Name: s.childAddress(name, cty.NilVal), Place: call.Head, Hint: why}
		if s.Root.once("missing " + call.Head.String()) {
			s.Root.Missing = append(s.Root.Missing, c.Missing)
		}
		return c
	}
	c.Repetition = s.Env().Repeat(call.Body)
	if each := 1 + len(m.Resources); !s.Root.take(int64(each * len(c.Items))) {
		c.Repetition, c.Missing = Repetition{}, s.tooManyModules(name, call)
	}
	for _, inst := range c.Items {
		child := newScope(s.Root, m)
		child.Address, child.Key = s.childAddress(name, inst.Key), key
		child.Parent, child.Call, child.callEnv, child.depth = s, call, inst.Env, s.depth+1
		child.Maybe = s.Maybe || c.Maybe
		child.Resources = s.Root.Resources(child)
		c.Scopes = append(c.Scopes, child)
	}
	return c
}

func (s *Scope) tooManyModules(name string, call *module.Named) *Cause {
	c := &Cause{Kind: CauseBudget, Name: s.childAddress(name, cty.NilVal), Place: call.Head, Hint: "it is over the budget of instances"}
	s.Root.Diagnose(module.Diagnostic{
		Error: true, Summary: "Too many instances", Place: call.Head,
		Detail: fmt.Sprintf("The modules called make more than %d instances together; those of this call are left out.", maxTotal),
	})
	return c
}

// calls reports whether dir is among the modules that lead here.
func (s *Scope) calls(dir string) bool {
	for p := s; p != nil; p = p.Parent {
		if p.Module.Dir == dir {
			return true
		}
	}
	return false
}

func (s *Scope) childAddress(name string, key cty.Value) string {
	a := "module." + name + FormatKey(key)
	if s.Address != "" {
		a = s.Address + "." + a
	}
	return a
}
