package checks_test

import (
	"path/filepath"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// Stacks as people write them, most of mixed quality, with all that all checks have to say of them.
func TestStacks(t *testing.T) {
	t.Parallel()
	roots, err := filepath.Glob("../testdata/stacks/*/versions.tf")
	if err != nil || len(roots) == 0 {
		t.Fatal("no stacks", err)
	}
	for _, root := range roots {
		dir := filepath.Dir(root)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			compareGolden(t, dir+".golden", lines(t, dir, lint.Options{Checks: checks.All(), Overlap: true}))
		})
	}
}

// Of a stack that is well secured the recommended checks have nothing to say.
func TestSecureStack(t *testing.T) {
	t.Parallel()
	if reported := lines(t, "../testdata/stacks/serverless", lint.Options{Checks: recommended()}); reported != "" {
		t.Errorf("reported:\n%s", reported)
	}
}
