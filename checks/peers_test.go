package checks_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// Where a comment may stand: a place is named where it is, and the comment is put there.
const (
	commentedRoot = `{top}

variable "name" {}

{above}
resource "aws_security_group" "here" {
  {inside}
  name = var.name
  {nested}
  ingress {
    from_port = 22
    to_port   = 22
    protocol  = "tcp"
    {line}
    cidr_blocks = ["0.0.0.0/0"] {end}
  }
}

{call}
module "rules" {
  {within}
  source = "./rules"
}

module "other" {
  source = "./other"
}
`
	openModule = `resource "aws_security_group" "there" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`
)

func places() []string {
	return []string{"top", "above", "inside", "nested", "line", "end", "call", "within"}
}

// Each linter's comment accepts the finding of the line, block or module call that it is for, at the places where that linter takes it, and no other.
func TestCommentsOfOtherLinters(t *testing.T) {
	t.Parallel()
	for comment, want := range map[string]string{
		"# demarc:ignore aws-ec2-security-group-ssh-open: why":                 "top above nested line end call",
		"# demarc:ignore CKV_AWS_24, tfsec:aws-ec2-no-public-ingress-sgr: why": "top above nested line end call",
		"#trivy:ignore:AWS-0107":                                                            "above nested line end call",
		"#trivy:ignore:AVD-AWS-0107:exp:2999-01-01":                                         "above nested line end call",
		"#trivy:ignore:AVD-AWS-0107:ws:test":                                                "above nested line end call",
		"#trivy:ignore:aws-ec2-no-public-ingress-sgr[ingress.from_port=22]":                 "above",
		"#trivy:ignore:aws-s3-enable-versioning trivy:ignore:aws-ec2-no-public-ingress-sgr": "above nested line end call",
		"#tfsec:ignore:aws-vpc-no-public-ingress-sgr":                                       "above nested line end call",
		"#tfsec:ignore:aws-ec2-no-public-ingress-sgr:exp:2999-01-01":                        "above nested line end call",
		"#tfsec:ignore:*":                                          "above nested line end call",
		"#checkov:skip=CKV_AWS_24:why":                             "inside nested line end within",
		"#checkov:skip=CKV2_AWS_5,CKV_AWS_24":                      "inside nested line end within",
		"#bridgecrew:skip=CKV_AWS_24:why":                          "inside nested line end within",
		"# kics-scan ignore-line":                                  "above line end call",
		"# kics-scan ignore-block":                                 "above nested line end call",
		"# kics-scan ignore":                                       "top",
		"#ts:skip=AC_AWS_0227 why":                                 "inside nested line end within",
		"# kics-scan disable=65905cec-d691-4320-b320-2000436cb696": "top",

		"#trivy:ignore:AWS-0107:exp:2020-01-01":                    "",
		"#trivy:ignore:AWS-0107:ws:production":                     "",
		"#trivy:ignore:AWS-0107[ingress.from_port=23]":             "",
		"#trivy:ignore:AWS-0108":                                   "",
		"#checkov:skip=BC_AWS_NETWORKING_1:why":                    "",
		"#checkov:skip=ckv-aws-24:why":                             "",
		"# kics-scan disable=38c5ee0d-7f22-4260-ab72-5073048df100": "",
		"#ts:skip=AC_AWS_0228 why":                                 "",
	} {
		for _, place := range places() {
			t.Run(comment+" "+place, func(t *testing.T) {
				t.Parallel()
				here, there, other := acceptedWith(t, place, comment)
				wanted := slices.Contains(strings.Fields(want), place)
				wantHere := wanted && place != "call" && place != "within"
				wantThere := wanted && (place == "call" || place == "within" || place == "top")
				if here != wantHere || there != wantThere {
					t.Errorf("accepted in the resource: %v, through the call: %v, want %v and %v", here, there, wantHere, wantThere)
				}
				if other != (wanted && place == "top") {
					t.Errorf("accepted through another call: %v", other)
				}
			})
		}
	}
}

// acceptedWith lints with a comment at one of the places: is the finding of the resource accepted, and those of the modules that are called?
func acceptedWith(t *testing.T, place, comment string) (here, there, other bool) {
	t.Helper()
	root := commentedRoot
	for _, p := range places() {
		text := ""
		if p == place {
			text = comment
		}
		root = strings.Replace(root, "{"+p+"}", text, 1)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"main.tf": root, "rules/main.tf": openModule, "other/main.tf": openModule} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ssh, err := check.Select(checks.All(), []string{"aws-ec2-security-group-ssh-open"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: ssh, Known: checks.All(), Workspace: "test"})
	if err != nil || len(r.Findings) != 3 {
		t.Fatalf("%d findings, %v", len(r.Findings), err)
	}
	accepted := map[string]bool{}
	for _, f := range r.Findings {
		accepted[f.Address] = f.Suppressed != nil
	}
	return accepted["aws_security_group.here"], accepted["module.rules.aws_security_group.there"], accepted["module.other.aws_security_group.there"]
}
