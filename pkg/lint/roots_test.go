package lint

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

const openDatabase = "resource \"aws_db_instance\" \"x\" {\n  publicly_accessible = true\n}\n"

func layOut(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func openCheck() *check.Check {
	return &check.Check{
		Name: "open", Title: "Open", Severity: check.High, Duty: check.Network, Resources: []string{"aws_db_instance"},
		Run: check.Argument("publicly_accessible").Default(false).MustBe(false),
	}
}

// A call that is torn by a syntax error calls nothing: its module is linted as a root, though the text says that it is called.
func TestModulesOfTornCallsAreRoots(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]string{
		"in the call":  "module \"m\" {\n  source = \"./m\"\n  x = = 1\n}\n",
		"twice called": "module \"m\" {\n  source = \"./m\"\n  x = )\n}\nmodule \"n\" {\n  source = \"./m\"\n  y = * \n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := layOut(t, map[string]string{"main.tf": broken, "m/main.tf": openDatabase})
			r, err := Run(t.Context(), Options{Cwd: dir, Checks: []*check.Check{openCheck()}})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Place.Filename == "m/main.tf" }) {
				t.Errorf("nothing is found in the module: %v %v", r.Findings, r.Diagnostics)
			}
		})
	}
}

// A call that makes no instance hides nothing from where it stands above it or is applied; a module that is switched off is left out.
func TestCalledWithoutAnInstance(t *testing.T) {
	t.Parallel()
	const off = "module \"m\" {\n  source = \"../\"\n  count = 0\n}\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"from below":     {map[string]string{"main.tf": openDatabase, "evil/main.tf": off}, []string{"main.tf"}},
		"from far below": {map[string]string{"a/main.tf": openDatabase, "a/b/c/main.tf": "module \"m\" {\n  source = \"../../\"\n  for_each = {}\n}\n"}, []string{"a/main.tf"}},
		"from beside":    {map[string]string{"main.tf": "module \"m\" {\n  source = \"./m\"\n  count = 0\n}\n", "m/main.tf": openDatabase}, nil},
		"its variables":  {map[string]string{"x/main.tf": "module \"m\" {\n  source = \"../live\"\n  count = 0\n}\n", "live/main.tf": openDatabase, "live/terraform.tfvars": ""}, []string{"live/main.tf"}},
		"its providers":  {map[string]string{"x/main.tf": "module \"m\" {\n  source = \"../live\"\n  count = 0\n}\n", "live/main.tf": openDatabase, "live/.terraform.lock.hcl": ""}, []string{"live/main.tf"}},
		"an instance": {map[string]string{
			"main.tf": "variable \"open\" {\n}\nresource \"aws_db_instance\" \"x\" {\n  publicly_accessible = var.open\n}\n", "examples/a/main.tf": "module \"m\" {\n  source = \"../../\"\n  open = false\n}\n",
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := layOut(t, c.files)
			r, err := Run(t.Context(), Options{Cwd: dir, Checks: []*check.Check{openCheck()}})
			if err != nil {
				t.Fatal(err)
			}
			s, u, err := NewSession(t.Context(), Options{Cwd: dir, Checks: []*check.Check{openCheck()}})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			for _, r := range []*Result{r, u.Result} {
				var got []string
				for _, f := range r.Findings {
					got = append(got, f.Place.Filename)
				}
				if !slices.Equal(got, c.want) || len(r.Undetermined) > 0 {
					t.Errorf("got %v %v, want %v", got, r.Undetermined, c.want)
				}
			}
		})
	}
}

// What an override file replaces is called by nobody, and is not what makes a circle.
func TestModulesThatAreCalledAreNoRoots(t *testing.T) {
	t.Parallel()
	dir := layOut(t, map[string]string{
		"a/main.tf":          openDatabase + "module \"m\" {\n  source = \"../b\"\n}\n",
		"a/main_override.tf": "module \"m\" {\n  source = \"../c\"\n}\n",
		"b/main.tf":          "module \"a\" {\n  source = \"../a\"\n}\n", "c/main.tf": "",
	})
	r, err := Run(t.Context(), Options{Cwd: dir, Checks: []*check.Check{openCheck()}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || r.Findings[0].Address != "module.a.aws_db_instance.x" || r.Coverage.Modules != 3 {
		t.Errorf("got %v in %d modules", r.Findings, r.Coverage.Modules)
	}
	g, err := BuildGraphs(t.Context(), Options{Cwd: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Roots) != 1 || g.Roots[0].Dir != "b" {
		t.Errorf("got graphs of %v", g.Roots)
	}
}

// What no report needs any more is let go of: roots, and modules that they alone call; what several call stays, and all summaries.
func TestTreesAreReleased(t *testing.T) {
	t.Parallel()
	dir := layOut(t, map[string]string{
		"a/main.tf": "module \"own\" {\n  source = \"./own\"\n}\nmodule \"s\" {\n  source = \"../shared\"\n}\n", "a/own/main.tf": openDatabase,
		"b/main.tf": "module \"s\" {\n  source = \"../shared\"\n}\n", "shared/main.tf": openDatabase,
	})
	tree, err := source.Open(dir, nil, ".")
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	loader := module.NewLoader(tree)
	dirs := []string{"a", "a/own", "b", "shared"}
	reports := lintRoots(context.Background(), loader, dirs, []inputs{{environment: "x"}, {environment: "y"}}, nil, Options{Checks: []*check.Check{openCheck()}})
	if len(reports) != 4 || len(reports[0].findings) != 2 {
		t.Fatalf("got %d reports", len(reports))
	}
	var kept []string
	for _, d := range dirs {
		if loader.Loaded(d) {
			kept = append(kept, d)
		}
		if s := loader.Summary(d); s == nil || len(s.Files) != 1 {
			t.Errorf("%s: summary %v", d, s)
		}
	}
	if !slices.Equal(kept, []string{"shared"}) {
		t.Errorf("still there: %v", kept)
	}
}
