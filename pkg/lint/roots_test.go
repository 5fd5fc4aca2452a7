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
