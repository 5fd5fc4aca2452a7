package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// hostileCase is what a stranger's change could bring. It lies beside a healthy file, whose finding must still be told.
type hostileCase struct {
	name  string
	files map[string]string
	links map[string]string              // name to target
	make  func(t *testing.T, dir string) // what is neither file nor link
	over  string                         // the summary of the diagnostic that makes the run incomplete, "*" for any; "" when it is complete
	warns string                         // the summary of a warning that tells what is wrong in a complete run
	never string                         // what must not come out
}

// What one case may take: two seconds on two cores, and 500 MB. Both are the process's own, whatever else the machine does.
const (
	hostileCPU    = 4 * time.Second
	hostileMemory = 500 << 20
	hostileWait   = time.Minute
)

const canary = "resource \"aws_db_instance\" \"canary\" {\n  publicly_accessible = true\n}\n"

// public is a database whose argument is the expression.
func public(expr string) string {
	return "resource \"aws_db_instance\" \"x\" {\n  publicly_accessible = " + expr + "\n}\n"
}

func one(name, text, over string) hostileCase {
	return hostileCase{name: name, files: map[string]string{"x.tf": text}, over: over}
}

func jsonCase(name, text, over string) hostileCase {
	return hostileCase{name: name, files: map[string]string{"x.tf.json": text}, over: over}
}

func TestHostileInput(t *testing.T) {
	t.Parallel()
	for _, c := range slices.Concat(hostileArchives(t), hostileSyntax(), hostileExpansion(), hostileModules(), hostileMasses(), hostilePolicies(), hostileBytes(), hostileFiles()) {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			out, used := c.lint(t)
			out.check(t, c)
			if used.CPU > hostileCPU || used.Memory > hostileMemory {
				t.Errorf("took %v of processor time and %d MB", used.CPU, used.Memory>>20)
			}
		})
	}
}

// hostileOutput is the JSON report, as far as the tests look at it.
type hostileOutput struct {
	raw         []byte
	status      int
	Findings    []struct{ Address string }
	Diagnostics []struct {
		Severity, Summary, Detail, File string
		Start                           struct{ Line int }
	}
}

// usage is what a process took.
type usage struct {
	CPU    time.Duration
	Memory int64 // bytes, at most
}

// measured runs the program and appends its usage to the report. It stands between test and program since a process counts as its own the memory
// of the one that starts it, and the tests hold all the cases.
func measured() {
	cmd := exec.Command("demarc", os.Args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	_ = cmd.Run() // its status is handed on
	state := cmd.ProcessState
	if rusage, ok := state.SysUsage().(*syscall.Rusage); ok {
		_ = json.NewEncoder(os.Stdout).Encode(usage{state.UserTime() + state.SystemTime(), rusage.Maxrss << 10})
	}
	os.Exit(state.ExitCode())
}

func (c hostileCase) lint(t *testing.T) (hostileOutput, usage) {
	t.Helper()
	dir := t.TempDir()
	c.write(t, dir)
	ctx, cancel := context.WithTimeout(context.Background(), hostileWait)
	defer cancel()
	cmd := exec.CommandContext(ctx, "measured", "lint", "--format", "json")
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	_ = cmd.Run() // its status tells
	out := hostileOutput{raw: stdout.Bytes(), status: cmd.ProcessState.ExitCode()}
	var used usage
	reports := json.NewDecoder(&stdout)
	if err := errors.Join(reports.Decode(&out), reports.Decode(&used)); err != nil {
		t.Fatalf("status %d and no report: %.2000s", out.status, stderr.String())
	}
	return out, used
}

func (c hostileCase) write(t *testing.T, dir string) {
	t.Helper()
	put(t, dir, ".git/HEAD", "")
	put(t, dir, "canary.tf", canary)
	for name, text := range c.files {
		put(t, dir, name, text)
	}
	for name, target := range c.links {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.Symlink(target, name)); err != nil {
			t.Fatal(err)
		}
	}
	if c.make != nil {
		c.make(t, dir)
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// theBudget is how a diagnostic names what was exceeded.
var theBudget = regexp.MustCompile(`(?i)(?:more than|over the budget of|larger than|in a text of) ([1-9][0-9]*)( MiB)?`)

// limits are the documented ones, with their figures as they are in diagnostics.
var limits = sync.OnceValue(func() string {
	text, _ := os.ReadFile("../../docs/limits.md")
	return strings.ReplaceAll(string(text), ",", "")
})

// namesBudget demands that the diagnostic names a documented limit.
func namesBudget(t *testing.T, detail string) {
	t.Helper()
	budget := theBudget.FindStringSubmatch(detail)
	if budget == nil || !regexp.MustCompile(`\b`+budget[1]+budget[2]+`\b`).MatchString(limits()) {
		t.Errorf("which of the documented limits? %.300s", detail)
	}
}

// isBudget tells the diagnostics that must say how much would have been looked at.
func isBudget(summary string) bool {
	return slices.Contains([]string{tooMuchToParse, overBudget, tooMany, tooManyIgnored, noDirectory, "Too many problems", tooManyFindings, tooLarge}, summary)
}

func (o hostileOutput) check(t *testing.T, c hostileCase) {
	t.Helper()
	found := false
	for _, f := range o.Findings {
		found = found || f.Address == "aws_db_instance.canary"
	}
	if !found {
		t.Error("the healthy file's finding is lost")
	}
	told, warned := c.over == "", c.warns == ""
	for _, d := range o.Diagnostics {
		if strings.HasPrefix(d.Summary, "Internal error") {
			t.Errorf("%s: %.2000s", d.Summary, d.Detail)
		}
		told = told || d.Severity == "error" && d.File != "" && (d.Start.Line > 0 || d.Summary == noDirectory) && (d.Summary == c.over || c.over == "*")
		if d.Summary == c.over && isBudget(c.over) {
			namesBudget(t, d.Detail)
		}
		warned = warned || d.Severity == "warning" && d.File != "" && d.Summary == c.warns
	}
	if want := map[bool]int{true: 1, false: 2}[c.over == ""]; o.status != want || !told || !warned {
		t.Errorf("status %d, want %d and %q: %.600v", o.status, want, c.over+c.warns, o.Diagnostics)
	}
	if c.never != "" && bytes.Contains(o.raw, []byte(c.never)) {
		t.Errorf("%q came out", c.never)
	}
}
