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

// Of stacks that are well secured the recommended checks have nothing to say.
func TestSecureStacks(t *testing.T) {
	t.Parallel()
	for _, stack := range []string{"container-platform", "data-platform", "serverless"} {
		if reported := lines(t, "../testdata/stacks/"+stack, lint.Options{Checks: recommended()}); reported != "" {
			t.Errorf("%s: reported:\n%s", stack, reported)
		}
	}
}
