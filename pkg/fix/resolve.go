package fix

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
)

// Resolver makes fixes of findings, as long as their graph is there. It is for one goroutine.
type Resolver struct {
	uses map[*module.Module]map[string]int // how often each variable and local is referred to
}

// Resolve returns the fix of a finding, nil when its check has none for it.
func (r *Resolver) Resolve(f *check.Finding) *Fix {
	if len(f.Fix.Edits) == 0 {
		return nil
	}
	fix := &Fix{}
	var titles []string
	for _, e := range f.Fix.Edits {
		c, why := r.change(e)
		if why == "" && c.kind == replace && c.value == "" {
			why = "its value cannot be written"
		}
		if why == "" && c.kind == replace { // an element may be taken out where it is referred to
			why = c.stray
		}
		if why == "" && downloaded(c.target().Filename) {
			why = "it stands in a module that was downloaded"
		}
		if why != "" {
			return &Fix{Title: strings.Join(append(titles, title(e, c)), ", "), Refused: why}
		}
		if reason := replacement(e); reason != "" && fix.Unsafe == "" {
			fix.Unsafe = reason
		}
		titles = append(titles, title(e, c))
		fix.changes = append(fix.changes, c)
	}
	fix.Title = strings.Join(slices.Compact(titles), ", ")
	return fix
}

// change finds the place of an edit; why says that it has none.
func (r *Resolver) change(e check.Edit) (c change, why string) {
	switch e.Kind {
	case check.SetArgument:
		return r.set(e)
	case check.RemoveArgument:
		v := e.Block.Get(e.Path)
		if !v.Written() {
			return change{}, "it is not written"
		}
		return change{kind: erase, at: v.Place()}, ""
	case check.RemoveBlock:
		return change{kind: drop, at: e.Block.Place()}, inValue(e.Block)
	case check.AddBlock:
		c = change{kind: addBlock, at: e.Block.Place(), label: e.Path}
		for _, s := range e.Settings {
			c.settings = append(c.settings, newSetting(s.Path, s.Value))
		}
		return c, inValue(e.Block)
	case check.AddResource:
		return besides(e), ""
	case check.ReplaceElement:
		c = change{kind: replace, at: e.At.Place()}
		c.value, c.json = texts(e.Value)
		r.elsewhere(&c, e.At)
		return c, ""
	case check.RemoveElement:
		c = change{kind: pull, at: e.At.Place()}
		r.elsewhere(&c, e.At)
		return c, ""
	}
	return change{}, "it is of no known kind"
}

// set is in force over what is written, wherever that is, or else adds to the deepest block that is there.
func (r *Resolver) set(e check.Edit) (change, string) {
	b, rest := e.Block, e.Path
	for {
		name, inner, nested := strings.Cut(rest, ".")
		blocks := b.Blocks(name)
		if !nested || len(blocks) == 0 {
			break
		}
		b, rest = blocks[0], inner
	}
	c := change{kind: add, at: b.Place()}
	v := b.Get(rest)
	one := newSetting(rest, e.Value)
	if v.Written() && !strings.Contains(rest, ".") {
		c = change{kind: replace, at: v.Place(), value: one.value, json: one.json}
		r.elsewhere(&c, v)
		return c, ""
	}
	c.settings = []setting{one}
	if b.Maybe {
		return c, "its block is there only in some cases"
	}
	return c, inValue(b)
}

func inValue(b *graph.Block) string {
	if b.InValue() {
		return "its block is written as a value"
	}
	return ""
}

func besides(e check.Edit) change {
	r := e.Block.Resource()
	c := change{kind: beside, at: r.Place(), label: e.Path, name: r.Name, settings: companionOf(r).settings(e.Settings)}
	for r.Scope.Module.Resource(module.Addr{Type: c.label, Name: c.name}) != nil {
		c.name += "_" + strings.TrimPrefix(c.label, "aws_")
	}
	return c
}
