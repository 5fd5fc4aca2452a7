package graph

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

var record = flag.Bool("record", false, "ask the terraform on the PATH what it plans for the configurations in testdata/eval/configs")

// Each archive in configsDir is a root module. Its last file, planned, is what `terraform plan` said of it: the arguments of all
// terraform_data instances, which need no provider, and the outputs, with their types where they are wholly known.
const (
	configsDir      = "../../testdata/eval/configs"
	plannedFile     = "planned"
	differencesFile = "differences.txt"
	afterApply      = "(known after apply)"
)

// TestGraphIsTerraforms wants every instance and every value that Terraform plans, and no others.
func TestGraphIsTerraforms(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob(configsDir + "/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no configurations", err)
	}
	differences := readDifferences(t)
	for _, file := range archives {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if *record {
				recordPlan(t, file, archive)
			}
			want := plannedLines(t, archive)
			for key, ours := range differences[name] {
				if _, ok := want[key]; !ok || want[key] == ours {
					t.Errorf("%s lists %s, which does not differ", differencesFile, key)
				}
				want[key] = ours
			}
			compareLines(t, graphLines(t, archive), want)
		})
	}
	for name := range differences {
		if !slices.Contains(archives, filepath.Join(configsDir, name+".txtar")) {
			t.Errorf("%s speaks of %s, which is not there", differencesFile, name)
		}
	}
}

// compareLines leaves out the types of outputs that Terraform does not tell.
func compareLines(t *testing.T, got, want map[string]string) {
	t.Helper()
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if got[key] != want[key] {
			t.Errorf("%s\n got %s\nwant %s", key, got[key], want[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[key]; !ok && !strings.HasPrefix(key, "type of ") {
			t.Errorf("%s = %s is not in Terraform's plan", key, got[key])
		}
	}
}

func plannedLines(t *testing.T, archive *txtar.Archive) map[string]string {
	t.Helper()
	for _, f := range archive.Files {
		if f.Name == plannedFile {
			return parseLines(t, string(f.Data))
		}
	}
	t.Fatal("not recorded yet: run with -record")
	return nil
}

func parseLines(t *testing.T, text string) map[string]string {
	t.Helper()
	lines := map[string]string{}
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " = ")
		if !ok {
			t.Fatalf("no value in %q", line)
		}
		lines[key] = value
	}
	return lines
}

// readDifferences reads the lines that are meant to differ, by configuration.
func readDifferences(t *testing.T) map[string]map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(configsDir, differencesFile))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for line := range strings.Lines(string(data)) {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, line, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("no configuration in %q", line)
		}
		if all[name] == nil {
			all[name] = map[string]string{}
		}
		maps.Copy(all[name], parseLines(t, line))
	}
	return all
}

// graphLines are the lines that our graph of the archive's configuration gives.
func graphLines(t *testing.T, archive *txtar.Archive) map[string]string {
	t.Helper()
	g := graphOf(t, unpack(t, archive))
	lines := map[string]string{}
	for _, r := range g.Resources {
		if r.TypeName() != "terraform_data" {
			continue
		}
		if r.Maybe {
			t.Errorf("%s is only maybe there", r.Address)
		}
		for _, arg := range []string{"input", "triggers_replace"} {
			lines[r.Address+"."+arg] = writeValue(r.Get(arg).val)
		}
	}
	for name := range g.Root.Module.Outputs {
		v := g.Root.Output(name)
		lines["output."+name] = writeValue(v)
		ty, err := ctyjson.MarshalType(v.Type())
		if err != nil {
			t.Fatal(err)
		}
		lines["type of output."+name] = string(ty)
	}
	return lines
}

// unpack writes the archive's configuration to a directory.
func unpack(t *testing.T, archive *txtar.Archive) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range archive.Files {
		if f.Name == plannedFile {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func graphOf(t *testing.T, dir string) *Graph {
	t.Helper()
	tree, err := source.Open(dir, nil, ".")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tree.Close)
	loader := module.NewLoader(tree)
	m := loader.Load(".")
	for _, d := range m.Diagnostics {
		t.Error(d.Place, d.Summary, d.Detail)
	}
	inputs := map[string]eval.Term{}
	for _, name := range m.AutoVars {
		vars, diags := loader.Vars(name)
		for _, d := range diags {
			t.Error(d.Place, d.Summary, d.Detail)
		}
		for n, a := range vars {
			inputs[n] = eval.NewTerm(a.Expr, nil)
		}
	}
	installed, _ := loader.Installed(".")
	root := &eval.Root{Loader: loader, Dir: ".", Workspace: "default", Files: treeFiles{tree}, Installed: installed}
	return Build(root, m, inputs)
}

// treeFiles are the files that expressions read.
type treeFiles struct{ tree *source.Tree }

func (f treeFiles) ReadFile(name string) ([]byte, error) { return f.tree.Read(name) }

func (f treeFiles) Exists(name string) (bool, error) {
	_, err := f.tree.Read(name)
	return err == nil, nil
}

func (f treeFiles) List(dir string) ([]string, error) {
	var all []string
	f.tree.Walk(path.Clean(dir), func(sub string, entries []string) {
		for _, e := range entries {
			if rel, err := filepath.Rel(dir, path.Join(sub, e)); err == nil && !strings.HasSuffix(e, "/") {
				all = append(all, filepath.ToSlash(rel))
			}
		}
	})
	if all == nil {
		return nil, fs.ErrNotExist
	}
	return all, nil
}

func (f treeFiles) Abs(string) string { return "" }

// writeValue writes a value as JSON in which what is not known and what is sensitive shows.
func writeValue(v cty.Value) string {
	v, marks := v.Unmark()
	if _, sensitive := marks[eval.Sensitive]; sensitive {
		v, _ = v.UnmarkDeep()
		return "sensitive(" + writeValue(v) + ")"
	}
	ty := v.Type()
	switch {
	case !v.IsKnown():
		return afterApply
	case v.IsNull():
		return "null"
	case ty == cty.String:
		return jsonText(v.AsString())
	case ty.IsPrimitiveType():
		text, err := ctyjson.Marshal(v, ty)
		if err != nil {
			return err.Error()
		}
		return string(text)
	}
	var elements []string
	keyed := ty.IsObjectType() || ty.IsMapType()
	for it := v.ElementIterator(); it.Next(); {
		k, el := it.Element()
		text := writeValue(el)
		if keyed {
			text = writeValue(k) + ":" + text
		}
		elements = append(elements, text)
	}
	if keyed {
		return "{" + strings.Join(elements, ",") + "}"
	}
	return "[" + strings.Join(elements, ",") + "]"
}
