package module_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// loader writes the files of an archive and returns a loader of their directory.
func loader(t *testing.T, text string) *module.Loader {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(text)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(dir, nil, ".")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tree.Close)
	return module.NewLoader(tree)
}

func load(t *testing.T, text string) *module.Module {
	t.Helper()
	m := loader(t, text).Load(".")
	if m == nil {
		t.Fatal("no module")
	}
	return m
}

// clean is load for configuration that nothing is wrong with.
func clean(t *testing.T, text string) *module.Module {
	t.Helper()
	m := load(t, text)
	for _, d := range m.Diagnostics {
		t.Error(d.Place, d.Summary, d.Detail)
	}
	return m
}

// written shows an argument's literal value.
func written(b module.Body, name string) string {
	a, ok := b.Attr(name)
	if !ok {
		return "not written"
	}
	s, ok := module.Literal(a.Expr)
	if !ok {
		return "no literal"
	}
	return s
}

func local(t *testing.T, m *module.Module, name string) string {
	t.Helper()
	l := m.Locals[name]
	if l == nil {
		return "not declared"
	}
	s, _ := module.Literal(l.Expr)
	return s
}

func addresses(m *module.Module) string {
	var all []string
	for _, r := range m.Resources {
		all = append(all, r.String())
	}
	return strings.Join(all, " ")
}

func TestTofuStandsInForTf(t *testing.T) {
	t.Parallel()
	m := clean(t, `
-- a.tf --
locals { a = "tf" }
-- a.tofu --
locals { a = "tofu" }
-- b.tf.json --
{"locals": {"b": "tf"}}
-- b.tofu.json --
{"locals": {"b": "tofu"}}
-- c.tf --
locals { c = "tf" }
-- c.tofu.json --
{"locals": {"d": "tofu"}}
-- e.tofu --
locals { e = "tofu" }
-- e_override.tf --
locals { e = "overridden by tf" }
-- e_override.tofu --
locals { e = "overridden by tofu" }
`)
	for name, want := range map[string]string{"a": "tofu", "b": "tofu", "c": "tf", "d": "tofu", "e": "overridden by tofu"} {
		if got := local(t, m, name); got != want {
			t.Errorf("local.%s: got %s, want %s", name, got, want)
		}
	}
}

func TestOverrideFilesAreToldByName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"override.tf": "over", "x_override.tf": "over", "override.tf.json": "over", "x.y_override.tf.json": "over", "_override.tofu": "over",
		"z_overrides.tf": "base", "z.override.tf": "base", "zoverride.tf": "base", "z_override.b.tf": "base",
	} {
		text := "locals { x = \"over\" }\n"
		if strings.HasSuffix(name, ".json") {
			text = `{"locals": {"x": "over"}}` + "\n"
		}
		m := load(t, "-- main.tf --\nlocals { x = \"base\" }\n-- "+name+" --\n"+text)
		if got := local(t, m, "x"); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestOverridesMerge(t *testing.T) {
	t.Parallel()
	m := clean(t, `
-- main.tf --
resource "t" "x" {
  keep    = "base"
  replace = "base"
  kept {
    a = "base"
  }
  rule {
    a = "base 1"
  }
  rule {
    a = "base 2"
  }
  dynamic "made" {
    for_each = []
    content {}
  }
  dynamic "rule" {
    for_each = []
    content {}
  }
  plain {
    a = "base"
  }
}
provider "p" {
  region = "base"
  other  = "base"
}
provider "p" {
  alias  = "b"
  region = "base b"
}
-- a_override.tf --
resource "t" "x" {
  replace = "a"
  rule {
    a = "a"
  }
  dynamic "plain" {
    for_each = []
    content {}
  }
}
provider "p" {
  region = "a"
}
-- b_override.tf.json --
{"resource": {"t": {"x": {"replace": "b", "added": "b"}}}}
`)
	if len(m.Resources) != 1 {
		t.Fatalf("got %s", addresses(m))
	}
	body := m.Resources[0].Body
	for name, want := range map[string]string{"keep": "base", "replace": "b", "added": "b"} {
		if got := written(body, name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	var seen []string
	for _, typ := range []string{"kept", "rule", "plain", "dynamic"} {
		labels := []string{"type"}
		if typ != "dynamic" {
			labels = nil
		}
		for _, n := range body.Blocks(typ, labels...) {
			seen = append(seen, strings.TrimSpace(typ+" "+strings.Join(n.Labels, " ")))
		}
	}
	if got, want := strings.Join(seen, ", "), "kept, rule, dynamic made, dynamic plain"; got != want {
		t.Errorf("blocks: got %s, want %s", got, want)
	}
	var types []string
	for _, n := range body.BlockTypes() {
		types = append(types, strings.Join(append([]string{n.Type}, n.Labels...), " "))
	}
	if got, want := strings.Join(types, ", "), "kept, dynamic made, rule, dynamic plain"; got != want {
		t.Errorf("block types: got %s, want %s", got, want)
	}
	if len(m.Providers) != 2 || written(m.Providers[0].Body, "region") != "a" || written(m.Providers[0].Body, "other") != "base" || written(m.Providers[1].Body, "region") != "base b" {
		t.Error("providers are not merged by name and alias")
	}
}

func TestJSONGivesTheSameModule(t *testing.T) {
	t.Parallel()
	native := clean(t, `
-- main.tf --
variable "v" {
  default = "d"
}
locals {
  a = "1"
  b = "2"
}
resource "t" "x" {
  name = "n"
  rule {
    port = "1"
  }
  rule {
    port = "2"
  }
}
data "t" "y" {}
module "m" {
  source = "./m"
}
output "o" {
  value = "v"
}
provider "p" {}
terraform {}
moved {
  from = a.b
  to   = a.c
}
`)
	json := clean(t, `
-- main.tf.json --
{
  "variable": {"v": {"default": "d"}},
  "locals": [{"a": "1"}, {"b": "2"}],
  "resource": {"t": {"x": {"name": "n", "rule": [{"port": "1"}, {"port": "2"}]}}},
  "data": [{"t": {"y": {}}}],
  "module": {"m": {"source": "./m"}},
  "output": {"o": [{"value": "v"}]},
  "provider": {"p": {}},
  "terraform": {},
  "moved": [{"from": "a.b", "to": "a.c"}]
}
`)
	if a, b := outline(native), outline(json); a != b {
		t.Errorf("native\n%s\njson\n%s", a, b)
	}
}

func outline(m *module.Module) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(m.Locals)) {
		fmt.Fprintln(&out, "local", name, m.Locals[name].Expr.Range().Empty())
	}
	for _, r := range m.Resources {
		fmt.Fprintln(&out, r.String(), written(r.Body, "name"))
		for _, n := range r.Body.Blocks("rule") {
			fmt.Fprintln(&out, "  rule", written(n.Body, "port"))
		}
	}
	for _, n := range slices.Concat(m.Calls, m.Providers, m.Settings, m.Others) {
		fmt.Fprintln(&out, n.Type, n.Name, written(n.Body, "source"))
	}
	fmt.Fprintln(&out, written(m.Variables["v"].Body, "default"), written(m.Outputs["o"].Body, "value"))
	return out.String()
}

func TestFilesThatAreNotConfiguration(t *testing.T) {
	t.Parallel()
	m := clean(t, `
-- main.tf --
locals { a = "1" }
-- a.tftest.hcl --
run "x" {}
-- b.tofutest.hcl --
-- c.tftest.json --
{}
-- d.tfstack.hcl --
-- d.tfquery.hcl --
-- d.tfmock.hcl --
-- e.txt --
-- .f.tf --
locals { a = "hidden" }
-- g.tf~ --
locals { a = "backup" }
-- h.tf.bak --
`)
	var unread []string
	for _, u := range m.Unread {
		if !u.Foreign {
			t.Errorf("%s is a gap: %s", u.Name, u.Reason)
		}
		unread = append(unread, u.Name)
	}
	if got, want := strings.Join(unread, " "), "a.tftest.hcl b.tofutest.hcl c.tftest.json d.tfmock.hcl d.tfquery.hcl d.tfstack.hcl"; got != want {
		t.Errorf("not linted: got %s, want %s", got, want)
	}
	if local(t, m, "a") != "1" {
		t.Error("a hidden file or a backup is read")
	}
	if loader(t, "-- notes.txt --\n").Load(".") != nil || loader(t, "").Load("none") != nil {
		t.Error("a directory without configuration is a module")
	}
}

// Places are of the bytes on disk, byte order mark and carriage returns included.
func TestByteOrderMarkAndLineEnds(t *testing.T) {
	t.Parallel()
	for _, file := range []struct{ name, text string }{
		{"main.tf", "\xef\xbb\xbflocals {\r\n  a = \"x\"\r\n}\r\nresource \"t\" \"x\" {}\r\n"},
		{"main.tf.json", "\xef\xbb\xbf{\"locals\": {\r\n\"a\": \"x\"},\r\n\"resource\": {\"t\": {\"x\": {}}}}"},
	} {
		m := clean(t, "-- "+file.name+" --\n"+file.text)
		if local(t, m, "a") != "x" || addresses(m) != "t.x" {
			t.Errorf("%s: not all is read", file.name)
			continue
		}
		place := m.Locals["a"].Expr.Range()
		if got := string(place.SliceBytes(m.Files[0].Bytes)); got != `"x"` || place.Start.Line != 2 {
			t.Errorf("%s: %s shows %q", file.name, place, got)
		}
	}
}

func TestSyntaxErrorsLeaveOutOnlyWhatTheyTear(t *testing.T) {
	t.Parallel()
	m := load(t, `
-- a.tf --
resource "t" "before" {
  a = 1
}
resource "t" "torn" {
  a = [1,
  b = {
}
-- b.tf --
resource "t" "one" {}
resource "t" "broken" {
  a = = 1
}
resource "t" "two" {}
-- c.tf --
resource "t" "fine" {}
-- d.tf.json --
{"resource": {"t": {"half": {"a": 1}
-- e.tf --
resource "t" {}
resource "t" "three" {}
locals "x" {}
variable {}
`)
	if got, want := addresses(m), "t.before t.one t.two t.fine t.three"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	failed := map[string]bool{}
	for _, d := range m.Diagnostics {
		if d.Error && d.Place.Filename != "" {
			failed[d.Place.Filename] = true
		}
	}
	if got := strings.Join(slices.Sorted(maps.Keys(failed)), " "); got != "a.tf b.tf d.tf.json e.tf" {
		t.Errorf("errors are told of %s", got)
	}
	var unread []string
	for _, u := range m.Unread {
		unread = append(unread, u.Name)
	}
	if got := strings.Join(unread, " "); got != "a.tf b.tf d.tf.json" {
		t.Errorf("not wholly read: %s", got)
	}
}

// The parser recurses: nesting this deep would end the process.
func TestDeepNestingIsRefused(t *testing.T) {
	t.Parallel()
	const deep = 200_000
	for name, data := range map[string]string{
		"a.tf":      "x = " + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "\n",
		"b.tf":      strings.Repeat("a {\n", deep) + strings.Repeat("}\n", deep),
		"c.tf":      "x = " + strings.Repeat("(", deep),
		"d.tf":      "x = \"" + strings.Repeat("${\"", deep),
		"e.tf.json": `{"locals": {"a": ` + strings.Repeat("[", deep) + strings.Repeat("]", deep) + "}}",
		"f.tfvars":  "x = " + strings.Repeat("{a=", deep),
	} {
		_, diags := module.Parse(name, []byte(data))
		if !diags.HasErrors() || diags[0].Subject == nil || diags[0].Subject.Filename != name {
			t.Errorf("%s: got %v", name, diags)
		}
	}
	if _, diags := module.Parse("fine.tf", []byte("x = "+strings.Repeat("[", 100)+strings.Repeat("]", 100)+"\n")); diags.HasErrors() {
		t.Error(diags)
	}
}

func TestDuplicatesAreBothKept(t *testing.T) {
	t.Parallel()
	m := load(t, `
-- a.tf --
resource "t" "x" {
  a = "first"
}
locals { l = "first" }
-- b.tf --
resource "t" "x" {
  a = "second"
}
locals { l = "second" }
`)
	if len(m.Resources) != 2 || len(m.Diagnostics) != 2 {
		t.Errorf("got %s and %v", addresses(m), m.Diagnostics)
	}
	if first := m.Resource(module.Addr{Type: "t", Name: "x"}); first == nil || written(first.Body, "a") != "first" || local(t, m, "l") != "first" {
		t.Error("a reference does not mean the first")
	}
}

func TestVariablesFilesInOrder(t *testing.T) {
	t.Parallel()
	l := loader(t, `
-- main.tf --
-- z.auto.tfvars --
-- terraform.tfvars.json --
{"a": "x"}
-- b.auto.tfvars.json --
-- a.auto.tfvars --
-- terraform.tfvars --
a = 1
b = "two"
-- prod.tfvars --
-- broken.tfvars --
a = 1
b = = 2
block {}
`)
	if got := strings.Join(l.Load(".").AutoVars, " "); got != "terraform.tfvars terraform.tfvars.json a.auto.tfvars b.auto.tfvars.json z.auto.tfvars" {
		t.Errorf("got %s", got)
	}
	if vars, diags := l.Vars("terraform.tfvars"); len(vars) != 2 || len(diags) != 0 {
		t.Errorf("got %v, %v", vars, diags)
	}
	if vars, diags := l.Vars("broken.tfvars"); vars["a"].Expr == nil || len(diags) == 0 {
		t.Errorf("broken: got %v, %v", vars, diags)
	}
	if _, diags := l.Vars("none.tfvars"); len(diags) != 1 || !diags[0].Error || diags[0].Place.Filename != "none.tfvars" {
		t.Errorf("none: got %v", diags)
	}
}

func TestInstalledModules(t *testing.T) {
	t.Parallel()
	l := loader(t, `
-- live/.terraform/modules/modules.json --
{"Modules": [
  {"Key": "", "Source": "", "Dir": "."},
  {"Key": "web", "Source": "registry.terraform.io/x/web/aws", "Version": "1.2.3", "Dir": ".terraform/modules/web"},
  {"Key": "web.rules", "Source": "./modules/rules", "Dir": ".terraform\\modules\\web\\modules\\rules"},
  {"Key": "evil", "Source": "x", "Dir": "../../../../../../etc"},
  {"Key": "absolute", "Source": "x", "Dir": "/etc"}
]}
-- broken/.terraform/modules/modules.json --
{"Modules": [{"Key": "web", "Dir": 
-- odd/.terraform/modules/modules.json --
{"Modules": {"Key": 1}}
`)
	in, diags := l.Installed("live")
	if len(diags) > 0 {
		t.Errorf("got %v", diags)
	}
	for key, want := range map[string]string{"web": "live/.terraform/modules/web", "web.rules": "live/.terraform/modules/web/modules/rules"} {
		if in[key].Dir != want {
			t.Errorf("%s: got %s, want %s", key, in[key].Dir, want)
		}
	}
	if in["web"].Version != "1.2.3" {
		t.Errorf("got %+v", in["web"])
	}
	for _, key := range []string{"evil", "absolute"} {
		if l.Load(in[key].Dir) != nil {
			t.Errorf("%s: %s is read", key, in[key].Dir)
		}
	}
	for root, broken := range map[string]bool{"broken": true, "odd": true, "none": false} {
		if in, diags := l.Installed(root); len(in) != 0 || (len(diags) == 1 && diags[0].Error) != broken {
			t.Errorf("%s: got %v and %v", root, in, diags)
		}
	}
}

func TestBodiesShowWhatIsWritten(t *testing.T) {
	t.Parallel()
	body, diags := module.Parse("x.tf", []byte("b = 1\na = 2\n"))
	if diags.HasErrors() || body == nil {
		t.Fatal(diags)
	}
	m := clean(t, "-- main.tf --\nresource \"t\" \"x\" {\n  b = 1\n  a = 2\n}\n-- override.tf --\nresource \"t\" \"x\" {\n  b = 3\n}\n")
	var names []string
	for _, a := range m.Resources[0].Body.Attributes() {
		names = append(names, a.Name)
	}
	if got := strings.Join(names, " "); got != "a b" {
		t.Errorf("got %s", got)
	}
	if head := m.Resources[0].Head; head.Filename != "main.tf" || head.Start != hcl.InitialPos {
		t.Errorf("the head is at %s", head)
	}
}
