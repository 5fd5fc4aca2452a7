package eval

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

var record = flag.Bool("record", false, "ask the terraform on the PATH what the expressions in testdata/eval/functions.txt are worth")

const (
	goldenFile = "../../testdata/eval/functions.txt"
	goldenDir  = "../../testdata/eval/functions"
)

// TestFunctionsAreTerraforms evaluates every expression of the golden, and wants what Terraform made of it.
func TestFunctionsAreTerraforms(t *testing.T) {
	t.Parallel()
	golden, err := readGolden(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	if *record {
		recordGolden(t, golden)
	}
	functions := Functions(testFiles{})
	called := map[string]bool{}
	for _, entry := range golden.entries() {
		t.Run(entry.expression, func(t *testing.T) {
			want, got := entry.want(), evaluate(entry.expression, called)
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	for name := range functions {
		if !called[name] && !called[namespace+name] && !strings.HasPrefix(name, namespace) && !openTofuOnly(name) && !strings.HasPrefix(name, "provider::aws::") {
			t.Errorf("no expression calls %s", name)
		}
	}
}

func openTofuOnly(name string) bool {
	return name == "base64gunzip" || name == "cidrcontains" || name == "urldecode"
}

// evaluate writes what an expression is worth as the golden does.
func evaluate(expression string, called map[string]bool) string {
	expr, diags := hclsyntax.ParseExpression([]byte(expression), "", hcl.InitialPos)
	if diags.HasErrors() {
		return diags.Error()
	}
	_ = hclsyntax.VisitAll(expr.(hclsyntax.Node), func(node hclsyntax.Node) hcl.Diagnostics {
		if call, ok := node.(*hclsyntax.FunctionCallExpr); ok && called != nil {
			called[call.Name] = true
		}
		return nil
	})
	value, diags := expr.Value(testContext())
	if diags.HasErrors() {
		return "error"
	}
	return written(value)
}

func testContext() *hcl.EvalContext {
	of := func(ty cty.Type) cty.Value { return cty.UnknownVal(ty) }
	variables := cty.ObjectVal(map[string]cty.Value{
		"us":   of(cty.String),
		"un":   of(cty.Number),
		"ub":   of(cty.Bool),
		"ul":   of(cty.List(cty.String)),
		"uset": of(cty.Set(cty.String)),
		"um":   of(cty.Map(cty.String)),
		"uo":   of(cty.Object(map[string]cty.Type{"a": cty.String, "b": cty.Number})),
		"ut":   of(cty.Tuple([]cty.Type{cty.String, cty.Number})),
		"ull":  of(cty.List(cty.List(cty.String))),
		"ua":   cty.DynamicVal,

		"greeting": cty.StringVal("Hello, ${name}!"),
		"only":     cty.StringVal("${a}"),
		"calling":  cty.StringVal("${upper(a)}"),
		"broken":   cty.StringVal("${a"),
		"again":    cty.StringVal(`${templatestring("x", {})}`),
		"numbers":  cty.StringVal("%{ for i, x in a }${i}=${x};%{ endfor }"),
	})
	return &hcl.EvalContext{Variables: map[string]cty.Value{"var": variables}, Functions: Functions(testFiles{})}
}

// testFiles are the files beside the golden.
type testFiles struct{}

func (testFiles) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(goldenDir, p)
}

func (f testFiles) ReadFile(p string) ([]byte, error) { return os.ReadFile(f.path(p)) }

func (f testFiles) Exists(p string) (bool, error) {
	info, err := os.Stat(f.path(p))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, errors.New("not a file")
	}
	return true, nil
}

func (f testFiles) List(directory string) ([]string, error) {
	root := f.path(directory)
	var names []string
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		return nil, fs.ErrNotExist
	}
	err := filepath.WalkDir(root, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Type().IsRegular() {
			name, _ := filepath.Rel(root, p)
			names = append(names, filepath.ToSlash(name))
		}
		return nil
	})
	return names, err
}

func (testFiles) Abs(p string) string { return filepath.Join("$HERE", p) }

// golden is the file of expressions, in its order, comments included.
type golden struct{ parts []*entry }

// entry is a comment or an expression, with what it is worth to Terraform and, where that is meant to differ, to us.
type entry struct {
	comment    string
	expression string
	terraform  []string
	reason     string
	ours       []string
}

func (g *golden) entries() []*entry {
	var found []*entry
	for _, part := range g.parts {
		if part.expression != "" {
			found = append(found, part)
		}
	}
	return found
}

func (e *entry) want() string {
	if e.reason != "" {
		return strings.Join(e.ours, "\n")
	}
	return strings.Join(e.terraform, "\n")
}

const (
	indented = "    "
	differs  = "  ! "
)

func readGolden(name string) (*golden, error) {
	content, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	g, last := &golden{}, &entry{}
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, differs+"because "):
			last.reason = strings.TrimPrefix(line, differs+"because ")
		case strings.HasPrefix(line, differs):
			last.ours = append(last.ours, strings.TrimPrefix(line, differs))
		case strings.HasPrefix(line, indented):
			last.terraform = append(last.terraform, strings.TrimPrefix(line, indented))
		case line == "" || strings.HasPrefix(line, "#"):
			last = &entry{comment: line}
			g.parts = append(g.parts, last)
		default:
			last = &entry{expression: line}
			g.parts = append(g.parts, last)
		}
	}
	return g, nil
}

func (g *golden) write(name string) error {
	var out strings.Builder
	for _, part := range g.parts {
		if part.expression == "" {
			fmt.Fprintln(&out, part.comment)
			continue
		}
		fmt.Fprintln(&out, part.expression)
		for _, line := range part.terraform {
			fmt.Fprintln(&out, indented+line)
		}
		if part.reason != "" {
			fmt.Fprintln(&out, differs+"because "+part.reason)
			for _, line := range part.ours {
				fmt.Fprintln(&out, differs+line)
			}
		}
	}
	return os.WriteFile(name, []byte(out.String()), 0o644)
}
