package checks_test

import (
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check/checktest"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/schema"
)

// wrongValues are expressions of every kind: nearly all are wrong for nearly every argument.
var wrongValues = []string{
	`"x"`, `""`, `"$${a} %%{if}"`, `"${var.unknown}"`, `"\u0000"`, `1`, `1e999`, `-1`, `0.5`, `true`, `null`, `[]`, `["x"]`, `[null]`, `{}`, `{ a = 1 }`,
	`[{ a = 1 }]`, `[[["x"]]]`, `var.unknown`, `[var.unknown]`, `aws_kms_key.other`, `aws_kms_key.other.arn`, `aws_db_instance.canary[*]`,
	`"{\"Statement\":[null,1,{\"Effect\":[],\"Principal\":[{}],\"Condition\":[1]}]}"`, `"{"`, `jsonencode([{ Statement = "x" }])`, `sensitive("x")`,
	`nosuch("x")`,
}

// wrongJSON are the same in JSON syntax.
var wrongJSON = []string{
	`"x"`, `""`, `1`, `1e999`, `-1`, `true`, `null`, `[]`, `["x"]`, `[null]`, `{}`, `{"a":1}`, `[{"a":1}]`, `[[["x"]]]`, `"${var.unknown}"`,
	`"${aws_kms_key.other}"`, `"$${a} %%{if}"`, `"{\"Statement\":1}"`, `"${"`,
}

// A value of the wrong kind, wherever the provider's schema has a place for one, breaks no check and hides nothing beside it. Each place gets
// a fifth of the values together with its neighbours, and a few by itself, others than the places beside it: DEMARC_SWEEP=all tries all, in minutes.
func TestWrongValues(t *testing.T) {
	t.Parallel()
	for n, name := range judgedTypes() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var w wrongs
			for round := range sparse(len(wrongValues), n, 5) {
				w.native(name, allWrong(schemaOf(name), round, 0))
			}
			for round := range sparse(len(wrongJSON), n, 5) {
				w.json(name, allWrongJSON(schemaOf(name), round, 0))
			}
			for i, s := range spots(schemaOf(name), nil) {
				lines, members := s.wrongLines(), s.wrongMembers()
				for j := range sparse(len(lines), i, 47) {
					w.native(name, s.in(lines[j]))
				}
				for j := range sparse(len(members), i, 47) {
					w.json(name, s.inJSON(members[j]))
				}
			}
			lintWrongs(t, w.files)
		})
	}
}

// What a check finds in its bad examples it looks for with more than one question; no wrong value in the place of a right one breaks any.
func TestWrongValuesInExamples(t *testing.T) {
	t.Parallel()
	for _, c := range checks.All() {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			files := map[string][]byte{}
			for _, e := range checktest.Examples(checks.Page(c.Name)) {
				if e.Kind != "bad" {
					continue
				}
				for i, r := range written(t, e.Text, true) {
					for j := range sparse(len(wrongValues), i, 13) {
						text := e.Text[:r.Start.Byte] + wrongValues[j] + e.Text[r.End.Byte:]
						files[fmt.Sprintf("m%d/main.tf", len(files))] = []byte("variable \"unknown\" {}\n" + text)
					}
				}
			}
			lintWrongs(t, files)
		})
	}
}

// sparse counts to n in steps, from elsewhere for each i, or one by one where all is asked for.
func sparse(n, i, step int) iter.Seq[int] {
	if os.Getenv("DEMARC_SWEEP") == "all" {
		step = 1
	}
	return func(yield func(int) bool) {
		for j := i % step; j < n && yield(j); j += step {
		}
	}
}

// judgedTypes are those that a check names and the provider still has, data sources with "data." before them.
func judgedTypes() []string {
	var all []string
	for _, c := range checks.All() {
		for _, name := range c.Resources {
			if schemaOf(name) != nil {
				all = append(all, name)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func schemaOf(name string) *schema.Block {
	if data, ok := strings.CutPrefix(name, "data."); ok {
		return schema.Lookup(schema.Data, data)
	}
	return schema.Lookup(schema.Resource, name)
}

// lintWrongs lints the files beside a healthy one.
func lintWrongs(t *testing.T, files map[string][]byte) {
	t.Helper()
	files["canary.tf"] = []byte(`resource "aws_db_instance" "canary" {
  publicly_accessible = true
}
resource "aws_kms_key" "other" {}
variable "unknown" {}
`)
	r, err := lint.Run(t.Context(), lint.Options{Cwd: t.TempDir(), Overlays: files, Checks: checks.All(), Overlap: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Diagnostics {
		if strings.HasPrefix(d.Summary, "Internal error") {
			t.Errorf("%s: %.2000s", d.Summary, d.Detail)
		}
	}
	if !slices.ContainsFunc(r.Findings, func(f lint.Finding) bool {
		return f.Address == "aws_db_instance.canary" && f.Check.Name == "aws-rds-publicly-accessible"
	}) {
		t.Errorf("the healthy file's finding is lost among %d", len(r.Findings))
	}
}
