package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/baseline"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// repository is a directory under version control with the files.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		put(t, dir, name, text)
	}
	return dir
}

func found(t *testing.T, o lint.Options) *lint.Result {
	t.Helper()
	o.Checks = []*check.Check{open()}
	r, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func group(name string, cidrs ...string) string {
	text := fmt.Sprintf("resource \"aws_security_group\" %q {\n", name)
	for _, cidr := range cidrs {
		text += fmt.Sprintf("  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = \"tcp\"\n    cidr_blocks = [%q]\n  }\n", cidr)
	}
	return text + "}\n"
}

const world = "0.0.0.0/0"

func TestBaselineHoldsWhatMoved(t *testing.T) {
	t.Parallel()
	before := repository(t, map[string]string{"live/main.tf": group("a", world) + group("b", world)})
	entries := found(t, lint.Options{Cwd: before}).Entries()
	if len(entries) != 2 || entries[0].File != "live/main.tf" {
		t.Fatalf("got %v", entries)
	}
	for name, test := range map[string]struct {
		files       map[string]string
		cwd         string
		open, stale int
	}{
		"nothing changed":         {map[string]string{"live/main.tf": group("a", world) + group("b", world)}, "", 0, 0},
		"from the directory":      {map[string]string{"live/main.tf": group("a", world) + group("b", world)}, "live", 0, 0},
		"lines moved":             {map[string]string{"live/main.tf": "# new\n\n" + group("a", world) + "\n\n" + group("b", world)}, "", 0, 0},
		"blocks reordered":        {map[string]string{"live/main.tf": group("b", world) + group("a", world)}, "", 0, 0},
		"file renamed and split":  {map[string]string{"live/a.tf": group("b", world), "live/z.tf": group("a", world)}, "", 0, 0},
		"harmless rule above":     {map[string]string{"live/main.tf": group("a", "10.0.0.0/8", world) + group("b", world)}, "", 0, 0},
		"instances grew":          {map[string]string{"live/main.tf": strings.Replace(group("a", world), "{\n", "{\n  count = 3\n", 1) + group("b", world)}, "", 0, 0},
		"second on one resource":  {map[string]string{"live/main.tf": group("a", world, world) + group("b", world)}, "", 1, 0},
		"another resource":        {map[string]string{"live/main.tf": group("a", world) + group("b", world) + group("c", world)}, "", 1, 0},
		"another directory":       {map[string]string{"live/main.tf": group("a", world) + group("b", world), "dev/main.tf": group("a", world)}, "", 1, 0},
		"one repaired":            {map[string]string{"live/main.tf": group("a", world) + group("b", "10.0.0.0/8")}, "", 0, 1},
		"all repaired":            {map[string]string{"live/main.tf": group("b", "10.0.0.0/8")}, "", 0, 2},
		"not read is no repair":   {map[string]string{"live/main.tf": group("a", world) + "resource {"}, "", 0, 0},
		"elsewhere is no repair":  {map[string]string{"dev/main.tf": group("x", "10.0.0.0/8"), "live/main.tf": ""}, "dev", 0, 0},
		"accepted is no repair":   {map[string]string{"live/main.tf": "# demarc:ignore *: mine\n" + group("a", world) + group("b", world)}, "", 0, 0},
		"swapped for another one": {map[string]string{"live/main.tf": group("a", world) + group("c", world)}, "", 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := repository(t, test.files)
			r := found(t, lint.Options{Cwd: filepath.Join(dir, test.cwd), Baseline: &baseline.File{Name: "b.json", Findings: entries}})
			if got := r.Open(open().Severity); got != test.open || len(r.Stale) != test.stale {
				t.Errorf("got %d open, %d stale; want %d, %d: %v %v", got, len(r.Stale), test.open, test.stale, r.Findings, r.Stale)
			}
		})
	}
}

// Another call of a module is not another violation of the module's; another caller's argument is.
func TestBaselineAndModuleCalls(t *testing.T) {
	t.Parallel()
	inner := map[string]string{"m/main.tf": group("g", world), "live/main.tf": "module \"b\" {\n  source = \"../m\"\n}\n"}
	entries := found(t, lint.Options{Cwd: repository(t, inner)}).Entries()
	inner["live/main.tf"] = "module \"a\" {\n  source = \"../m\"\n}\n" + inner["live/main.tf"]
	r := found(t, lint.Options{Cwd: repository(t, inner), Baseline: &baseline.File{Findings: entries}})
	if len(r.Findings) != 1 || r.Findings[0].Suppressed == nil || len(r.Stale) != 0 {
		t.Errorf("another call: got %v, stale %v", r.Findings, r.Stale)
	}
}

func TestFingerprintHasNoWordsOfTheMessage(t *testing.T) {
	t.Parallel()
	dir := repository(t, map[string]string{"main.tf": group("a", world)})
	one := found(t, lint.Options{Cwd: dir})
	reworded := open()
	reworded.Title = "Said anew"
	two, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: []*check.Check{reworded}})
	if err != nil || one.Findings[0].Message == two.Findings[0].Message {
		t.Fatalf("no other words: %v", err)
	}
	if one.Findings[0].Fingerprint != two.Findings[0].Fingerprint {
		t.Error("a title that is reworded makes a finding new")
	}
}
