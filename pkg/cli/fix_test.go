package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// repo is a repository with one file, and a way to say what was linted.
func repo(t *testing.T, linted string) (dir string, before func(string) []byte) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{".git/HEAD": "", "main.tf": "# now\n", "b.tf": "# b\n"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, func(name string) []byte {
		if name == "b.tf" {
			return []byte("# b\n")
		}
		return []byte(linted)
	}
}

func entries(t *testing.T, dir string) string {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range all {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}

func TestWriteFilesReplacesAll(t *testing.T) {
	t.Parallel()
	dir, before := repo(t, "# now\n")
	if err := os.Chmod(filepath.Join(dir, "main.tf"), 0o664); err != nil {
		t.Fatal(err)
	}
	if err := writeFiles(lint.Options{Cwd: dir}, before, map[string][]byte{"main.tf": []byte("# then\n"), "b.tf": []byte("# c\n")}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "main.tf"))
	info, statErr := os.Stat(filepath.Join(dir, "main.tf"))
	if err != nil || statErr != nil || string(data) != "# then\n" || info.Mode().Perm() != 0o664 {
		t.Errorf("%q, %v", data, info.Mode())
	}
	if got := entries(t, dir); got != ".git b.tf main.tf" {
		t.Errorf("left behind: %s", got)
	}
}

// An editor may have saved the file since it was linted: what was found is not there any more.
func TestWriteFilesLeavesAloneWhatChanged(t *testing.T) {
	t.Parallel()
	dir, before := repo(t, "# linted\n")
	err := writeFiles(lint.Options{Cwd: dir}, before, map[string][]byte{"b.tf": []byte("# c\n"), "main.tf": []byte("# then\n")})
	if err == nil || !strings.Contains(err.Error(), "nothing was written: main.tf was changed meanwhile") {
		t.Errorf("got %v", err)
	}
	if data, err := os.ReadFile(filepath.Join(dir, "b.tf")); err != nil || string(data) != "# b\n" {
		t.Errorf("another file was written before all were looked at: %q, %v", data, err)
	}
}

// What a path names is fixed wherever it is.
func TestWriteFilesElsewhere(t *testing.T) {
	t.Parallel()
	dir, before := repo(t, "# now\n")
	o := lint.Options{Cwd: t.TempDir(), Paths: []string{dir}}
	rel, err := filepath.Rel(o.Cwd, filepath.Join(dir, "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := writeFiles(o, before, map[string][]byte{filepath.ToSlash(rel): []byte("# then\n")}); err != nil {
		t.Error(err)
	}
}

// A stranger's pull request may hold links.
func TestWriteFilesFollowsNoLinkOut(t *testing.T) {
	t.Parallel()
	dir, before := repo(t, "# now\n")
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "main.tf"), []byte("# now\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(out, filepath.Join(dir, "out")); err != nil {
		t.Skip("no links here:", err)
	}
	if err := os.Symlink(filepath.Join(out, "main.tf"), filepath.Join(dir, "leaf.tf")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"out/main.tf", "leaf.tf", "../" + filepath.Base(out) + "/main.tf"} {
		if err := writeFiles(lint.Options{Cwd: dir}, before, map[string][]byte{name: []byte("# then\n")}); err == nil {
			t.Errorf("%s was written", name)
		}
	}
	if data, err := os.ReadFile(filepath.Join(out, "main.tf")); err != nil || string(data) != "# now\n" {
		t.Errorf("outside there is %q, %v", data, err)
	}
}
