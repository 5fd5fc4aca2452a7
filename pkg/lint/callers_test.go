package lint_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// A hook passes the files of a commit: what a called module is given stands elsewhere in the repository.
func TestFilesAreLintedThroughTheirCallers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "modules/web/main.tf", strings.Replace(webModule, `default = "0.0.0.0/0"`, "type = string", 1))
	put(t, dir, "modules/pair/main.tf", "variable \"cidr\" {}\nmodule \"web\" {\n  source = \"../web\"\n  cidr   = var.cidr\n}\n")
	put(t, dir, "live/prod/main.tf", "module \"pair\" {\n  source = \"../../modules/pair\"\n  cidr   = \"0.0.0.0/0\"\n}\nmodule \"gone\" {\n  source = \"./gone\"\n}\n")
	put(t, dir, "live/other/main.tf", strings.ReplaceAll(webModule, "web", "other"))

	r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Paths: []string{"modules/web/main.tf"}, Checks: []*check.Check{open()}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || r.Findings[0].Address != "module.pair.module.web.aws_security_group.web" {
		t.Fatalf("got %v", r.Findings)
	}
	if len(r.Diagnostics) != 0 || !r.Complete() {
		t.Errorf("what is missing in a caller is not this file's: %v", r.Diagnostics)
	}
	if r.Coverage.Modules != 3 || r.Coverage.Files != 1 {
		t.Errorf("got %d modules, %d files; want the way from the root, and the file", r.Coverage.Modules, r.Coverage.Files)
	}
}

// Outside of a repository there is no telling where callers could be: nothing else is read.
func TestFilesOutsideOfARepositoryStandAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "web/main.tf", webModule)
	put(t, dir, "main.tf", "module \"web\" {\n  source = \"./web\"\n  cidr   = \"10.0.0.0/8\"\n}\n")
	r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Paths: []string{"web/main.tf"}, Checks: []*check.Check{open()}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || r.Findings[0].Address != "aws_security_group.web" {
		t.Errorf("got %v", r.Findings)
	}
}
