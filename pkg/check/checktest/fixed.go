package checktest

import (
	"regexp"
	"slices"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// fixed applies the fixes of all findings in a bad block that have one, as demarc fix --unsafe would, and compares.
func fixed(t *testing.T, name string, c *check.Check, bad string, e Example) {
	t.Helper()
	if bad == "" {
		t.Errorf("%s: a fixed block follows a bad one", name)
		return
	}
	findings, plan := repaired(t, c, bad)
	unsafe := slices.ContainsFunc(findings, func(f *lint.Finding) bool { return f.Fix.Applicable() && !f.Fix.Safe() })
	if unsafe != (e.Kind == "fixed unsafe") {
		t.Errorf("%s: that a fix is unsafe is %v", name, unsafe)
	}
	if after := string(plan.Files["main.tf"]); after != e.Text {
		t.Errorf("%s: this is not what is written:\n%s", name, udiff.Unified("page", "fixed", e.Text, after))
	}
}

// repaired fixes what can be in a bad block, of which it leaves out the comments that want findings.
func repaired(t *testing.T, c *check.Check, bad string) ([]*lint.Finding, *fix.Plan) {
	t.Helper()
	wants := regexp.MustCompile(`(?m)[ \t]*# want .*$`)
	before := string(hclwrite.Format(wants.ReplaceAll([]byte(bad), nil)))
	o := lint.Options{Cwd: t.TempDir(), Checks: []*check.Check{c}}
	r := linted(t, o, map[string]string{"main.tf": before})
	var findings []*lint.Finding
	for i := range r.Findings {
		findings = append(findings, &r.Findings[i])
	}
	plan, err := lint.Repair(t.Context(), o, r, findings...)
	if err != nil {
		t.Fatal(err)
	}
	return findings, plan
}

// Fixes demands that the fixes of findings in bad blocks hold, as far as each can be written.
func Fixes(t *testing.T, c *check.Check, section string) {
	t.Helper()
	for _, e := range Examples(section) {
		if e.Kind != "bad" {
			continue
		}
		findings, plan := repaired(t, c, e.Text)
		for i, why := range plan.Refused {
			if fix.IsFailure(why) {
				t.Errorf("bad of %s, line %d: to %s: %s", c.Name, findings[i].Place.Start.Line, findings[i].Fix.Title, why)
			}
		}
	}
}
