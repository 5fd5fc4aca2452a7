package module_test

import "testing"

func TestVariablesFilesHoldConstants(t *testing.T) {
	t.Parallel()
	l := loader(t, `
-- main.tf --
-- good.tfvars --
a = [for x in [1, 2] : x * 2]
b = "a-${1 + 1}"
-- good.json --
{"a": "${file(\"x\")}"}
-- call.tfvars --
a = [upper("x")]
-- reference.tfvars --
a = "x-${local.b}"
-- block.tfvars --
a {}
-- list.json --
[1]
`)
	for file, wrong := range map[string]int{"good.tfvars": 0, "good.json": 0, "call.tfvars": 1, "reference.tfvars": 1, "block.tfvars": 1, "list.json": 1} {
		_, diags := l.Vars(file)
		if len(diags) != wrong {
			t.Errorf("%s: got %v", file, diags)
		}
		for _, d := range diags {
			if !d.Error || d.Place.Filename != file {
				t.Errorf("%s: got %v", file, d)
			}
		}
	}
}

func TestWrongLabels(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"locals \"a\" {}", "terraform \"a\" {}", "variable {}", "variable \"a\" \"b\" {}", "resource \"a\" {}", "data \"a\" \"b\" \"c\" {}",
		"resource \"a\" \"b\" {\n  c {\n    dynamic {}\n  }\n}", "resource \"a\" \"b\" {\n  dynamic \"c\" \"d\" {}\n}",
	} {
		m := loader(t, "-- main.tf --\n"+text+"\n").Load(".")
		if len(m.Diagnostics) != 1 || !m.Diagnostics[0].Error {
			t.Errorf("%s: got %v", text, m.Diagnostics)
		}
	}
}
