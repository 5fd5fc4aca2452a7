package checks_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/report"
)

// FuzzLint lints whatever bytes as main.tf with every check, and reports what is found in one of the formats: nothing may panic, nothing may take long, and
// nothing that acts on a terminal comes out.
func FuzzLint(f *testing.F) {
	seed(f)
	dir := f.TempDir()
	all := checks.All()
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 64<<10 {
			t.Skip("larger inputs only take longer")
		}
		began := time.Now()
		r, err := lint.Run(t.Context(), lint.Options{
			Cwd: dir, Paths: []string{"."}, Overlays: map[string][]byte{"main.tf": data}, Checks: all, Overlap: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range r.Diagnostics {
			if strings.HasPrefix(d.Summary, "Internal error") {
				t.Error(d.Detail)
			}
		}
		format := report.Formats()[len(data)%len(report.Formats())] // each takes as long as the lint
		var out bytes.Buffer
		if err := report.Write(&out, format, r, report.Options{Source: r.Source}); err != nil {
			t.Error(err)
		}
		if !utf8.Valid(out.Bytes()) || bytes.ContainsAny(out.Bytes(), "\x00\x1b\u009b\u202e") {
			t.Errorf("%s: not fit to print: %q", format, out.String())
		}
		if took := time.Since(began); took > 30*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

// seed adds the files of the stacks and of the evaluated configurations.
func seed(f *testing.F) {
	f.Helper()
	stacks, _ := filepath.Glob("../testdata/stacks/*/*.tf")
	for _, name := range stacks {
		if data, err := os.ReadFile(name); err == nil {
			f.Add(data)
		}
	}
	archives, _ := filepath.Glob("../testdata/eval/configs/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	if len(stacks) == 0 || len(archives) == 0 {
		f.Fatal("no seeds")
	}
}
