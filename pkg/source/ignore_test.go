package source_test

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// git itself says what it ignores, of trees and patterns that are put together by chance.
func TestIgnoresAsGit(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("git is not installed")
	}
	for seed := range uint64(60) {
		chance := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // the same each time
		dir := t.TempDir()
		if out, err := exec.CommandContext(t.Context(), "git", "init", "-q", dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		ignored := plant(t, chance, dir, 0)
		listed, err := exec.CommandContext(t.Context(), "git", "-C", dir, "ls-files", "--others", "--exclude-standard", "*.tf").Output()
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Fields(string(listed))
		got := slices.DeleteFunc(strings.Fields(walked(t, open(t, dir, nil, "."), ".")), func(name string) bool { return !strings.HasSuffix(name, ".tf") })
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("seed %d: %s\ngot  %q\nwant %q", seed, ignored, got, want)
		}
	}
}

// plant makes files and directories, some with a .gitignore, and returns what these say.
func plant(t *testing.T, chance *rand.Rand, dir string, depth int) string {
	t.Helper()
	patterns := []string{
		"a", "b/", "*.tf", "!c.tf", "/a", "/b/", "a/b", "a/*", "!a/c.tf", "**/b", "b/**", "a/**/d.tf", "*b", "!ab", "!b", "/*", "!/a/", "x.tf", "!x.tf", "[ab]", "a?", `\!x`, "#x", "*.tf ", "!d.tf", "**/a/c.tf",
		"!/ab/d.tf", "[!a]", "[^b].tf", "{a,b}", "a**", "**a/b", "a/**/**/d.tf", "**/", "**", "a/**/", "*/b/*", "/", "!", "[", `a\`, "?.tf",
	}
	said := ""
	if depth == 0 || chance.IntN(4) == 0 {
		text := ""
		for range 1 + chance.IntN(4) {
			text += patterns[chance.IntN(len(patterns))] + "\n"
		}
		put(t, filepath.Join(dir, ".gitignore"), text)
		said = filepath.Base(dir) + ": " + text
	}
	for _, name := range []string{"a", "b", "ab", "c.tf", "d.tf", "x.tf"} {
		switch path := filepath.Join(dir, name); {
		case chance.IntN(2) == 0:
		case strings.HasSuffix(name, ".tf"):
			put(t, path, "")
		case depth < 3:
			said += plant(t, chance, path, depth+1)
		}
	}
	return said
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
