package suppress_test

import (
	"bytes"
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
		Aliases: check.Aliases{Checkov: []string{"CKV_AWS_20"}, Trivy: []string{"AWS-0092"}, KICS: []string{"38c5ee0d-7f22"}, Terrascan: []string{"AC_AWS_0210"}},
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
		"# kics-scan disable=38c5ee0d-7f22":            nil, // only at the top of a file
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
	top := covered(t, "# kics-scan disable=38c5ee0d-7f22\n"+strings.Replace(text, "MARK", "", 1), k)
	if len(top) != strings.Count(text, "\n")+1 {
		t.Errorf("at the top of a file: got lines %v, want all", top)
	}
}

// Windows' line ends change nothing: neither what is read of a comment nor where it holds.
func TestLineEnds(t *testing.T) {
	t.Parallel()
	k := &check.Check{Name: "a", Aliases: check.Aliases{Checkov: []string{"CKV_AWS_20"}, Trivy: []string{"AWS-0092"}, KICS: []string{"38c5ee0d-7f22"}, Terrascan: []string{"AC_AWS_0210"}}}
	for _, mark := range []string{
		"# demarc:ignore a: why (until 2027-01-31)", "/* demarc:ignore a: why\n  demarc:ignore b: why */", "#checkov:skip=CKV_AWS_20", "#ts:skip=AC_AWS_0210", "# kics-scan ignore-line",
		"# kics-scan disable=38c5ee0d-7f22", "#trivy:ignore:AWS-0092:exp:2027-01-31", "#tfsec:ignore:*",
	} {
		src := strings.Replace(text, "MARK", mark, 1)
		windows := strings.ReplaceAll(src, "\n", "\r\n")
		if got, want := covered(t, windows, k), covered(t, src, k); !slices.Equal(got, want) {
			t.Errorf("%s: got lines %v, want %v", mark, got, want)
		}
		file, _ := hclsyntax.ParseConfig([]byte(windows), "main.tf", hcl.InitialPos)
		for _, c := range suppress.Read(&module.File{Name: "main.tf", Bytes: []byte(windows), Body: file.Body}) {
			if c.Wrong != "" || strings.Contains(c.Reason+c.Until+strings.Join(c.Terms, ""), "\r") || bytes.ContainsAny([]byte(windows)[c.Place.Start.Byte:c.Place.Start.Byte+1], " \r\n") {
				t.Errorf("%s: got %+v", mark, c)
			}
		}
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
	names := suppress.NewNames([]*check.Check{k})
	var lines []int
	offset := 0
	for n, line := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		at := source.Place{Filename: "main.tf", Start: hcl.Pos{Line: n + 1, Column: 1, Byte: offset}}
		if slices.ContainsFunc(comments, func(c suppress.Comment) bool { return c.Covers(at) && names.Accepts(&c, k.Name) }) {
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

// A wrong form is told of, and accepts nothing that was not meant.
func TestWrongForms(t *testing.T) {
	t.Parallel()
	for mark, want := range map[string]string{
		"#trivy:ignore:AWS-0092:exp:2027-01-31":           "",
		"#trivy:ignore:AWS-0092:ws:test":                  "",
		"#trivy:ignore:AWS-0092:public by design":         "",
		"#tfsec:ignore:aws-s3-enable-versioning:":         "",
		"#tfsec:ignore:*":                                 "",
		"#trivy:ignore:":                                  "no check is named",
		"#trivy:ignore:AWS_0092":                          `"AWS_0092" is no id of trivy's`,
		"#trivy:ignore:AWS-0092:exp":                      `nothing stands behind "exp"`,
		"#trivy:ignore:AWS-0092:exp:31.1.2027":            `"31.1.2027" is no day of the form 2027-01-31`,
		"#trivy:ignore:AWS-0092:until:2027-01-31":         `"until" is not exp, before a day`,
		"#checkov:skip=CKV2_AWS_6,CKV_AWS_20: why":        "",
		"#checkov:skip=CKV_AWS_20 why: so":                "",
		"#bridgecrew:skip=CKV_AWS_20:why":                 "",
		"#checkov:skip=":                                  "no check is named",
		"#checkov:skip=CKV-AWS-20:why":                    `"CKV-AWS-20" is no id of checkov's`,
		"#checkov:skip=bc-aws-20:why":                     `"bc-aws-20" is no id of checkov's`,
		"#ts:skip=AC_AWS_0210 why":                        "",
		"#ts:skip=accurics.kubernetes.IAM.107 why":        "",
		"#ts:skip=AC/AWS why":                             `"AC/AWS" is no id of terrascan's`,
		"# kics-scan ignore-line":                         "",
		"# kics-scan disable=38c5ee0d-7f22,a6847dc6-f4ea": "",
		"# kics-scan disable=s3":                          `"s3" is no id of kics's`,
		"# kics-scan ignore-lines":                        `"ignore-lines" is none of ignore, ignore-line, ignore-block, disable= and enable=`,
		"# demarc:ignore a: why (until 2027-01-31)":       "",
		"# demarc:ignore a: why (until 2027-02-31)":       `"2027-02-31" is no day of the form 2027-01-31`,
		"# demarc:ignore : why":                           "no check is named; write demarc:ignore CHECK: reason",
	} {
		t.Run(mark, func(t *testing.T) {
			t.Parallel()
			src := strings.Replace(text, "MARK", mark, 1)
			file, _ := hclsyntax.ParseConfig([]byte(src), "main.tf", hcl.InitialPos)
			all := suppress.Read(&module.File{Name: "main.tf", Bytes: []byte(src), Body: file.Body})
			if len(all) != 1 || all[0].Wrong != want {
				t.Errorf("got %+v, want %q", all, want)
			}
		})
	}
}

// tfsec's and Trivy's long names mean the checks of their ids.
func TestLongNames(t *testing.T) {
	t.Parallel()
	names := suppress.NewNames([]*check.Check{
		{Name: "versioning", Aliases: check.Aliases{Trivy: []string{"AWS-0090"}}},
		{Name: "ingress", Aliases: check.Aliases{Trivy: []string{"AWS-0107"}}},
	})
	for id, want := range map[string]string{
		"aws-s3-enable-versioning":      "versioning",
		"AWS-S3-Enable-Versioning":      "versioning",
		"aws-s3-*":                      "versioning",
		"aws-ec2-no-public-ingress-sgr": "ingress",
		"aws-vpc-no-public-ingress-sgr": "ingress",
		"AVD-AWS-0107":                  "ingress",
		"aws-0107":                      "ingress",
		"*":                             "versioning ingress",
		"aws-s3-enable":                 "",
	} {
		if got := strings.Join(names.Of(&suppress.Comment{Peer: "trivy"}, id), " "); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
	if got := names.Of(&suppress.Comment{}, "tfsec:aws-s3-enable-versioning"); len(got) != 1 {
		t.Errorf("ours does not take a long name: got %v", got)
	}
}

// Thousands of comments for thousands of findings take no more than a moment: each is looked at once.
func TestManyComments(t *testing.T) {
	t.Parallel()
	var src strings.Builder
	src.WriteString("a = [\n")
	for range suppress.MaxComments {
		src.WriteString("  # demarc:ignore aws-s3-open: why\n")
	}
	for range 20_000 {
		src.WriteString("  1,\n")
	}
	src.WriteString("]\n# demarc:ignore aws-s3-open: one too many\nb = 1\n")
	file, diags := hclsyntax.ParseConfig([]byte(src.String()), "main.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	all := suppress.Read(&module.File{Name: "main.tf", Bytes: []byte(src.String()), Body: file.Body})
	if len(all) != suppress.MaxComments {
		t.Fatalf("%d comments count", len(all))
	}
	x := suppress.NewIndex(all, suppress.NewNames([]*check.Check{{Name: "aws-s3-open"}}))
	first := strings.Index(src.String(), "  1,")
	if x.Find("aws-s3-open", first+2) != &all[0] {
		t.Error("the first comment is not the one that accepts")
	}
	for i := range 20_000 {
		if c := x.Find("aws-s3-open", first+5*(i+1)+2); c != nil {
			t.Fatalf("element %d is accepted", i+2)
		}
	}
	for i := range all {
		if len(x.Idle(&all[i])) > 0 {
			t.Fatal("one of many for the same line counts as unused")
		}
	}
}
