package main

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/report"
)

// No output shows a credential, wherever it stands and whichever checks were asked for.
func TestSecretsMasked(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	made := putSecrets(t, dir, "everywhere.txtar")
	if len(made) < 60 {
		t.Fatalf("the archive has %d credentials", len(made))
	}
	given := made.next("password")
	hides := func(args ...string) {
		t.Run(strings.ReplaceAll(strings.Join(args, " "), given, "X"), func(t *testing.T) {
			t.Parallel()
			made.hidden(t, dir, args)
		})
	}
	for _, format := range report.Formats() {
		hides("lint", "--format", format, "--select", "all", "--show-undetermined")
		hides("lint", "--format", format)
		hides("lint", "--format", format, "--select", "network")
	}
	for _, format := range report.GraphFormats() {
		hides("graph", "--format", format, "--var", "tfv="+given)
	}
	hides("lint", "--var", "tfv="+given, "--timings")
	hides("lint", "--var", "tfv={"+given)
	hides("lint", "--var", "unknown="+given)
	hides("lint", "--var", given)
	hides("fix", "--diff")
	hides("fix", "--diff", "--select", "all", "--unsafe")
	t.Run("baseline", func(t *testing.T) {
		t.Parallel()
		made.hidden(t, dir, []string{"baseline", "write", "--file", "b.json"})
		written, err := os.ReadFile(filepath.Join(dir, "b.json"))
		if err != nil {
			t.Fatal(err)
		}
		made.absent(t, string(written))
	})
	t.Run("lines", func(t *testing.T) {
		t.Parallel()
		out := made.hidden(t, dir, []string{"lint", "--select", "all"})
		for _, line := range []string{"password = \"********\"", "publicly_accessible = true # password = \"********\"", "The password ******** is short.", "# DB_PASSWORD=********"} {
			if !strings.Contains(out, line) {
				t.Errorf("no %q in %s", line, out)
			}
		}
	})
}

func TestTornSecrets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	made := putSecrets(t, dir, "torn.txtar")
	for _, format := range report.Formats() {
		made.hidden(t, dir, []string{"lint", "--no-config", "--format", format})
	}
	for _, args := range [][]string{{"lint"}, {"lint", "--no-config", "--baseline", ".demarc-baseline.json"}, {"lint", "--no-config", "--var-file", "t.tfvars"}, {"fix", "--no-config", "--diff"}, {"graph"}} {
		made.hidden(t, dir, args)
	}
}

// credentials are those of a test, by what may not come out of each.
type credentials []string

// next makes a credential up, the same in each run.
func (c *credentials) next(kind string) string {
	core := chance(uint64(len(*c)), 16)
	made := ""
	switch kind {
	case "password":
		made = core + "!9z"
	case "access-key":
		core = strings.NewReplacer("0", "A", "1", "B", "8", "C", "9", "D").Replace(strings.ToUpper(core))
		made = "AKIA" + core
	case "secret-key":
		made = core + chance(uint64(len(*c))+1000, 24)
	case "token":
		made = "ghp_" + core + chance(uint64(len(*c))+2000, 20)
	case "script":
		script := "#!/bin/sh\nDB_PASSWORD=" + core + "!\n"
		made = base64.StdEncoding.EncodeToString([]byte(script))
		*c = append(*c, made[40:])
	}
	*c = append(*c, core)
	return made
}

// chance is text of letters and digits that looks like chance.
func chance(seed uint64, length int) string {
	const letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
	text := make([]byte, length)
	for i := range text {
		seed = seed*6364136223846793005 + 1442695040888963407
		text[i] = letters[(seed>>33)%uint64(len(letters))]
	}
	return string(text)
}

func putSecrets(t *testing.T, dir, archive string) credentials {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("..", "..", "testdata", "secrets", archive))
	if err != nil {
		t.Fatal(err)
	}
	var made credentials
	kinds := regexp.MustCompile(`@(password|access-key|secret-key|token|script)@`)
	for _, f := range a.Files {
		text := kinds.ReplaceAllStringFunc(string(f.Data), func(kind string) string { return made.next(strings.Trim(kind, "@")) })
		put(t, dir, f.Name, text)
	}
	return made
}

// hidden runs the program and finds none of the credentials in what it says.
func (c credentials) hidden(t *testing.T, dir string, args []string) string {
	t.Helper()
	stdout, stderr := ran(t, dir, args)
	if len(stdout)+len(stderr) == 0 {
		t.Errorf("%q: nothing came out", args)
	}
	c.absent(t, stdout+stderr)
	return stdout
}

func (c credentials) absent(t *testing.T, out string) {
	t.Helper()
	for _, core := range c {
		for _, shape := range []string{core, base64.StdEncoding.EncodeToString([]byte(core))[:18]} {
			if at := strings.Index(out, shape); at >= 0 {
				t.Errorf("%q", out[max(0, at-120):min(len(out), at+len(shape)+20)])
			}
		}
	}
}
