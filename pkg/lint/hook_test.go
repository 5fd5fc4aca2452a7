package lint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// estate is a repository of 500 directories: 480 roots in turns over 20 modules, each of which 24 roots call.
func estate(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	save := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o700); err != nil {
		tb.Fatal(err)
	}
	for i := range 20 {
		save(fmt.Sprintf("modules/m%02d/main.tf", i), strings.Replace(webModule, `default = "0.0.0.0/0"`, "type = string", 1))
	}
	for i := range 480 {
		save(fmt.Sprintf("live/r%03d/main.tf", i), fmt.Sprintf("# demarc:ignore open: nothing is open\nmodule \"web\" {\n  source = \"../../modules/m%02d\"\n  cidr   = \"10.0.%d.0/24\"\n}\n", i%20, i%256))
	}
	return dir
}

// A hook passes the files of a commit, and evaluates the roots that these belong to: one for a root's file, those that call it for a module's.
func TestHookEvaluatesTheRootsConcerned(t *testing.T) {
	t.Parallel()
	dir := estate(t)
	for _, c := range []struct {
		files []string
		want  int // modules evaluated
	}{
		{[]string{"live/r007/main.tf"}, 2},
		{[]string{"live/r007/main.tf", "live/r027/main.tf"}, 3},
		{[]string{"modules/m07/main.tf"}, 25},
		{[]string{"live/r007/main.tf", "modules/m08/main.tf"}, 27},
		{[]string{"."}, 500},
	} {
		began := time.Now()
		r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Paths: c.files, Checks: []*check.Check{open(), {Name: check.IgnoreUnused, Severity: check.Low}}})
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%v: %v", c.files, time.Since(began))
		if r.Coverage.Modules != c.want || r.Failed() || !r.Complete() {
			t.Errorf("%v: %d modules were evaluated, want %d: %v", c.files, r.Coverage.Modules, c.want, r.Diagnostics)
		}
		for _, f := range r.Findings {
			if c.files[0] != "." && !strings.Contains(strings.Join(c.files, " "), f.Place.Filename) {
				t.Errorf("%v: a finding in %s", c.files, f.Place.Filename)
			}
		}
	}
}

func BenchmarkHook(b *testing.B) {
	dir := estate(b)
	for b.Loop() {
		if _, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Paths: []string{"live/r007/main.tf"}, Checks: []*check.Check{open()}}); err != nil {
			b.Fatal(err)
		}
	}
}
