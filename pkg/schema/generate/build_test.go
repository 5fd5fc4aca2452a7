package main

import (
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// bindings lays out a package as it is published, from the TypeScript in testdata.
func bindings(t *testing.T) string {
	t.Helper()
	lib := t.TempDir()
	for _, name := range []string{"thing", "provider"} {
		text, err := os.ReadFile(filepath.Join("testdata", name+".ts"))
		if err != nil {
			t.Fatal(err)
		}
		inMap, err := json.Marshal(map[string][]string{"sourcesContent": {string(text)}})
		if err != nil {
			t.Fatal(err)
		}
		compiled := "compiled\n" + sourceMap + base64.StdEncoding.EncodeToString(inMap)
		path := filepath.Join(lib, name, "index.js")
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(compiled), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return lib
}

func TestReadPackage(t *testing.T) {
	t.Parallel()
	version, definitions, err := readPackage(bindings(t))
	if err != nil || version != "1.2.3" {
		t.Fatalf("version %q, %v", version, err)
	}
	thing := definitions[schema.Resource]["test_thing"]
	if thing == nil {
		t.Fatal("the resource is missing")
	}
	endpoint := cty.Object(map[string]cty.Type{"host": cty.String})
	for name, want := range map[string]schema.Attribute{
		"endpoints": {Type: cty.Set(endpoint), Computed: true},
		"groups":    {Type: cty.Set(cty.List(endpoint)), Computed: true},
		"labels":    {Type: cty.Map(cty.String), Computed: true},
		"name":      {Type: cty.String, Required: true},
		"ports":     {Type: cty.Set(cty.Number), Optional: true},
	} {
		if got := thing.Attributes[name]; got == nil || !got.Type.Equals(want.Type) ||
			got.Required != want.Required || got.Optional != want.Optional || got.Computed != want.Computed {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	for name, want := range map[string]schema.NestedBlock{
		"rule":       {Nesting: schema.Set, AsAttribute: true},
		"disk":       {Nesting: schema.List, MinItems: 1, MaxItems: 1},
		"definition": {Nesting: schema.List, MaxItems: 1},
		"timeouts":   {Nesting: schema.Single, MaxItems: 1},
	} {
		got := *thing.Blocks[name]
		if got.Opaque != (name == "definition") {
			t.Errorf("%s: opaque is %v", name, got.Opaque)
		}
		if got.Block = nil; got != want {
			t.Errorf("%s: got %+v, want %+v", name, got, want)
		}
	}
	if len(thing.Attributes) != 5 || len(thing.Blocks) != 4 {
		t.Errorf("%d attributes, %d blocks", len(thing.Attributes), len(thing.Blocks))
	}
}

func TestWhatHoldsItselfIsNestedThreeTimes(t *testing.T) {
	t.Parallel()
	_, definitions, err := readPackage(bindings(t))
	if err != nil {
		t.Fatal(err)
	}
	third := definitions[schema.Resource]["test_thing"].Blocks["disk"].Blocks["disk"].Blocks["disk"]
	if third == nil || third.Attributes["encrypted"] == nil || len(third.Blocks) != 0 {
		t.Errorf("got %+v", third)
	}
}

func TestProviderBlock(t *testing.T) {
	t.Parallel()
	_, definitions, err := readPackage(bindings(t))
	if err != nil {
		t.Fatal(err)
	}
	role := definitions[schema.ProviderBlock]["test"].Blocks["assume_role"]
	if role == nil || role.Nesting != schema.List || role.AsAttribute {
		t.Fatalf("got %+v", role)
	}
	if arn := role.Attributes["role_arn"]; arn == nil || !arn.Required || arn.Type != cty.String {
		t.Errorf("role_arn: %+v", arn)
	}
	if arns := role.Attributes["policy_arns"]; arns == nil || !arns.Optional || !arns.Type.Equals(cty.Set(cty.String)) {
		t.Errorf("policy_arns: %+v", arns)
	}
}

func TestWhatIsNotUnderstoodStops(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"  private _name?: Date;",
		"  public get name() {\n    return this.getDateAttribute('name');",
	} {
		module := newParser().parse(splitLines("export class Thing extends cdktn.TerraformResource {\n" +
			"  // name - computed: true, optional: false, required: false\n" + line + "\n}\n"))
		if _, err := module.build(); err == nil {
			t.Errorf("no error for %s", line)
		}
	}
}
