package checks_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

var update = flag.Bool("update", false, "write the goldens anew")

// Each example is there twice: broken, with a golden of what is reported, and repaired, of which nothing is.
func TestExamples(t *testing.T) {
	t.Parallel()
	broken, err := filepath.Glob("../examples/*/broken")
	if err != nil || len(broken) == 0 {
		t.Fatal("no examples", err)
	}
	for _, dir := range broken {
		t.Run(filepath.Base(filepath.Dir(dir)), func(t *testing.T) {
			t.Parallel()
			compareGolden(t, dir+".golden", lines(t, dir, lint.Options{Checks: recommended()}))
			repaired := filepath.Join(filepath.Dir(dir), "repaired")
			if reported := lines(t, repaired, lint.Options{Checks: recommended()}); reported != "" {
				t.Errorf("%s: reported:\n%s", repaired, reported)
			}
		})
	}
}

func recommended() []*check.Check {
	return slices.DeleteFunc(checks.All(), func(c *check.Check) bool { return !c.Recommended })
}

// lines lints a directory and writes one line for each finding: file:line:col: severity: check: message.
func lines(t *testing.T, dir string, o lint.Options) string {
	t.Helper()
	root, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	o.Cwd = root
	r, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	if r.Failed() || len(r.Diagnostics) > 0 || !r.Complete() {
		t.Errorf("%s: not all was read: %+v %+v", dir, r.Diagnostics, r.Coverage)
	}
	var text strings.Builder
	for _, f := range r.Findings {
		at := f.Place
		fmt.Fprintf(&text, "%s:%d:%d: %s: %s: %s\n", at.Filename, at.Start.Line, at.Start.Column, f.Check.Severity, f.Check.Name, f.Message)
	}
	return text.String()
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, []byte(got)) {
		t.Errorf("%s: changed: see what differs with -update:\n%s", name, difference(string(want), got))
	}
}

// difference lists the lines that only one of the two texts has.
func difference(want, got string) string {
	var text strings.Builder
	mark := func(sign, from, other string) {
		known := strings.Split(other, "\n")
		for line := range strings.SplitSeq(from, "\n") {
			if !slices.Contains(known, line) {
				fmt.Fprintln(&text, sign, line)
			}
		}
	}
	mark("-", want, got)
	mark("+", got, want)
	return text.String()
}
