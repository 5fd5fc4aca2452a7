package checks_test

import (
	"path/filepath"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// Stacks of mixed quality, as people write them, with all that all checks have to say of them.
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
