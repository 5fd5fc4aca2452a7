package eval

import (
	"bytes"
	"hash/fnv"
	"slices"
	"unicode"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/module"
)

// Alone reports whether nothing can tell this module instance from another of the same module with the same inputs: its outputs are not
// asked for, and it uses the providers of the root.
func (s *Scope) Alone() bool {
	if s.Call == nil || s.Maybe {
		return false
	}
	return !s.ownProviders() && !s.Root.mentioned(s.Parent.Module)[s.Call.Name]
}

// ownProviders reports whether resources here may be managed with other configurations than those of the root, by a block or a `providers` map on the way.
func (s *Scope) ownProviders() bool {
	for ; s.Call != nil; s = s.Parent {
		if _, wired := s.Call.Body.Attr("providers"); wired || len(s.Module.Providers) > 0 {
			return true
		}
	}
	return false
}

// mentioned are the calls whose name stands anywhere in the module as module.NAME. A comment counts as well: to be wrong that way costs
// time only.
func (r *Root) mentioned(m *module.Module) map[string]bool {
	if names, ok := r.mentions[m]; ok {
		return names
	}
	names := map[string]bool{}
	for _, f := range m.Files {
		for _, after := range bytes.Split(f.Bytes, []byte(rootModule))[1:] {
			if name, ok := bytes.CutPrefix(bytes.TrimLeft(after, space), []byte(".")); ok {
				name = bytes.TrimLeft(name, space)
				names[string(name[:identifierLength(name)])] = true
			}
		}
	}
	if r.mentions == nil {
		r.mentions = map[*module.Module]map[string]bool{}
	}
	r.mentions[m] = names
	return names
}

const space = " \t\r\n"

// identifierLength is how much of the text is one name.
func identifierLength(text []byte) int {
	end := bytes.IndexFunc(text, func(c rune) bool {
		return c != '_' && c != '-' && !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c)
	})
	if end < 0 {
		return len(text)
	}
	return end
}

// Likeness is a number that is the same for module instances with the same inputs. It works the inputs out.
func (s *Scope) Likeness() uint64 {
	h := fnv.New64a()
	for _, name := range s.variables() {
		bare, _ := s.Var(name).UnmarkDeep()
		var sum [8]byte
		for i, n := 0, bare.Hash(); i < len(sum); i++ {
			sum[i] = byte(n >> (8 * i))
		}
		_, _ = h.Write([]byte(name))
		_, _ = h.Write(sum[:])
	}
	return h.Sum64()
}

// Twin reports that another instance of the same module has surely the same inputs, so that whatever holds for one holds for the other.
func (s *Scope) Twin(o *Scope) bool {
	if s.Module != o.Module || s.Key != o.Key && len(s.Root.Installed) > 0 {
		return false
	}
	for _, name := range s.variables() {
		if !s.sameInput(o, name) && !s.Var(name).RawEquals(o.Var(name)) {
			return false
		}
	}
	return true
}

func (s *Scope) variables() []string {
	names := make([]string, 0, len(s.Module.Variables))
	for name := range s.Module.Variables {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// sameInput reports that both are given the same expression in the same place of evaluation, or neither is given any.
func (s *Scope) sameInput(o *Scope, name string) bool {
	a, given := s.given(name)
	b, other := o.given(name)
	if !given || !other {
		return given == other && hasDefault(s.Module.Variables[name])
	}
	return a.expr == b.expr && s.Parent == o.Parent && !iterates(a.expr) || a.SameAs(b)
}

func hasDefault(decl *module.Named) bool {
	_, ok := decl.Body.Attr("default")
	return ok
}

// iterates reports whether an expression may be worth something else in every instance of its block.
func iterates(expr hcl.Expression) bool {
	return slices.ContainsFunc(expr.Variables(), func(t hcl.Traversal) bool {
		root := t.RootName()
		return root == "count" || root == "each"
	})
}
