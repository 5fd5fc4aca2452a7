package iam_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// policy parses the policy of aws_iam_policy.p.
func policy(t *testing.T, text string) iam.Policy {
	t.Helper()
	for _, r := range build(t, text).All("aws_iam_policy") {
		if r.Name == "p" {
			return iam.Parse(r.Get("policy"))
		}
	}
	t.Fatal("no aws_iam_policy.p")
	return iam.Policy{}
}

func build(t *testing.T, text string) *graph.Graph {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte("-- main.tf --\n" + text)).Files {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.Open(dir, nil, ".")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tree.Close)
	loader := module.NewLoader(tree)
	m := loader.Load(".")
	for _, d := range m.Diagnostics {
		t.Error(d.Place, d.Summary, d.Detail)
	}
	installed, _ := loader.Installed(".")
	root := &eval.Root{Loader: loader, Dir: ".", Files: files{tree: tree}, Installed: installed}
	return graph.Build(root, m, nil)
}

// files lets file() read what lies in the tree.
type files struct {
	eval.Files
	tree *source.Tree
}

func (f files) ReadFile(name string) ([]byte, error) { return f.tree.Read(name) }

// describe writes a policy as one line a statement: line, effect, actions, resources, principals, conditions; ? for what is not known.
func describe(p iam.Policy) string {
	var out strings.Builder
	if !p.Known {
		out.WriteString("more\n")
	}
	for _, s := range p.Statements {
		fmt.Fprintf(&out, "%d %s", s.Place().Start.Line, shown(s.Effect))
		list(&out, "", s.Actions)
		list(&out, "not ", s.NotActions)
		list(&out, "on ", s.Resources)
		list(&out, "not on ", s.NotResources)
		for _, p := range s.Principals {
			fmt.Fprintf(&out, " for %s:%s", p.Type, shown(p.ID))
		}
		for _, p := range s.NotPrincipals {
			fmt.Fprintf(&out, " not for %s:%s", p.Type, shown(p.ID))
		}
		for _, c := range s.Conditions {
			list(&out, "if "+c.Operator+" "+c.Key+"=", c.Values)
		}
		out.WriteString("\n")
	}
	return out.String()
}

func list(out *strings.Builder, what string, values []graph.Value) {
	if len(values) == 0 {
		return
	}
	var texts []string
	for _, v := range values {
		texts = append(texts, shown(v))
	}
	fmt.Fprintf(out, " %s%s", what, strings.Join(texts, ","))
}

func shown(v graph.Value) string {
	if text, ok := v.Text(); ok {
		return text
	}
	return "?"
}

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, config, want string }{
		{"jsonencode", `
resource "aws_iam_policy" "p" {
  policy = jsonencode({
    Statement = [
      { Effect = "Allow", Action = "s3:GetObject", Resource = ["a", "b"] },
      {
        Effect       = "Deny"
        NotAction    = ["iam:*"]
        NotResource  = "c"
        Principal    = "*"
        NotPrincipal = { AWS = ["x", "y"], Service = "z" }
        Condition    = { StringLike = { "aws:username" = ["u", "v"] }, Bool = { "aws:SecureTransport" = false } }
      },
    ]
  })
}`, `5 Allow s3:GetObject on a,b
6 Deny not iam:* not on c for *:* not for AWS:x not for AWS:y not for Service:z if StringLike aws:username=u,v if Bool aws:SecureTransport=false
`},
		{"one statement without a list", `
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "*", Resource = "*" } })
}`, "3 Allow * on *\n"},
		{"heredoc with a gap", `
variable "bucket" { type = string }
resource "aws_iam_policy" "p" {
  policy = <<-EOT
    {
      "Statement": [
        {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${var.bucket}/*"},
        {"Effect": "Allow", "Action": "ec2:*",
         "Resource": "*"}
      ]
    }
  EOT
}`, "7 Allow s3:* on ?\n8 Allow ec2:* on *\n"},
		{"file", `
resource "aws_iam_policy" "p" {
  policy = file("p.json")
}
-- p.json --
{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
`, "3 Allow s3:* on *\n"},
		{"rendered file", `
resource "aws_s3_bucket" "b" {}
resource "aws_iam_policy" "p" {
  policy = templatefile("p.json.tftpl", { bucket = aws_s3_bucket.b.arn, actions = ["s3:Get*", "s3:Put*"], more = jsonencode(var.more) })
}
variable "more" {}
-- p.json.tftpl --
{"Statement": [
  {"Effect": "Allow", "Action": ${jsonencode(actions)}, "Resource": "${bucket}/*"},
  {"Effect": "Allow", "Action": "iam:*", "Resource": "*"},
  {"Effect": "Allow", "Action": ${more}, "Resource": "*"}
]}
`, "4 Allow s3:Get*,s3:Put* on ?\n4 Allow iam:* on *\n4 Allow ? on *\n"},
		{"trailing commas", `
resource "aws_iam_policy" "p" {
  policy = <<EOT
{"Statement": [
  {"Effect": "Allow", "Action": ["s3:*", "a,]", ], "Resource": "*",},
]}
EOT
}
`, "5 Allow s3:*,a,] on *\n"},
		{"encoded within", `
variable "more" {}
resource "aws_s3_bucket" "b" {}
resource "aws_iam_policy" "p" {
  policy = <<-EOT
  {"Statement": [
    {"Effect": "Allow", "Action": ${jsonencode(var.more)}, "Resource": "*"},
    ${jsonencode({ Effect = "Allow", Action = "s3:*", Resource = aws_s3_bucket.b.arn })},
    ${var.more}
  ]}
  EOT
}
`, "more\n7 Allow ? on *\n8 Allow s3:* on ?\n"},
		{"data source", `
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["*", "123456789012"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:SourceVpce"
      values   = ["vpce-1"]
    }
  }
  statement {
    effect      = "Deny"
    not_actions = ["iam:*"]
    not_principals {
      type        = "Service"
      identifiers = ["x"]
    }
  }
}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.json
}`, `3 Allow s3:GetObject on * for AWS:* for AWS:123456789012 if StringEquals aws:SourceVpce=vpce-1
16 Deny not iam:* not for Service:x
`},
		{"merged documents", `
data "aws_iam_policy_document" "base" {
  statement {
    sid     = "a"
    actions = ["base:a"]
  }
  statement {
    actions = ["base:unnamed"]
  }
}
data "aws_iam_policy_document" "over" {
  statement {
    sid     = "b"
    actions = ["over:b"]
  }
}
data "aws_iam_policy_document" "d" {
  source_policy_documents   = [data.aws_iam_policy_document.base.json, jsonencode({ Statement = [{ Sid = "j", Effect = "Allow", Action = "json:j" }] })]
  override_policy_documents = [data.aws_iam_policy_document.over.json]
  statement {
    sid     = "a"
    actions = ["own:a"]
  }
  statement {
    sid     = "b"
    actions = ["own:b"]
  }
}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.json
}`, "7 Allow base:unnamed\n18 Allow json:j\n20 Allow own:a\n12 Allow over:b\n"},
		{"an override that is not known takes what has a name", `
variable "more" { type = list(string) }
data "aws_iam_policy_document" "d" {
  override_policy_documents = var.more
  statement {
    sid     = "a"
    actions = ["own:a"]
  }
  statement {
    actions = ["own:unnamed"]
  }
}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.json
}`, "more\n9 Allow own:unnamed\n"},
		{"dynamic statements", `
variable "names" { type = set(string) }
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = ["s3:*", "ec2:*"]
    content {
      actions = [statement.value]
    }
  }
  dynamic "statement" {
    for_each = var.names
    content {
      actions = ["*"]
    }
  }
}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.json
}`, "more\n4 Allow s3:*\n4 Allow ec2:*\n"},
		{"not known", `
variable "policy" { type = string }
resource "aws_iam_policy" "p" {
  policy = var.policy
}`, "more\n"},
		{"no policy", `
resource "aws_iam_policy" "p" {
  policy = "hello"
}`, "more\n"},
		{"no JSON object", `
resource "aws_iam_policy" "p" {
  policy = "[1, {}]"
}`, "more\n"},
		{"one of two documents", `
variable "which" { type = bool }
data "aws_iam_policy_document" "a" {
  statement { actions = ["a:a"] }
}
data "aws_iam_policy_document" "b" {
  statement { actions = ["b:b"] }
}
resource "aws_iam_policy" "p" {
  policy = var.which ? data.aws_iam_policy_document.a.json : data.aws_iam_policy_document.b.json
}`, "more\n"},
		{"not written", `
resource "aws_iam_policy" "p" {
}`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := describe(policy(t, test.config)); got != test.want {
				t.Errorf("got\n%swant\n%s", got, test.want)
			}
		})
	}
}

// A document that names others many times over ends at the budget.
func TestParseBudget(t *testing.T) {
	t.Parallel()
	var config strings.Builder
	for i := range 30 {
		fmt.Fprintf(&config, "data \"aws_iam_policy_document\" \"d%d\" {\n", i)
		if i > 0 {
			fmt.Fprintf(&config, "  source_policy_documents = [data.aws_iam_policy_document.d%d.json, data.aws_iam_policy_document.d%[1]d.json]\n", i-1)
		}
		config.WriteString("  statement {\n    actions = [\"a:b\"]\n  }\n}\n")
	}
	config.WriteString("resource \"aws_iam_policy\" \"p\" {\n  policy = data.aws_iam_policy_document.d29.json\n}\n")
	if p := policy(t, config.String()); p.Known || len(p.Statements) > 5000 {
		t.Errorf("known %v with %d statements", p.Known, len(p.Statements))
	}
}
