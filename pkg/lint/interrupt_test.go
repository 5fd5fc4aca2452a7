package lint_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// The context ends when the first of many roots is linted: its findings are told, and that there may be more.
func TestWhatWasFoundBeforeAnInterruptIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range 300 {
		sub := filepath.Join(dir, fmt.Sprintf("root%03d", i))
		if err := os.Mkdir(sub, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(sub, "main.tf"), []byte("resource \"aws_db_instance\" \"x\" {\n  publicly_accessible = true\n}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, err := lint.Run(ctx, lint.Options{Cwd: dir, Checks: checks.All(), Progress: func(int, int) { cancel() }})
	if r == nil || err == nil || !r.Failed() || len(r.Findings) == 0 {
		t.Fatalf("got %v, %v", r, err)
	}
	last := r.Findings[len(r.Findings)-1].Place.Filename
	if strings.HasPrefix(last, "root299") {
		t.Error("all was linted")
	}
	for _, d := range r.Diagnostics {
		if d.Summary == "Interrupted" && strings.Contains(d.Detail, "of 300 root modules") {
			return
		}
	}
	t.Errorf("it does not say so: %v", r.Diagnostics)
}
