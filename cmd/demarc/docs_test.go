package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/cli"
)

// pages are what is told to users, by name.
func pages(t *testing.T) map[string]string {
	t.Helper()
	names, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(names) == 0 {
		t.Fatal("no docs", err)
	}
	all := map[string]string{}
	for _, name := range append(names, "../../README.md") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(text)
	}
	return all
}

func demarc(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	app := cli.App{Checks: checks.All(), Page: checks.Page, Stdout: &out, Stderr: &out}
	app.Run(t.Context(), append([]string{"demarc"}, args...))
	return out.String()
}

// Each command and flag that the docs name is there.
func TestDocsNameFlagsThatExist(t *testing.T) {
	t.Parallel()
	command := regexp.MustCompile("(?:^|[\\s`$(])demarc ((?:baseline )?[a-z]+)((?: [^`\n|#;)]*)?)")
	flag := regexp.MustCompile(`(?:^|\s)(--[a-z][a-z-]*)`)
	help := map[string]string{}
	seen := 0
	for page, text := range pages(t) {
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			flags := flag.FindAllStringSubmatch(m[2], -1)
			if prose := !strings.Contains(m[0], "`") && flags == nil; prose {
				continue
			}
			if help[m[1]] == "" {
				help[m[1]] = demarc(t, append(strings.Fields(m[1]), "--help")...)
			}
			if !strings.Contains(help[m[1]], "NAME:\n   demarc "+m[1]+" ") {
				t.Errorf("%s: there is no command %q in %q", page, m[1], m[0])
				continue
			}
			for _, f := range flags {
				seen++
				if !regexp.MustCompile(`(^|[\s,])` + f[1] + `([\s,]|$)`).MatchString(help[m[1]]) {
					t.Errorf("%s: demarc %s has no flag %s", page, m[1], f[1])
				}
			}
		}
	}
	if seen < 20 {
		t.Errorf("only %d flags were found in the docs", seen)
	}
}

// Each check that the docs name is there; a term with a star takes some.
func TestDocsNameChecksThatExist(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`[a-z-]*:?\b(?:aws|demarc-ignore|terraform-schema)-[a-z0-9-]+\*?`)
	term := regexp.MustCompile(`\b(?:checkov|kics|terrascan|trivy|tfsec|securityhub):[A-Za-z0-9][A-Za-z0-9_.-]*[A-Za-z0-9]`)
	actions := regexp.MustCompile(`^(?:aws-actions|aws-sdk|aws-config|aws-vault|terraform-schema|demarc-ignore|aws-region)`)
	seen := 0
	for page, text := range pages(t) {
		if page == "checks.md" { // it is written from the checks, and holds ids of auditors that look like names
			continue
		}
		for _, n := range slices.Concat(name.FindAllString(text, -1), term.FindAllString(text, -1)) {
			_, id, _ := strings.Cut(n, ":")
			if actions.MatchString(n) && !strings.HasPrefix(n, "terraform-schema-") && !strings.HasPrefix(n, "demarc-ignore-") || slices.Contains([]string{"ID", "UUID", "ignore", "skip"}, id) {
				continue
			}
			n = strings.TrimPrefix(n, "ignore:") // a linter's comment
			if _, err := check.Select(checks.All(), []string{strings.TrimLeft(n, "-:")}, nil); err != nil {
				t.Errorf("%s: %v", page, err)
			}
			seen++
			exact := func(c *check.Check) bool { return c.Name == n }
			if !strings.ContainsAny(n, ":*") && strings.Count(n, "-") > 1 && !slices.ContainsFunc(checks.All(), exact) && check.TrivyIDs(n) == nil {
				t.Errorf("%s: %q only begins the names of checks", page, n)
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d checks were found in the docs", seen)
	}
}

// Each link from one page to another leads somewhere.
func TestDocsLinks(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^):]+?)(?:#([^)]*))?\)`)
	all := pages(t)
	for page, text := range all {
		dir := "../../docs"
		if page == "README.md" {
			dir = "../.."
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if _, err := os.Stat(filepath.Join(dir, m[1])); err != nil {
				t.Errorf("%s: %s leads nowhere", page, m[0])
			}
			if to := all[filepath.Base(m[1])]; m[2] != "" && !slices.Contains(anchors(to), m[2]) {
				t.Errorf("%s: %s has no such heading", page, m[0])
			}
		}
	}
}

// anchors are the names of a page's headings.
func anchors(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if heading, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && strings.HasPrefix(line, "#") {
			kept := strings.Map(func(r rune) rune {
				if strings.ContainsRune(",:.`'()", r) {
					return -1
				}
				return r
			}, strings.ToLower(strings.TrimSpace(heading)))
			all = append(all, strings.ReplaceAll(kept, " ", "-"))
		}
	}
	return all
}

// What a page shows of a session is what happens, in the example that it speaks of: each "$ demarc" line is run, and prints the lines below it. "..." stands
// for lines that are left out.
func TestDocsSessions(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"getting-started.md", "migrating.md"} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("../../examples/webshop")); err != nil {
				t.Fatal(err)
			}
			for _, step := range sessions(pages(t)[page]) {
				run := exec.CommandContext(t.Context(), "demarc", step.args...)
				run.Dir = dir
				run.Env = append(os.Environ(), "NO_COLOR=1")
				out, err := run.CombinedOutput()
				if code := run.ProcessState.ExitCode(); code != 0 && code != 1 {
					t.Errorf("demarc %v: status %d, %v: %s", step.args, code, err, out)
				}
				if missing := step.missing(string(out)); missing != "" {
					t.Errorf("demarc %v does not print %q:\n%s", step.args, missing, out)
				}
			}
		})
	}
}

type step struct {
	args  []string
	shown []string
}

// missing is the first line that is shown and not printed in its order; empty when there is none.
func (s step) missing(out string) string {
	rest := "\n" + out
	for _, line := range s.shown {
		at := strings.Index(rest, "\n"+line+"\n")
		if at < 0 {
			return line
		}
		rest = rest[at+1+len(line):]
	}
	return ""
}

// sessions are the commands in a page's blocks of a console.
func sessions(page string) []step {
	var all []step
	inside := false
	for line := range strings.Lines(page) {
		line = strings.TrimRight(line, "\n")
		command, isCommand := strings.CutPrefix(line, "$ demarc ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console"
		case inside && isCommand:
			all = append(all, step{args: strings.Fields(command)})
		case inside && line != "...":
			all[len(all)-1].shown = append(all[len(all)-1].shown, line)
		}
	}
	return all
}
