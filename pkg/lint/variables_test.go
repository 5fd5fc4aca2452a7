package lint_test

import (
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// A variables file holds no references; one that stands there all the same is told of and is not known, and what is worked out there is.
func TestVariablesFilesAreWorkedOut(t *testing.T) {
	t.Parallel()
	for value, found := range map[string]int{
		"var.x": 0, "true ? local.x : false": 0, "module.m.x[0]": 0, `"${var.x}"`: 0, "[for x in [true] : x][0]": 1, "{ for x in [true] : x => x }[true]": 1,
	} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			put(t, dir, "main.tf", "variable \"open\" {}\nresource \"aws_db_instance\" \"x\" {\n  publicly_accessible = var.open\n}\n")
			put(t, dir, "terraform.tfvars", "open = "+value+"\n")
			r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: []*check.Check{public()}})
			if err != nil {
				t.Fatal(err)
			}
			told := len(r.Diagnostics) == 1 && r.Diagnostics[0].Summary == "Value of a variable is not constant"
			if len(r.Findings) != found || told != (found == 0) {
				t.Errorf("got %v, told %v", r.Findings, r.Diagnostics)
			}
		})
	}
}

// Whether a variable may be null can itself be sensitive.
func TestNullableByASensitiveValue(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "main.tf", "variable \"open\" {\n  nullable  = sensitive(false)\n  sensitive = sensitive(true)\n  default   = true\n}\nresource \"aws_db_instance\" \"x\" {\n  publicly_accessible = var.open\n}\n")
	put(t, dir, "terraform.tfvars", "open = null\n")
	r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: []*check.Check{public()}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || len(r.Diagnostics) != 0 {
		t.Errorf("got %v, told %v", r.Findings, r.Diagnostics)
	}
}

func public() *check.Check {
	return &check.Check{
		Name: "open", Title: "Open", Severity: check.High, Duty: check.Network, Resources: []string{"aws_db_instance"},
		Run: check.Argument("publicly_accessible").Default(false).MustBe(false),
	}
}
