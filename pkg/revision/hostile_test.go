package revision_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/revision"
)

// What is no revision says so, and leads to no file outside of git's own.
func TestRevisionsThatAreNone(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	put(t, dir, "main.tf", "1")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	hash := git(t, dir, "rev-parse", "HEAD")
	put(t, dir, "leak", hash+"\n")
	for rev, want := range map[string]string{
		"":                           `"" is no revision`,
		"-x":                         `"-x" is no revision`,
		"--output=x":                 `"--output=x" is no revision`,
		"HEAD@{1}":                   "log of references is not read",
		"main:main.tf":               `"main:main.tf" is no revision`,
		"../leak":                    `"../leak" is no revision`,
		"refs/../../leak":            "is no revision",
		filepath.Join(dir, "leak"):   "is no revision",
		"a\nb":                       `"a\nb" is no revision`,
		"nonesuch":                   `"nonesuch" is not known`,
		"HEAD~1":                     "no such parent",
		"HEAD~99999999999999999999":  "no history is so long",
		"HEAD^2":                     "no such parent",
		"HEAD^0x":                    "is no revision",
		hash[:4] + "zzzz":            "is not known",
		strings.Repeat("a", 100_000): "is not known",
	} {
		if _, err := revision.FromGit(open(t, dir), ".", rev); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %s", rev, err, want)
		}
	}
}

func TestNothingCheckedOut(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	put(t, dir, "main.tf", "1")
	for head, want := range map[string]string{
		"ref: refs/heads/main\n":            "there is no commit yet",
		"ref: ../../../../../../etc/passwd": "damaged",
		"ref: /etc/passwd":                  "damaged",
		"ref: HEAD":                         "cannot be read",
		"garbage":                           "damaged",
		"":                                  "cannot be read",
		"0123456789012345678901234567890123456789": "objects are missing",
	} {
		put(t, dir, ".git/HEAD", head)
		if _, err := revision.FromGit(open(t, dir), ".", "HEAD"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", head, err, want)
		}
	}
}

// What a repository's settings and attributes have git run is not run.
func TestNothingIsRun(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	put(t, dir, "main.tf", "1")
	put(t, dir, ".gitattributes", "*.tf diff=x filter=x merge=x\n")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	put(t, dir, "main.tf", "2")
	proof := filepath.Join(dir, "proof")
	command := "touch " + proof
	put(t, dir, "hooks/post-checkout", "#!/bin/sh\n"+command+"\n")
	put(t, dir, "hooks/reference-transaction", "#!/bin/sh\n"+command+"\n")
	for _, setting := range []string{"core.fsmonitor", "core.pager", "core.sshCommand", "core.gitProxy", "diff.external", "diff.x.command", "diff.x.textconv", "filter.x.clean", "filter.x.smudge", "filter.x.process", "alias.diff", "remote.origin.vcs", "remote.origin.uploadpack", "credential.helper"} {
		config, err := os.OpenFile(filepath.Join(dir, ".git", "config"), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(setting, ".")
		section := "[" + parts[0] + "]\n"
		if len(parts) == 3 {
			section = "[" + parts[0] + " \"" + parts[1] + "\"]\n"
		}
		if _, err := config.WriteString(section + parts[len(parts)-1] + " = " + command + "\n"); err != nil {
			t.Fatal(err)
		}
		if err := config.Close(); err != nil {
			t.Fatal(err)
		}
	}
	before, err := revision.FromGit(open(t, dir), ".", "HEAD")
	if err != nil || !strings.Contains(shown(before), "main.tf:1") {
		t.Errorf("got %v, %v", shown(before), err)
	}
	if _, err := os.Lstat(proof); err == nil {
		t.Error("a command of the repository's was run")
	}
}

// A submodule is compared with the commit that it was at; what it lacks is told.
func TestSubmodules(t *testing.T) {
	t.Parallel()
	library := repository(t)
	put(t, library, "lib.tf", "1")
	git(t, library, "add", ".")
	git(t, library, "commit", "-q", "-m", "1")
	dir := repository(t)
	put(t, dir, "main.tf", "1")
	git(t, dir, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "sub dir")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	differs := func(want string) {
		t.Helper()
		before, err := revision.FromGit(open(t, dir), ".", "HEAD")
		got := shown(before)
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	differs("map[]")
	sub := filepath.Join(dir, "sub dir")
	put(t, sub, "lib.tf", "2")
	put(t, sub, "new.tf", "2")
	differs("map[sub dir/lib.tf:1 sub dir/new.tf:absent]")
	git(t, sub, "add", ".")
	git(t, sub, "commit", "-q", "-m", "2")
	differs("map[sub dir/lib.tf:1 sub dir/new.tf:absent]")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "2")
	differs("map[]")

	git(t, sub, "checkout", "-q", "--orphan", "other")
	git(t, sub, "commit", "-q", "-m", "3")
	for _, name := range []string{"main", "master"} {
		if git(t, sub, "branch", "--list", name) != "" {
			git(t, sub, "branch", "-q", "-D", name)
		}
	}
	git(t, sub, "remote", "remove", "origin")
	git(t, sub, "reflog", "expire", "--expire=now", "--all")
	git(t, sub, "gc", "-q", "--prune=now")
	differs("lacks commit")
	if err := os.RemoveAll(sub); err != nil {
		t.Fatal(err)
	}
	differs("map[]")
}

// Names that are not UTF-8 are names like others.
func TestNamesOfBytes(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	const name = "bad\xff\n.tf"
	if err := os.WriteFile(filepath.Join(dir, name), []byte("1"), 0o600); err != nil {
		t.Skip("the file system takes no such name:", err)
	}
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	before, err := revision.FromGit(open(t, dir), ".", "HEAD")
	if err != nil || len(before) > 0 {
		t.Errorf("unchanged: got %v, %v", shown(before), err)
	}
	put(t, dir, name, "2")
	before, err = revision.FromGit(open(t, dir), ".", "HEAD")
	if err != nil || string(before[name]) != "1" {
		t.Errorf("changed: got %v, %v", shown(before), err)
	}
}
