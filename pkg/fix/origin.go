package fix

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// elsewhere follows a value to where it is written. It is changed there only when nothing else takes it from there.
func (r *Resolver) elsewhere(c *change, v graph.Value) {
	hops := v.Origins()
	if len(hops) == 0 || v.Owner() == nil {
		return
	}
	scope := v.Owner().Scope
	for _, h := range hops {
		c.way = append(c.way, h.Place)
		if c.stray == "" {
			scope, c.stray = r.follow(h, scope, v)
		}
	}
	if c.stray == "" {
		c.stray = nowhere(hops[len(hops)-1])
	}
}

// nowhere says why what is written at the end of the way is not to be changed.
func nowhere(h eval.Hop) string {
	file := h.Place.Filename
	switch {
	case file == "":
		return h.Label + " is given on the command line or by the environment"
	case !module.IsConfig(file):
		return h.Label + " is given in " + file
	case downloaded(file):
		return h.Label + " is given in a module that was downloaded"
	}
	return ""
}

// follow takes one step: to where a variable or local gets its value. why says that the step may not be taken.
func (r *Resolver) follow(h eval.Hop, scope *eval.Scope, v graph.Value) (next *eval.Scope, why string) {
	root, name, _ := strings.Cut(h.Label, ".")
	if scope == nil || root != "var" && root != "local" {
		return nil, "it comes from " + h.Label + ", which is not written for it alone"
	}
	if n := r.references(scope.Module)[h.Label]; n > 1 {
		return nil, fmt.Sprintf("%s is used in %d places", h.Label, n)
	}
	if root == "local" || scope.Call == nil {
		return scope, ""
	}
	if _, given := scope.Call.Body.Attr(name); !given {
		return scope, ""
	}
	if manyCalls(v) {
		return nil, h.Label + " is given by several module calls"
	}
	return scope.Parent, ""
}

// manyStandings is how many module instances are looked at; a call that is missed among them is seen when the fix is verified.
const manyStandings = 16

// manyCalls reports a value that several module calls give alike.
func manyCalls(v graph.Value) bool {
	all := v.Owner().Standings(manyStandings)
	for _, s := range all {
		if len(s.Calls) != len(all[0].Calls) {
			return true
		}
		for i, call := range s.Calls {
			if call != all[0].Calls[i] {
				return true
			}
		}
	}
	return false
}

// references counts how often a module refers to each of its variables and locals. A variable's own block may speak of it.
func (r *Resolver) references(m *module.Module) map[string]int {
	if n, ok := r.uses[m]; ok {
		return n
	}
	n := map[string]int{}
	for _, f := range m.Files {
		body, native := f.Body.(*hclsyntax.Body)
		if !native {
			countTexts(n, m, f.Bytes)
			continue
		}
		for _, b := range body.Blocks {
			if b.Type != "variable" {
				count(n, b.Body)
			}
		}
	}
	if r.uses == nil {
		r.uses = map[*module.Module]map[string]int{}
	}
	r.uses[m] = n
	return n
}

func count(n map[string]int, body *hclsyntax.Body) {
	for _, a := range body.Attributes {
		eval.EachReference(a.Expr, func(t hcl.Traversal) {
			if len(t) > 1 {
				if step, ok := t[1].(hcl.TraverseAttr); ok {
					n[t.RootName()+"."+step.Name]++
				}
			}
		})
	}
	for _, b := range body.Blocks {
		count(n, b.Body)
	}
}

// countTexts looks at a file in JSON syntax as a text: what it finds is at least what there is.
func countTexts(n map[string]int, m *module.Module, text []byte) {
	for name := range m.Variables {
		n["var."+name] += bytes.Count(text, []byte("var."+name))
	}
	for name := range m.Locals {
		n["local."+name] += bytes.Count(text, []byte("local."+name))
	}
}

// passable reports as an error that a value takes something else than plain references on its way.
func passable(c change, read func(string) []byte) error {
	if c.stray != "" {
		return errors.New(c.stray)
	}
	for _, at := range append([]source.Place{c.at}, c.way[:len(c.way)-1]...) {
		if !isReference(at, read(at.Filename)) {
			return errComputed
		}
	}
	return nil
}

// isReference reports that a variable or local stands at a place, and nothing but it.
func isReference(at source.Place, data []byte) bool {
	if at.End.Byte > len(data) || at.Start.Byte >= at.End.Byte {
		return false
	}
	text := data[at.Start.Byte:at.End.Byte]
	if inner, ok := bytes.CutPrefix(text, []byte(`"${`)); ok {
		text = bytes.TrimSpace(bytes.TrimSuffix(inner, []byte(`}"`)))
	}
	name, found := bytes.CutPrefix(text, []byte("var."))
	if !found {
		name, found = bytes.CutPrefix(text, []byte("local."))
	}
	return found && hclsyntax.ValidIdentifier(string(name))
}
