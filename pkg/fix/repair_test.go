package fix_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/lint"
)

func set(name, argument string, value any) *check.Check {
	return &check.Check{
		Name: name, Title: "X", Severity: check.Low, Resources: []string{"aws_db_instance"},
		Run: check.Argument(argument).FixWith(value).MustBe(value),
	}
}

func never(name, argument string, value any) *check.Check {
	return &check.Check{
		Name: name, Title: "X", Severity: check.Low, Resources: []string{"aws_db_instance"},
		Run: check.Argument(argument).NotFixed().MustNotBe(value),
	}
}

func TestRepair(t *testing.T) {
	t.Parallel()
	encrypted, private := set("aws-x-encrypted", "storage_encrypted", true), set("aws-x-private", "publicly_accessible", false)
	wrong := set("aws-x-wrong", "multi_az", true)
	wrong.Run = check.Argument("multi_az").FixWith(false).MustBe(true)
	for name, c := range map[string]struct {
		checks  []*check.Check
		source  string
		refused []string // by check
		left    []string
	}{
		"both hold": {
			checks: []*check.Check{encrypted, private},
			source: `resource "aws_db_instance" "db" {}`,
		},
		"one that does not mend what it says is left out": {
			checks:  []*check.Check{encrypted, private, wrong},
			source:  `resource "aws_db_instance" "db" {}`,
			refused: []string{"aws-x-wrong: the finding would still be there"},
			left:    []string{"aws-x-wrong"},
		},
		"one that brings another is left out": {
			checks:  []*check.Check{encrypted, private, never("aws-x-never", "storage_encrypted", true)},
			source:  `resource "aws_db_instance" "db" {}`,
			refused: []string{"aws-x-encrypted: it would bring aws-x-never on aws_db_instance.db"},
			left:    []string{"aws-x-encrypted"},
		},
		"a value that its variable refuses is not given": {
			checks: []*check.Check{encrypted},
			source: `
				variable "e" {
					default = false
					validation {
						condition     = !var.e
						error_message = "Never."
					}
				}
				resource "aws_db_instance" "db" { storage_encrypted = var.e }`,
			refused: []string{"aws-x-encrypted: it would leave a configuration that is not valid"},
			left:    []string{"aws-x-encrypted"},
		},
		"of two that disagree none is made": {
			checks:  []*check.Check{set("aws-x-few", "backup_retention_period", 7), set("aws-x-many", "backup_retention_period", 30), private},
			source:  `resource "aws_db_instance" "db" {}`,
			refused: []string{"aws-x-few: another fix would write something else in the same place", "aws-x-many: another fix would write something else in the same place"},
			left:    []string{"aws-x-few", "aws-x-many"},
		},
		"instances of one block are mended together": {
			checks: []*check.Check{encrypted},
			source: "resource \"aws_db_instance\" \"db\" {\n  count = 3\n}",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := lint.Options{Cwd: t.TempDir(), Checks: c.checks}
			if err := os.WriteFile(filepath.Join(o.Cwd, "main.tf"), []byte(c.source), 0o600); err != nil {
				t.Fatal(err)
			}
			refused, plan := repaired(t, o)
			if !slices.Equal(refused, c.refused) {
				t.Errorf("refused %q", refused)
			}
			o.Overlays = plan.Files
			r, err := lint.Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			var left []string
			for _, f := range r.Findings {
				left = append(left, f.Check.Name)
			}
			if !slices.Equal(left, c.left) {
				t.Errorf("left %q", left)
			}
		})
	}
}

func repaired(t *testing.T, o lint.Options) (refused []string, plan *fix.Plan) {
	t.Helper()
	r, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var findings []*lint.Finding
	for i := range r.Findings {
		if r.Findings[i].Fix.Applicable() {
			findings = append(findings, &r.Findings[i])
		}
	}
	if plan, err = lint.Repair(t.Context(), o, r, findings...); err != nil {
		t.Fatal(err)
	}
	for i, why := range plan.Refused {
		if why != "" {
			refused = append(refused, findings[i].Check.Name+": "+why)
		}
	}
	return refused, plan
}

// A lint takes its time: when next to nothing holds, the search ends.
func TestRepairEnds(t *testing.T) {
	t.Parallel()
	var source strings.Builder
	for range 150 {
		source.WriteString("resource \"aws_db_instance\" \"db" + strings.Repeat("x", source.Len()%97+1) + "\" {}\n")
	}
	lints := 0
	never := func(context.Context, map[string][]byte) (fix.Seen, error) {
		lints++
		return fix.Seen{Findings: map[fix.Key]int{{Check: "c", Address: "a"}: 150}}, nil
	}
	o := lint.Options{Cwd: t.TempDir(), Checks: []*check.Check{set("aws-x-encrypted", "storage_encrypted", true)}}
	if err := os.WriteFile(filepath.Join(o.Cwd, "main.tf"), []byte(source.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var wishes []fix.Wish
	for i := range r.Findings {
		wishes = append(wishes, fix.Wish{Fix: r.Findings[i].Fix, Keys: []fix.Key{{Check: "c", Address: "a"}}})
	}
	plan, err := fix.Repair(t.Context(), r.Source, never, wishes)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Files) > 0 || lints > 200 {
		t.Errorf("%d files after %d lints", len(plan.Files), lints)
	}
}
