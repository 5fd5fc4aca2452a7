package config_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/config"
)

func checks() []*check.Check {
	return []*check.Check{{Name: "aws-s3-open", Duty: check.Network, Severity: check.High}, {Name: "aws-rds-open", Duty: check.Data, Severity: check.High}}
}

func read(t *testing.T, dir, text string) *config.File {
	t.Helper()
	f, diags := config.Read(".demarc.hcl", dir, []byte(text), checks())
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return f
}

func TestPaths(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "repo")
	for glob, want := range map[string]string{
		"legacy":        "legacy legacy/main.tf legacy/sub/main.tf",
		"legacy/":       "legacy legacy/main.tf legacy/sub/main.tf",
		"legacy/**":     "legacy legacy/main.tf legacy/sub/main.tf",
		"legacy/*.tf":   "legacy/main.tf",
		"**/sub":        "legacy/sub/main.tf",
		"*.tf":          "main.tf",
		"**/main.tf":    "main.tf legacy/main.tf legacy/sub/main.tf",
		"**":            "main.tf legacy legacy/main.tf legacy/sub/main.tf",
		"{live,legacy}": "legacy legacy/main.tf legacy/sub/main.tf",
		"egacy":         "",
	} {
		f := read(t, dir, `exclude = ["`+glob+`"]`)
		var got []string
		for _, name := range []string{"main.tf", "legacy", "legacy/main.tf", "legacy/sub/main.tf", "../repo2/main.tf", "../legacy/main.tf"} {
			if f.Excludes(filepath.Join(dir, filepath.FromSlash(name))) {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s takes %v, want %s", glob, got, want)
		}
	}
}

func TestIgnoresAndSeverities(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := read(t, dir, `
severity = {
  "aws-*"     = "low"
  aws-s3-open = "critical"
}
ignore "network" {
  reason = "why"
  paths  = ["a.tf"]
}`)
	if f.Severity("aws-s3-open") != check.Critical || f.Severity("aws-rds-open") != check.Low || f.Severity("other") != 0 {
		t.Error("of several overrides the last does not win")
	}
	if g := f.Ignored("aws-s3-open", filepath.Join(dir, "a.tf")); g == nil || g.Reason != "why" || g.Place.Start.Line != 6 {
		t.Errorf("got %v", g)
	}
	if f.Ignored("aws-s3-open", filepath.Join(dir, "b.tf")) != nil || f.Ignored("aws-rds-open", filepath.Join(dir, "a.tf")) != nil {
		t.Error("another file or check is ignored, too")
	}
}

func TestMergeTakesTheNearest(t *testing.T) {
	t.Parallel()
	top, sub := t.TempDir(), t.TempDir()
	all := config.Merge([]*config.File{
		read(t, top, "select = [\"all\"]\nfail-on = \"high\"\nrequire-reason = false\nbaseline = \"b.json\""),
		read(t, sub, "select = [\"network\"]\nrequire-reason = true"),
	})
	if all.Select[0] != "network" || all.FailOn != check.High || all.NoReasons || all.Baseline != filepath.Join(top, "b.json") {
		t.Errorf("got %+v", all)
	}
}

// A path means the same on each system, and lines may end as they do on any.
func TestPathsOfOtherSystems(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`exclude = ["legacy\\**"]`, `var-files = ["envs\\prod.tfvars"]`, `var-files = ["C:/prod.tfvars"]`, `var-files = ["c:prod.tfvars"]`,
		`baseline = "..\\b.json"`, `baseline = "C:/b.json"`, `baseline = "/b.json"`, `exclude = ["/legacy"]`, `exclude = ["../legacy"]`,
	} {
		if _, diags := config.Read("f", t.TempDir(), []byte(text+"\n"), checks()); len(diags) != 1 || diags[0].Subject.Start.Line != 1 {
			t.Errorf("%s: got %v", text, diags)
		}
	}
	f := read(t, t.TempDir(), "\ufeffselect = [\"all\"]\r\nignore \"network\" {\r\n  reason = \"why\"\r\n}\r\n")
	if len(f.Select) != 1 || f.Ignores[0].Reason != "why" {
		t.Errorf("got %+v", f)
	}
}

// What a file holds is bounded: each of its terms is held against all checks.
func TestBounds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"#" + strings.Repeat("x", 256<<10):                    "larger than 256 KiB",
		"select = [" + strings.Repeat("\"all\",", 1001) + "]": "More than 1000 are named",
		"exclude = [" + strings.Repeat("\"a\",", 1001) + "]":  "There are more than 1000",
		"exclude = [\"" + strings.Repeat("{a,b}", 5) + "\"]":  "alternatives in braces",
		environments(101): "more than 100",
		"select = " + strings.Repeat("-", 250_000) + "1": "more than 10000 operators",
		"select = " + strings.Repeat("[", 1000):          "more than 500 levels",
		"select = [1e10000000]":                          "more than 5000 digits",
	} {
		if _, diags := config.Read("f", t.TempDir(), []byte(text), checks()); len(diags) != 1 || !strings.Contains(diags.Error(), want) {
			t.Errorf("%.20s: got %v, want %s", text, diags, want)
		}
	}
}

func environments(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "environment \"e%d\" {\n  var-files = [\"a.tfvars\"]\n}\n", i)
	}
	return text.String()
}

// What init writes explains every setting there is, and is right when it is put in force.
func TestTemplate(t *testing.T) {
	t.Parallel()
	read(t, t.TempDir(), config.Template)
	inForce := strings.ReplaceAll("\n"+config.Template, "\n#", "\n")
	var text strings.Builder
	for line := range strings.Lines(inForce) {
		if !strings.HasPrefix(line, " ") || strings.HasPrefix(line, "  ") { // a sentence begins with one
			text.WriteString(line)
		}
	}
	known := append(checks(), &check.Check{Name: "aws-rds-no-backups", Recommended: true}, &check.Check{Name: "aws-ec2-security-group-ssh-open"})
	f, diags := config.Read("f", t.TempDir(), []byte(text.String()), known)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	if f.Select == nil || f.FailOn == 0 || f.Format == "" || f.Baseline == "" || f.VarFiles == nil || f.Environments == nil || f.Ignores == nil ||
		f.Severity("aws-rds-no-backups") == 0 || !f.Excludes(filepath.Join(f.Dir, "legacy", "x.tf")) || !strings.Contains(text.String(), "require-reason") {
		t.Errorf("a setting is missing: %+v", f)
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"select = [\"all\"]", "severity = { a = \"low\" }", "severity = 4", "severity = { null = null }", "severity = { (1) = [] }",
		"ignore \"x\" {\n  reason = \"\"\n}", "environment {}", "fail-on = null", "exclude = [null]", "select = \"all\"", "var-files = [\"../x\", \"/x\"]", strings.Repeat("(", 10000),
		"exclude = [\"[\"]", "baseline = 1", "a = [for x in y : x]", "ignore \"*\" \"b\" {}", "format = \"${x}\"",
	} {
		f.Add([]byte(text))
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, data []byte) {
		file, diags := config.Read("f", dir, data, checks())
		if (file == nil) != diags.HasErrors() {
			t.Errorf("%v and %v", file, diags)
		}
		for _, d := range diags {
			if d.Subject == nil {
				t.Errorf("no place: %v", d)
			}
		}
	})
}
