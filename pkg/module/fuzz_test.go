package module_test

import (
	"testing"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// FuzzLoad loads whatever bytes as configuration in both syntaxes, as an override, as variables and as the list of installed modules.
func FuzzLoad(f *testing.F) {
	for _, text := range []string{
		"locals {\n  a = 1\n}\n",
		"resource \"a\" \"b\" {\n  x = [for a in b : a]\n  y {\n  }\n}\nmodule \"m\" {\n  source = \"./m\"\n}\n",
		"variable \"v\" {\n  type = object({ a = optional(string, \"x\") })\n}\nv = <<EOT\n${a}\nEOT\n",
		`{"resource": {"a": {"b": [{"x": "${y}"}]}}, "locals": [{"a": 1}], "variable": {"v": {"default": null}}}`,
		`{"Modules": [{"Key": "", "Dir": "."}, {"Key": "m", "Source": "x", "Dir": "../../etc"}]}`,
		"\xef\xbb\xbfa = 1\r\n", "resource {}", `{"resource": []}`, "[[[[", "{", "\"${",
	} {
		f.Add([]byte(text))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := source.Open(dir, map[string][]byte{
			"main.tf": data, "more.tf.json": data, "override.tf": data, "z_override.tf.json": data, "terraform.tfvars": data,
			"a.auto.tfvars.json": data, ".terraform/modules/modules.json": data,
		}, ".")
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		loader := module.NewLoader(tree)
		m := loader.Load(".")
		if m == nil {
			t.Fatal("four files of configuration give no module")
		}
		for _, r := range m.Resources {
			read(r.Body, 0)
		}
		for _, call := range m.Calls {
			read(call.Body, 0)
		}
		for _, name := range m.AutoVars {
			loader.Vars(name)
		}
		installed, _ := loader.Installed(".")
		for key, in := range installed {
			if key != in.Key {
				t.Errorf("%q stands under %q", in.Key, key)
			}
		}
	})
}

// read asks a body for all that it holds.
func read(b module.Body, depth int) {
	for _, a := range b.Attributes() {
		if depth < 8 {
			for _, n := range b.Blocks(a.Name) {
				read(n.Body, depth+1)
			}
		}
	}
	for _, n := range b.BlockTypes() {
		read(n.Body, depth+1)
	}
}
