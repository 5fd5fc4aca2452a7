package graph_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

func TestModulesThatCallThemselvesEnd(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"itself":         "module \"m\" {\n  source = \"./\"\n}\nresource \"terraform_data\" \"x\" {}\n",
		"itself by name": "-- main.tf --\nmodule \"m\" {\n  source = \"./m\"\n}\nresource \"terraform_data\" \"x\" {}\n-- m/main.tf --\nmodule \"m\" {\n  source = \"../m\"\n}\n",
		"in a circle": "-- main.tf --\nmodule \"a\" {\n  source = \"./a\"\n}\nresource \"terraform_data\" \"x\" {}\n" +
			"-- a/main.tf --\nmodule \"b\" {\n  source = \"../b\"\n}\n-- b/main.tf --\nmodule \"a\" {\n  source = \"../a\"\n}\n",
		"back to the root": "-- main.tf --\nmodule \"a\" {\n  source = \"./a\"\n}\nresource \"terraform_data\" \"x\" {}\n" +
			"-- a/main.tf --\nmodule \"root\" {\n  source = \"../\"\n  count  = 3\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := build(t, text)
			if got := addresses(g.Resources); got != "terraform_data.x" {
				t.Errorf("got %s", got)
			}
			missing := g.Root.Root.Missing
			if len(missing) != 1 || !strings.Contains(missing[0].Hint, "circle") {
				t.Errorf("got %v", missing)
			}
		})
	}
}

// A link to its own directory gives a module ever new names.
func TestModulesThatCallThemselvesThroughALinkEnd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var calls strings.Builder
	for _, name := range []string{"a", "b", "c"} {
		fmt.Fprintf(&calls, "module %q {\n  source = \"./link\"\n}\n", name)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(calls.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(".", filepath.Join(dir, "link")); err != nil {
		t.Skip("no links here:", err)
	}
	tree, err := source.Open(dir, nil, ".")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tree.Close)
	loader := module.NewLoader(tree)
	g := graph.Build(&eval.Root{Loader: loader, Dir: "."}, loader.Load("."), nil)
	if n := g.Modules(); n > 100_001 {
		t.Errorf("%d module instances", n)
	}
}

// The same source may be installed twice in different versions: modules.json tells by the path of calls.
func TestInstalledModulesAreFoundByThePathOfCalls(t *testing.T) {
	t.Parallel()
	g := build(t, `
-- main.tf --
module "a" {
  source  = "x/y/z"
  version = "1.0.0"
}
module "b" {
  source  = "x/y/z"
  version = "2.0.0"
}
module "evil" {
  source = "x/evil/z"
}
module "absent" {
  source = "x/absent/z"
}
-- .terraform/modules/modules.json --
{"Modules": [
  {"Key": "a", "Source": "registry.terraform.io/x/y/z", "Version": "1.0.0", "Dir": ".terraform/modules/a"},
  {"Key": "b", "Source": "registry.terraform.io/x/y/z", "Version": "2.0.0", "Dir": ".terraform/modules/b"},
  {"Key": "b.inner", "Source": "git::https://example.com/inner", "Dir": ".terraform/modules/b.inner"},
  {"Key": "evil", "Source": "x", "Dir": "../../../../../../etc"}
]}
-- .terraform/modules/a/main.tf --
resource "terraform_data" "one" {}
-- .terraform/modules/b/main.tf --
resource "terraform_data" "two" {}
module "inner" {
  source = "git::https://example.com/inner"
}
module "local" {
  source = "./local"
}
-- .terraform/modules/b/local/main.tf --
resource "terraform_data" "local" {}
-- .terraform/modules/b.inner/main.tf --
resource "terraform_data" "inner" {}
`)
	want := "module.a.terraform_data.one module.b.terraform_data.two module.b.module.inner.terraform_data.inner module.b.module.local.terraform_data.local"
	if got := addresses(g.Resources); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var missing []string
	for _, c := range g.Root.Root.Missing {
		missing = append(missing, c.Name)
	}
	if got := strings.Join(missing, " "); got != "module.evil module.absent" {
		t.Errorf("missing: got %s", got)
	}
}

// A module outside the repository is not read, wherever its call says it is.
func TestModulesOutsideAreMissing(t *testing.T) {
	t.Parallel()
	g := build(t, "module \"up\" {\n  source = \"../../elsewhere\"\n}\nmodule \"etc\" {\n  source = \"/etc\"\n}\nmodule \"odd\" {\n  source = var.nothing\n}\nmodule \"none\" {}\n")
	if got := len(g.Root.Root.Missing); got != 4 || g.Modules() != 1 {
		t.Errorf("%d missing, %d modules", got, g.Modules())
	}
}
