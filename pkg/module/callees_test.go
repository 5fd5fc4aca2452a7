package module

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSourcesWithoutParsing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text string
		want []string
	}{
		{`module "a" { source = "./a" }`, []string{"./a"}},
		{"module \"a\" {\n  source = \"../a\" # not \"./b\"\n  x = { source = \"./c\" }\n  y {\n    source = \"./d\"\n  }\n}\n", []string{"../a"}},
		{"module a {\n  /* source = \"./b\" */\n  source /* here */ = \"./a\"\n}\n", []string{"./a"}},
		{"# module \"a\" {\n#  source = \"./a\"\n# }\n", nil},
		{"resource \"x\" \"y\" {\n  source = \"./a\"\n  text = \"module \\\"m\\\" { source = \\\"./b\\\" }\"\n}\n", nil},
		{"module \"a\" {\n  text = \"${\"}\" == \"{\" ? \"\\\"\" : \"%{if true}}%{endif}\"}\"\n  source = \"./a\"\n}\n", []string{"./a"}},
		{"module \"a\" {\n  text = \"$${\"\n  source = \"./a\"\n}\n", []string{"./a"}},
		{"module \"a\" {\n  ok = local.source == \"./b\"\n  source = \"./a\"\n}\n", []string{"./a"}},
		{"module \"a\" {\n  source = \"hashicorp/a/aws\"\n  dir = \"./b\"\n}\n", nil},
		{"module \"a\" {\n  source = \"./a\"\n}\nmodule \"b\" {\n  source = \"./b\"\n}\n", []string{"./a", "./b"}},
	} {
		s := scanner{data: []byte(test.text)}
		if found, ok := s.calls(); !ok || !slices.Equal(found, test.want) {
			t.Errorf("%s\ngot %v (%v), want %v", test.text, found, ok, test.want)
		}
		if parsed := parsedSources(test.text); !slices.Equal(parsed, test.want) {
			t.Errorf("%s\nparsed %v, want %v", test.text, parsed, test.want)
		}
	}
}

// What the scanner does not understand is left to the parser.
func TestSourcesOfOddFiles(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"module \"a\" {\n  source = \"./a\"\n  text = <<E\n}\nE\n}\nmodule \"b\" {\n  source = \"./b\"\n}\n",
		"module \"a\" {\n  source = \"./a\"\n", "module \"a\" \"b\" = {\n  source = \"./a\"\n}\n",
		"module \"a\n\" {\n  source = \"./a\"\n}\nmodule \"b\" {\n  source = \"./b\"\n}\n", "\"module\" {\n  source = \"./a\"\n}\n",
		"module \"a\" {\n  source = local.dir\n  dir = \"./b\"\n}\n", "module \"a\" { source = (\"./a\") }\n", "module \"a\" { source = \"./${\"a\"}\" }\n",
		"module \"a\" { source = \"\\u002e/a\" }\n", "module \"a\" {\n  source = \"./a\" == 1 ? \"./b\" : \"./c\"\n}\n", "module \"a\" {\n  source = \"./$${a\"\n}\n",
		"module \"a\" {\n  source = \"./a\"\n  source = \"./b\"\n}\n", "\xef\xbb\xbfmodule \"a\" {\n  source = \"./a\"\n}\n",
		"x = 1\n/*\nmodule \"a\" {\n  source = \"./a\"\n}\n", "locals {\n  x = [1\n}\nmodule \"a\" {\n  source = \"./a\"\n}\n]\n",
	} {
		if got, want := sources("x.tf", []byte(text)), parsedSources(text); !slices.Equal(got, want) {
			t.Errorf("%s\ngot %v, want %v", text, got, want)
		}
	}
}

func TestSourcesOfThisRepository(t *testing.T) {
	t.Parallel()
	calls := 0
	err := filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".tf") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		got, want := sources(path, data), parsedSources(string(data))
		if calls += len(want); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
		return nil
	})
	if err != nil || calls == 0 {
		t.Error(calls, err)
	}
}

func FuzzSources(f *testing.F) {
	f.Add("module \"a\" {\n  source = \"./a\"\n}\n")
	f.Add("locals {\n  a = \"${x}\" // {\n}\nmodule m {\n  source = \"../m\"\n}\n")
	f.Fuzz(func(t *testing.T, text string) {
		s := scanner{data: []byte(text)}
		found, ok := s.calls()
		body, diags := Parse("x.tf", []byte(text))
		if ok && body != nil && !diags.HasErrors() && !strings.Contains(text, "<<") {
			if want := parsedSources(text); !slices.Equal(found, want) {
				t.Errorf("got %q, want %q", found, want)
			}
		}
	})
}

func parsedSources(text string) []string {
	body, _ := Parse("x.tf", []byte(text))
	m := &Module{Files: []*File{{Name: "x.tf", Bytes: []byte(text), Body: body}}}
	m.assemble()
	return m.localSources()
}
