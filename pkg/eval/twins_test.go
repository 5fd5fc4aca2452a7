package eval

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Calls of one module are told to be alike though the loader has let go of it between them.
func TestTwinsOfAModuleThatIsReleased(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"main.tf": "module \"a\" {\n  source = \"./m\"\n}\nmodule \"b\" {\n  source = \"./m\"\n}\n", "m/main.tf": "output \"x\" {}\n"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(dir, nil, ".")
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	loader := module.NewLoader(tree)
	s := NewScope(&Root{Loader: loader, Dir: ".", Resources: func(*Scope) Resources { return noResources{} }}, loader.Load("."), nil)
	a := s.Children("a")
	loader.Release("m")
	b := s.Children("b")
	if len(a.Scopes) != 1 || len(b.Scopes) != 1 || !b.Scopes[0].Twin(a.Scopes[0]) {
		t.Errorf("not twins: %v, %v", a.Scopes, b.Scopes)
	}
}
