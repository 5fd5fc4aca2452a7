package suppress_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
	"github.com/demarc-lint/demarc/pkg/suppress"
)

const text = `resource "aws_s3_bucket" "a" {
  MARK
  bucket = "x" # of a
  acl    = "public-read"

  logging {
    target_bucket = "logs"
  }
}

resource "aws_s3_bucket" "b" {
  bucket = "y"
}
`

// Each syntax accepts the check that its identifier means, in its own reach: lines are those of the text above, of which MARK is the second.
func TestReach(t *testing.T) {
	t.Parallel()
	k := &check.Check{
		Name:    "aws-s3-public-acl",
		Aliases: check.Aliases{Checkov: []string{"CKV_AWS_20"}, Trivy: []string{"AWS-0092"}, KICS: []string{"38c5ee0d"}, Terrascan: []string{"AC_AWS_0210"}},
	}
	for mark, want := range map[string][]int{
		"# demarc:ignore aws-s3-public-acl: why":       {3},
		"// demarc:ignore aws-s3-*: why":               {3},
		"/* demarc:ignore AWS-0092: why */":            {3},
		"# demarc:ignore other, checkov:CKV_AWS_20: w": {3},
		"# demarc:ignore aws-s3-other: why":            nil,
		"#checkov:skip=CKV_AWS_20:why":                 {1, 2, 3, 4, 5, 6, 7, 8, 9},
		"#checkov:skip=CKV_AWS_21:why":                 nil,
		"#ts:skip=AC_AWS_0210 why":                     {1, 2, 3, 4, 5, 6, 7, 8, 9},
		"#trivy:ignore:AWS-0092":                       {3},
		"#trivy:ignore:AVD-AWS-0092[bucket=y]":         nil,
		"#tfsec:ignore:aws-0092":                       {3},
		"# kics-scan ignore-line":                      {3},
		"# kics-scan ignore-block":                     {3},
		"# kics-scan disable=38c5ee0d":                 nil, // only at the top of a file
		"# nothing of the kind":                        nil,
	} {
		t.Run(mark, func(t *testing.T) {
			t.Parallel()
			src := strings.Replace(text, "MARK", mark, 1)
			if got := covered(t, src, k); !slices.Equal(got, want) {
				t.Errorf("got lines %v, want %v", got, want)
			}
		})
	}
	top := covered(t, "# kics-scan disable=38c5ee0d\n"+strings.Replace(text, "MARK", "", 1), k)
	if len(top) != strings.Count(text, "\n")+1 {
		t.Errorf("at the top of a file: got lines %v, want all", top)
	}
}

// covered lists the lines on which a finding of the check would be accepted.
func covered(t *testing.T, src string, k *check.Check) []int {
	t.Helper()
	file, diags := hclsyntax.ParseConfig([]byte(src), "main.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	comments := suppress.Read(&module.File{Name: "main.tf", Bytes: []byte(src), Body: file.Body})
	var lines []int
	offset := 0
	for n, line := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		at := source.Place{Filename: "main.tf", Start: hcl.Pos{Line: n + 1, Column: 1, Byte: offset}}
		if slices.ContainsFunc(comments, func(c suppress.Comment) bool { return c.Covers(at) && c.Accepts(k) }) {
			lines = append(lines, n+1)
		}
		offset += len(line) + 1
	}
	return lines
}

func TestOursSaysWhyAndUntilWhen(t *testing.T) {
	t.Parallel()
	src := "x = 1 # demarc:ignore a, b: static site: reviewed (until 2027-01-31)\n"
	file, _ := hclsyntax.ParseConfig([]byte(src), "main.tf", hcl.InitialPos)
	all := suppress.Read(&module.File{Name: "main.tf", Bytes: []byte(src), Body: file.Body})
	if len(all) != 1 {
		t.Fatalf("got %v", all)
	}
	c := all[0]
	if !slices.Equal(c.Terms, []string{"a", "b"}) || c.Reason != "static site: reviewed" || c.Until != "2027-01-31" {
		t.Errorf("got %+v", c)
	}
}
