package fix_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/module"
)

// Whatever is written in the file: nothing panics, what comes out parses, and what no fix touches is as it was.
func FuzzMake(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		f.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(unescape(archive.Files[0].Data, false), false)
		f.Add(unescape(archive.Files[0].Data, true), false)
	}
	f.Add([]byte(`{"resource":{"aws_x":{"a":{},"b":[{"c":[1,2]}]}}}`), true)
	f.Fuzz(func(t *testing.T, data []byte, inJSON bool) {
		name := "main.tf"
		if inJSON {
			name += ".json"
		}
		all := &check.Check{Name: "aws-x-all", Title: "X", Severity: check.Low, Resources: []string{"*"}, Run: everything}
		o := lint.Options{Cwd: t.TempDir(), Overlays: map[string][]byte{name: data}, Checks: []*check.Check{all}, Overlap: true}
		r, err := lint.Run(t.Context(), o)
		if err != nil {
			t.Skip()
		}
		for i := range r.Findings {
			holds(t, name, data, fix.Make(r.Source, r.Findings[i].Fix))
		}
		var fixes []*fix.Fix
		for i := range r.Findings {
			fixes = append(fixes, r.Findings[i].Fix)
		}
		holds(t, name, data, fix.Make(r.Source, fixes...))
	})
}

func holds(t *testing.T, name string, before []byte, plan *fix.Plan) {
	t.Helper()
	after, changed := plan.Files[name]
	if !changed {
		return
	}
	if _, diags := module.Parse(name, after); diags.HasErrors() {
		t.Errorf("%q becomes %q: %v", before, after, diags)
	}
	applied(t, plan, name, before, after)
	if !bytes.Contains(before, []byte("\r")) && bytes.Contains(after, []byte("\r")) {
		t.Errorf("%q becomes %q with other line ends", before, after)
	}
}

// everything asks for each kind of edit.
func everything(p *check.Pass) {
	b := p.Resource.Block
	for _, name := range b.Names() {
		v := b.Get(name.Text)
		p.Report(v, "%s", name.Text).Set(b, name.Text, true)
		p.Report(v, "%s", name.Text).Remove(b, name.Text)
		for _, el := range v.Each() {
			p.Report(el, "x").RemoveElement(el)
			p.Report(el, "y").ReplaceElement(el, "z")
		}
		for _, inner := range b.Blocks(name.Text) {
			p.Report(inner, "x").RemoveBlock(inner)
			p.Report(inner, "y").Set(inner, "q.r", 1)
		}
	}
	p.Report(b, "x").Set(b, "new", "${x}")
	p.Report(b, "y").Set(b, "some.new.one", []string{"a"})
	p.Report(b, "z").AddBlock(b, "more", check.Setting{Path: "a", Value: 1})
	p.Report(b, "v").AddResource(p.Resource, "aws_y", check.Setting{Path: "b", Value: check.Reference("id")})
}
