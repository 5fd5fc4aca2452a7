package iam_test

import (
	"fmt"
	"testing"

	"github.com/demarc-lint/demarc/pkg/iam"
)

// only parses a policy of one statement, written inside an object.
func only(t *testing.T, body string) iam.Statement {
	t.Helper()
	p := policy(t, fmt.Sprintf(`
variable "unknown" { type = string }
data "aws_caller_identity" "me" {}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ %s }] })
}`, body))
	if len(p.Statements) != 1 {
		t.Fatalf("%d statements in %s", len(p.Statements), body)
	}
	return p.Statements[0]
}

func TestAllowsAction(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`Effect = "Allow", Action = ["ec2:*", "IAM:pass*"]`:            true,
		`Effect = "Allow", NotAction = ["ec2:*"]`:                      true,
		`Effect = "Allow", NotAction = ["iam:*"]`:                      false,
		`Effect = "Allow", NotAction = ["ec2:*", var.unknown]`:         false,
		`Effect = "Allow", Action = [var.unknown]`:                     false,
		`Effect = "Allow", Action = ["iam:PassRole", var.unknown]`:     true,
		`Effect = "Deny", Action = "iam:PassRole"`:                     false,
		`Effect = var.unknown, Action = "iam:PassRole"`:                false,
		`Effect = "Allow", Action = ["iam:Pass${var.unknown}"]`:        false,
		`Effect = "Allow", Action = concat(["*"], [var.unknown])`:      true,
		`Effect = "Allow", Action = [for a in ["iam:PassRole"] : a]`:   true,
		`Effect = "Allow", Action = ["ec2:RunInstances", "s3:Put*"], `: false,
	} {
		if got := only(t, body).AllowsAction("iam:PassRole"); got != want {
			t.Errorf("%s: %v", body, got)
		}
	}
}

func TestPublicPrincipal(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`Effect = "Allow", Principal = "*"`:                                    true,
		`Effect = "Allow", Principal = { AWS = "*" }`:                          true,
		`Effect = "Allow", Principal = { AWS = ["123456789012", "*"] }`:        true,
		`Effect = "Allow", Principal = { AWS = "arn:aws:iam::*:root" }`:        true,
		`Effect = "Allow", NotPrincipal = { AWS = "123456789012" }`:            true,
		`Effect = "Allow", Principal = { Service = "*" }`:                      false,
		`Effect = "Allow", Principal = { AWS = "123456789012" }`:               false,
		`Effect = "Allow", Principal = { AWS = var.unknown }`:                  false,
		`Effect = "Allow", Principal = var.unknown`:                            false,
		`Effect = "Deny", Principal = "*"`:                                     false,
		`Effect = "Allow", Principal = { (var.unknown) = "*" }`:                false,
		`Effect = "Allow", Principal = { AWS = "arn:aws:iam::1:user/${"*"}" }`: false,

		// What a data source gives is no wildcard, and hides none.
		`Effect = "Allow", Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }`:    false,
		`Effect = "Allow", Principal = { AWS = "arn:${data.aws_caller_identity.me.id}:iam::*:root" }`:              true,
		`Effect = "Allow", Principal = { AWS = "arn:${data.aws_caller_identity.me.id}:iam::${var.unknown}:root" }`: false,
	} {
		if _, got := only(t, body).PublicPrincipal(); got != want {
			t.Errorf("%s: %v", body, got)
		}
	}
}

func TestNarrowed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		condition            string
		narrowed, unnarrowed bool
	}{
		{`{}`, false, true},
		{`{ StringEquals = { "aws:PrincipalOrgID" = "o-1" } }`, true, false},
		{`{ StringEquals = { "aws:PrincipalOrgID" = var.unknown } }`, false, false},
		{`{ StringEquals = { (var.unknown) = "o-1" } }`, false, false},
		{`var.unknown`, false, false},
		{`{ StringLike = { "aws:SourceVpce" = ["vpce-1", "*"] } }`, false, true},
		{`{ StringLike = { "aws:SourceVpce" = ["*", var.unknown] } }`, false, true},
		{`{ Bool = { "aws:SecureTransport" = "true" } }`, false, true},
		{`{ StringEqualsIfExists = { "aws:SourceVpce" = "vpce-1" } }`, false, true},
		{`{ StringEqualsIfExists = { "aws:SourceVpce" = "vpce-1" }, Null = { "aws:SourceVpce" = "false" } }`, true, false},
		{`{ "ForAllValues:StringLike" = { "aws:PrincipalOrgPaths" = "o-1/*" } }`, false, true},
		{`{ "ForAnyValue:StringLike" = { "aws:PrincipalOrgPaths" = "o-1/*" } }`, true, false},
		{`{ Bool = { "aws:SecureTransport" = "true" }, IpAddress = { "aws:SourceIp" = ["192.0.2.0/24"] } }`, true, false},
		{`{ IpAddress = { "aws:SourceIp" = ["192.0.2.0/24", "0.0.0.0/0"] } }`, false, true},
	}
	for _, test := range tests {
		s := only(t, `Effect = "Allow", Principal = "*", Condition = `+test.condition)
		if s.Narrowed() != test.narrowed || s.Unnarrowed() != test.unnarrowed {
			t.Errorf("%s: narrowed %v, unnarrowed %v", test.condition, s.Narrowed(), s.Unnarrowed())
		}
	}
}

func TestCovers(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`Resource = "*"`: true,
		`Resource = "arn:aws:iam::123456789012:role/*"`:                                          true,
		`Resource = ["a", "arn:aws:iam::*:*"]`:                                                   true,
		`Resource = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/*"`:             true,
		`Resource = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/app-*"`:         false,
		`Resource = "arn:aws:iam::123456789012:role/${var.unknown}"`:                             false,
		`Resource = var.unknown`:                                                                 false,
		`Resource = "arn:aws:iam::123456789012:user/*"`:                                          false,
		`Resource = "arn:aws:s3:::role/*"`:                                                       false,
		`NotResource = "arn:aws:iam::123456789012:role/admin"`:                                   true,
		`NotResource = "arn:aws:iam::123456789012:role/*"`:                                       false,
		`NotResource = ["arn:aws:iam::123456789012:role/admin", var.unknown]`:                    false,
		`Resource = "arn:aws-us-gov:iam::${data.aws_caller_identity.me.account_id}:role/team/*"`: false,
	} {
		if _, got := only(t, `Effect = "Allow", Action = "iam:PassRole", `+body).Covers("iam", "role/any-name"); got != want {
			t.Errorf("%s: %v", body, got)
		}
	}
}

func TestNamesNobody(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]bool{
		`Effect = "Allow"`:                                     true,
		`Effect = "Allow", Principal = "*"`:                    false,
		`Effect = "Allow", Principal = var.unknown`:            false,
		`Effect = "Allow", NotPrincipal = { AWS = "1" }`:       false,
		`Effect = "Allow", Principal = { AWS = var.unknown } `: false,
	} {
		if got := only(t, body).NamesNobody(); got != want {
			t.Errorf("%s: %v", body, got)
		}
	}
}

// What begins as a name, or is another resource's, is not every resource, and leaves no question open; what may be anything does.
func TestAllResourcesLeavesOpen(t *testing.T) {
	t.Parallel()
	for resource, want := range map[string]bool{
		`"arn:aws:s3:::${var.unknown}"`: false,
		`aws_s3_bucket.b.arn`:           false,
		`"${aws_s3_bucket.b.arn}/*"`:    false,
		`"arn:aws:${var.unknown}"`:      true,
		`var.unknown`:                   true,
	} {
		g := build(t, `
variable "unknown" { type = string }
resource "aws_s3_bucket" "b" {}
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = `+resource+` }] })
}`)
		s := iam.Parse(g.All("aws_iam_policy")[0].Get("policy")).Statements[0]
		g.Unanswered()
		if _, ok := s.AllResources(); ok {
			t.Errorf("%s taken for every resource", resource)
		}
		if got := len(g.Unanswered()) > 0; got != want {
			t.Errorf("%s leaves a question open: %v", resource, got)
		}
	}
}

// An account that a data source gives is nobody's wildcard: whose it is need not be known to say that it is not everyone's.
func TestPublicPrincipalLeavesOpen(t *testing.T) {
	t.Parallel()
	for principal, want := range map[string]bool{
		`"arn:${data.aws_partition.p.partition}:iam::${data.aws_caller_identity.me.account_id}:root"`: false,
		`"arn:${data.aws_partition.p.partition}:iam::${var.unknown}:root"`:                            true,
	} {
		g := build(t, `
variable "unknown" { type = string }
data "aws_caller_identity" "me" {}
data "aws_partition" "p" {}
resource "aws_kms_key" "k" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*", Principal = { AWS = `+principal+` } }] })
}`)
		s := iam.Parse(g.All("aws_kms_key")[0].Get("policy")).Statements[0]
		g.Unanswered()
		if _, ok := s.PublicPrincipal(); ok {
			t.Errorf("%s taken for everyone", principal)
		}
		if got := len(g.Unanswered()) > 0; got != want {
			t.Errorf("%s leaves a question open: %v", principal, got)
		}
	}
}
