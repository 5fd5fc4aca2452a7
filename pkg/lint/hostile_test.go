package lint_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// hostile are inputs that a stranger's change could bring; each lies beside a healthy file.
func hostile() map[string]struct {
	file, text string
	over       bool // beyond what is read or worked out, so that the run must not pass for complete
} {
	const many = 100_000
	public := func(value string) string {
		return "resource \"aws_db_instance\" \"x\" {\n  publicly_accessible = " + value + "\n}\n"
	}
	doubling := func(first, pattern string) string {
		text := "locals {\n  a0 = " + first + "\n"
		for i := range 40 {
			text += fmt.Sprintf("  a%d = "+pattern+"\n", i+1, i)
		}
		return text + "}\n" + public("local.a40 == local.a40")
	}
	chain := "locals {\n  a0 = true\n"
	for i := range 20_000 {
		chain += fmt.Sprintf("  a%d = local.a%d\n", i+1, i)
	}
	return map[string]struct {
		file, text string
		over       bool
	}{
		"brackets":        {"x.tf", "locals { a = " + strings.Repeat("[", many) + strings.Repeat("]", many) + " }\n", true},
		"unclosed":        {"x.tf", "locals { a = " + strings.Repeat("(", many), true},
		"blocks":          {"x.tf", strings.Repeat("a {\n", many) + strings.Repeat("}\n", many), true},
		"negations":       {"x.tf", public(strings.Repeat("!", many) + "true"), true},
		"sums":            {"x.tf", public(strings.Repeat("1+", many) + "1"), true},
		"conditions":      {"x.tf", public(strings.Repeat("true?true:", many) + "true"), true},
		"indexes":         {"x.tf", public("local.a" + strings.Repeat("[0]", many)), true},
		"splats":          {"x.tf", public("local.a" + strings.Repeat("[*]", many)), true},
		"directives":      {"x.tf", public(`"` + strings.Repeat("%{if true}", 2_000) + `"`), true},
		"JSON brackets":   {"x.tf.json", `{"locals":{"a":` + strings.Repeat("[", many) + strings.Repeat("]", many) + "}}", true},
		"JSON negations":  {"x.tf.json", `{"locals":{"a":"${` + strings.Repeat(`\u0021`, many) + `true}"}}`, true},
		"lines":           {"x.tf", strings.Repeat("\n", 3<<20), true},
		"errors":          {"x.tf", strings.Repeat("resource\n", 10_000), true},
		"long list":       {"x.tf", "locals { a = [" + strings.Repeat("1,", many) + "] }\n", false},
		"many sums":       {"x.tf", "locals { a = [" + strings.Repeat("-1+1,\n", 20_000) + "] }\n", false},
		"doubling text":   {"x.tf", doubling(`"xxxxxxxxxx"`, `"${local.a%[2]d}${local.a%[2]d}"`), true},
		"doubling list":   {"x.tf", doubling("[1]", "[local.a%[2]d, local.a%[2]d]"), true},
		"chain":           {"x.tf", chain + "}\n" + public("local.a20000"), true},
		"circle":          {"x.tf", "locals {\n  a = local.b\n  b = local.a\n}\n" + public("local.a"), false},
		"its own element": {"x.tf", "locals {\n  a = local.a.b\n  c = [local.d[0]]\n  d = element([local.c, local.d], 0)\n}\n" + public("local.a") + public("local.c[0]"), false},
		"itself":          {"x.tf", "module \"m\" {\n  source = \"./\"\n}\n", true},
		"count":           {"x.tf", strings.Replace(public("true"), "\n", "\n  count = 1000000000\n", 1), true},
		"invalid UTF-8":   {"x.tf", public("\"\xff\""), true},
		"NUL":             {"x.tf", "\x00\x00", true},
		"empty":           {"x.tf", "", false},
		"byte order mark": {"x.tf", "\xef\xbb\xbf" + public("true"), false},
	}
}

func TestHostile(t *testing.T) {
	t.Parallel()
	open := &check.Check{
		Name: "open", Title: "Open", Severity: check.High, Duty: check.Network, Resources: []string{"aws_db_instance"},
		Run: check.Argument("publicly_accessible").Default(false).MustBe(false),
	}
	for name, bad := range hostile() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			write(t, filepath.Join(dir, "canary.tf"), "resource \"aws_db_instance\" \"canary\" {\n  publicly_accessible = true\n}\n")
			write(t, filepath.Join(dir, bad.file), bad.text)
			began := time.Now()
			r, err := lint.Run(context.Background(), lint.Options{Cwd: dir, Checks: []*check.Check{open}})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Address == "aws_db_instance.canary" }) {
				t.Error("the healthy file's finding is lost")
			}
			if bad.over == r.Complete() {
				t.Errorf("complete is %v: %v", r.Complete(), r.Diagnostics)
			}
			for _, d := range r.Diagnostics {
				if strings.HasPrefix(d.Summary, "Internal error") {
					t.Error(d.Detail)
				}
			}
			if took := time.Since(began); took > 20*time.Second { // a second or less, if the machine has nothing else to do
				t.Errorf("took %v", took)
			}
		})
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
