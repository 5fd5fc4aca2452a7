package checks_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/check/checktest"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// A comment for what a check finds is not called unused where the values are not known, whichever: they may be those of another environment.
func TestCommentsForUnknownValues(t *testing.T) {
	t.Parallel()
	for _, c := range checks.All() {
		if c.Run == nil || strings.HasPrefix(c.Name, "terraform-schema-") { // these judge how a value is written
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			for _, e := range checktest.Examples(checks.Page(c.Name)) {
				if e.Kind != "bad" {
					continue
				}
				for _, one := range []bool{true, false} {
					if text, changed := unknown(t, e.Text, one); changed {
						for _, f := range unused(t, c, text) {
							t.Errorf("line %d of its section, with values that are not known: %s\n%s", e.Line, f.Message, text)
						}
					}
				}
			}
		})
	}
}

// unknown puts a variable without a value in the place of the written values: all arguments of resources, or those with blocks of theirs.
func unknown(t *testing.T, text string, nested bool) (string, bool) {
	t.Helper()
	ranges := written(t, text, nested)
	for _, r := range ranges {
		text = text[:r.Start.Byte] + "var.demarc_unknown" + text[r.End.Byte:]
	}
	return "variable \"demarc_unknown\" {}\n" + text, len(ranges) > 0
}

// written finds the values that are written in the arguments of resources, the last first, in all blocks or those with blocks of theirs.
func written(t *testing.T, text string, nested bool) []hcl.Range {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(text), "main.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	var ranges []hcl.Range
	var visit func(body *hclsyntax.Body)
	visit = func(body *hclsyntax.Body) {
		for name, a := range body.Attributes {
			meta := slices.Contains([]string{"count", "for_each", "provider", "depends_on"}, name)
			if v, diags := a.Expr.Value(nil); !meta && !diags.HasErrors() && !v.IsNull() {
				ranges = append(ranges, a.Expr.Range())
			}
		}
		for _, b := range body.Blocks {
			if nested && !slices.Contains([]string{"lifecycle", "dynamic", "provisioner", "connection"}, b.Type) {
				visit(b.Body)
			}
		}
	}
	for _, b := range file.Body.(*hclsyntax.Body).Blocks {
		if b.Type == "resource" || b.Type == "data" {
			visit(b.Body)
		}
	}
	slices.SortFunc(ranges, func(a, b hcl.Range) int { return b.Start.Byte - a.Start.Byte })
	return ranges
}

// unused lints with a comment for the whole file that names the check.
func unused(t *testing.T, c *check.Check, text string) []lint.Finding {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte("# demarc:ignore "+c.Name+": why\n\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	judge := &check.Check{Name: check.IgnoreUnused, Severity: check.Low}
	r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: []*check.Check{c, judge}})
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(r.Findings, func(f lint.Finding) bool { return f.Check != judge })
}
