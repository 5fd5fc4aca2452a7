package graph_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// build writes the files of an archive, whose first is main.tf when the text starts without a file name, and builds the graph of the directory.
func build(t *testing.T, text string) *graph.Graph {
	t.Helper()
	if !strings.HasPrefix(text, "-- ") {
		text = "-- main.tf --\n" + text
	}
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(text)).Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
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
	inputs := map[string]eval.Term{}
	for _, name := range m.AutoVars {
		vars, _ := loader.Vars(name)
		for n, a := range vars {
			inputs[n] = eval.NewTerm(a.Expr, nil)
		}
	}
	installed, _ := loader.Installed(".")
	root := &eval.Root{Loader: loader, Dir: ".", Installed: installed}
	return graph.Build(root, m, inputs)
}

// one returns the instance of that address.
func one(t *testing.T, g *graph.Graph, address string) *graph.Resource {
	t.Helper()
	var all []string
	for _, r := range g.Resources {
		if r.Address == address {
			return r
		}
		all = append(all, r.Address)
	}
	t.Fatalf("there is no %s among %s", address, strings.Join(all, ", "))
	return nil
}

func addresses(all []*graph.Resource) string {
	var texts []string
	for _, r := range all {
		texts = append(texts, r.Address)
	}
	return strings.Join(texts, " ")
}

func place(v graph.Value) string { return v.Place().String() }

func TestValuesAreTypedByTheSchema(t *testing.T) {
	t.Parallel()
	for _, written := range []string{`"true"`, `true`, `tobool("true")`, `!false`, `local.yes`} {
		g := build(t, "locals { yes = \"true\" }\nresource \"aws_db_instance\" \"d\" {\n  publicly_accessible = "+written+"\n}\n")
		v := one(t, g, "aws_db_instance.d").Get("publicly_accessible")
		if !v.Is(true) || v.Is(false) || v.IsNot(true) {
			t.Errorf("%s is not true", written)
		}
	}
}

func TestMissingArgumentIsNullAtTheHead(t *testing.T) {
	t.Parallel()
	g := build(t, "resource \"aws_db_instance\" \"d\" {\n}\n")
	v := one(t, g, "aws_db_instance.d").Get("storage_encrypted")
	if !v.Absent() || !v.IsNot(true) || v.Is(false) || v.Present() || !v.Or(false).Is(false) {
		t.Error("an argument that is not written must be null")
	}
	if got := place(v); got != "main.tf:1,1-31" {
		t.Errorf("place is %s", got)
	}
}

func TestUnknownAnswersNothing(t *testing.T) {
	t.Parallel()
	g := build(t, "variable \"x\" {}\nresource \"aws_db_instance\" \"d\" {\n  publicly_accessible = var.x\n}\n")
	v := one(t, g, "aws_db_instance.d").Get("publicly_accessible")
	if v.Is(true) || v.IsNot(true) || v.Is(false) || v.Absent() || v.Present() || v.Known() {
		t.Error("a value that is not known answered")
	}
	open := g.Unanswered()
	if len(open) != 5 {
		t.Errorf("%d questions were left open, want 5", len(open))
	}
	if c := open[0].Causes(); len(c) != 1 || c[0].Name != "var.x" || c[0].Kind != eval.CauseVariable {
		t.Errorf("causes are %v", c)
	}
}

func TestKnownBeginningDecides(t *testing.T) {
	t.Parallel()
	g := build(t, "variable \"x\" {}\nresource \"aws_s3_bucket\" \"b\" {\n  bucket = \"logs-${var.x}\"\n}\n")
	v := one(t, g, "aws_s3_bucket.b").Get("bucket")
	if !v.IsNot("data-1") || v.IsNot("logs-1") || !v.Present() || v.Prefix() != "logs-" {
		t.Error("how the text begins was not used")
	}
}

const everySpelling = `
locals {
  rules = { ssh = ["10.0.0.0/8", "0.0.0.0/0"] }
}
resource "aws_security_group" "block" {
  ingress {
    from_port   = 22
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }
}
resource "aws_security_group" "list" {
  ingress = [{
    from_port   = "22"
    cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
  }]
}
resource "aws_security_group" "dynamic" {
  dynamic "ingress" {
    for_each = local.rules
    iterator = rule
    content {
      from_port   = 22
      cidr_blocks = rule.value
    }
  }
}
-- json.tf.json --
{"resource": {"aws_security_group": {
  "json": {"ingress": [{"from_port": 22, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]},
  "jsondynamic": {"dynamic": {"ingress": {"for_each": "${local.rules}", "content": {"from_port": 22, "cidr_blocks": "${ingress.value}"}}}}
}}}
`

func TestEverySpellingOfABlock(t *testing.T) {
	t.Parallel()
	g := build(t, "-- main.tf --"+everySpelling)
	places := map[string]string{
		"block": "main.tf:7,34-45", "list": "main.tf:13,34-45", "dynamic": "main.tf:22,21-31",
		"json": "json.tf.json:2,72-83", "jsondynamic": "json.tf.json:3,120-133",
	}
	for name, want := range places {
		blocks := one(t, g, "aws_security_group."+name).Blocks("ingress")
		if len(blocks) != 1 {
			t.Errorf("%s: %d blocks", name, len(blocks))
			continue
		}
		if !blocks[0].Get("from_port").Is(22) {
			t.Errorf("%s: from_port is not 22", name)
		}
		cidrs := blocks[0].Get("cidr_blocks").Each()
		if len(cidrs) != 2 || !cidrs[1].Is("0.0.0.0/0") {
			t.Errorf("%s: cidr_blocks has %d elements", name, len(cidrs))
			continue
		}
		if got := place(cidrs[1]); got != want {
			t.Errorf("%s: the element is placed at %s, want %s", name, got, want)
		}
	}
}

const throughModules = `
-- main.tf --
variable "cidrs" {
  type = list(string)
}
module "web" {
  source   = "./rule"
  for_each = { a = var.cidrs, b = ["10.0.0.0/8"] }
  cidrs    = each.value
}
-- terraform.tfvars --
cidrs = [
  "192.168.0.0/16",
  "0.0.0.0/0",
]
-- rule/main.tf --
variable "cidrs" {
  type = list(string)
}
resource "aws_security_group_rule" "r" {
  cidr_blocks = var.cidrs
}
`

func TestWhereAValueComesFrom(t *testing.T) {
	t.Parallel()
	g := build(t, throughModules)
	cidr := one(t, g, `module.web["a"].aws_security_group_rule.r`).Get("cidr_blocks").Each()[1]
	if !cidr.Is("0.0.0.0/0") || place(cidr) != "rule/main.tf:5,17-26" {
		t.Errorf("the value is placed at %s", place(cidr))
	}
	var hops []string
	for _, h := range cidr.Origins() {
		hops = append(hops, h.Label+" "+h.Place.String())
	}
	want := "var.cidrs main.tf:7,14-24, each.value main.tf:6,20-29, var.cidrs terraform.tfvars:3,3-14"
	if got := strings.Join(hops, ", "); got != want {
		t.Errorf("the way is\n%s, want\n%s", got, want)
	}
}

const linked = `
-- main.tf --
variable "name" {}
locals {
  buckets = { a = "alpha", b = "beta" }
}
resource "aws_s3_bucket" "each" {
  for_each = local.buckets
  bucket   = each.value
}
resource "aws_s3_bucket_public_access_block" "chained" {
  for_each = aws_s3_bucket.each
  bucket   = each.value.id
}
resource "aws_s3_bucket" "named" {
  bucket = "literal"
}
resource "aws_s3_bucket_public_access_block" "named" {
  bucket = "literal"
}
resource "aws_s3_bucket" "variable" {
  bucket = var.name
}
resource "aws_s3_bucket_public_access_block" "variable" {
  bucket = var.name
}
resource "aws_s3_bucket" "counted" {
  count = 2
}
resource "aws_s3_bucket_public_access_block" "joined" {
  bucket = join("", aws_s3_bucket.counted[1].*.id)
}
module "block" {
  source = "./block"
  bucket = one(aws_s3_bucket.single[*].id)
}
resource "aws_s3_bucket" "single" {
  count = 1
}
module "bucket" {
  source = "./bucket"
}
resource "aws_s3_bucket_public_access_block" "output" {
  bucket = module.bucket.id
}
resource "aws_s3_bucket" "lonely" {
  bucket = "lonely"
}
-- block/main.tf --
variable "bucket" {}
resource "aws_s3_bucket_public_access_block" "inside" {
  bucket = var.bucket
}
-- bucket/main.tf --
resource "aws_s3_bucket" "inside" {}
output "id" {
  value = try(aws_s3_bucket.inside.id, "")
}
`

func TestLinks(t *testing.T) {
	t.Parallel()
	g := build(t, linked)
	for bucket, want := range map[string]string{
		`aws_s3_bucket.each["a"]`:            `aws_s3_bucket_public_access_block.chained["a"]`,
		`aws_s3_bucket.each["b"]`:            `aws_s3_bucket_public_access_block.chained["b"]`,
		`aws_s3_bucket.named`:                `aws_s3_bucket_public_access_block.named`,
		`aws_s3_bucket.variable`:             `aws_s3_bucket_public_access_block.variable`,
		`aws_s3_bucket.counted[0]`:           ``,
		`aws_s3_bucket.counted[1]`:           `aws_s3_bucket_public_access_block.joined`,
		`aws_s3_bucket.single[0]`:            `module.block.aws_s3_bucket_public_access_block.inside`,
		`module.bucket.aws_s3_bucket.inside`: `aws_s3_bucket_public_access_block.output`,
		`aws_s3_bucket.lonely`:               ``,
	} {
		found := one(t, g, bucket).ReferredBy("aws_s3_bucket_public_access_block", "bucket", "bucket")
		if got := addresses(found.Sure); got != want {
			t.Errorf("%s is protected by %q, want %q", bucket, got, want)
		}
	}
	lonely := one(t, g, "aws_s3_bucket.lonely").ReferredBy("aws_s3_bucket_public_access_block", "bucket", "bucket")
	if lonely.None() || len(lonely.Maybe) != 1 {
		t.Error("a block for a bucket whose name is not known may protect any bucket")
	}
}

const documents = `
resource "aws_s3_bucket" "b" {}
resource "aws_iam_policy" "encoded" {
  policy = jsonencode({
    Statement = [{
      Action   = ["s3:GetObject", "s3:*"]
      Resource = "${aws_s3_bucket.b.arn}/*"
    }]
  })
}
resource "aws_iam_policy" "heredoc" {
  policy = <<-EOT
    {
      "Statement": [{
        "Action": ["s3:GetObject", "s3:*"],
        "Resource": "${aws_s3_bucket.b.arn}/*"
      }]
    }
  EOT
}
`

func TestDocumentsKeepTheirPlaces(t *testing.T) {
	t.Parallel()
	g := build(t, documents)
	for name, want := range map[string]string{"encoded": "main.tf:6,35-41", "heredoc": "main.tf:15,36-42"} {
		statements := one(t, g, "aws_iam_policy."+name).Get("policy").Document().Attr("Statement").Each()
		if len(statements) != 1 {
			t.Errorf("%s: %d statements", name, len(statements))
			continue
		}
		action := statements[0].Attr("Action").Each()[1]
		if !action.Is("s3:*") || place(action) != want {
			t.Errorf("%s: the action is placed at %s, want %s", name, place(action), want)
		}
		resource := statements[0].Attr("Resource")
		if got := addresses(resource.Refs("aws_s3_bucket")); got != "aws_s3_bucket.b" {
			t.Errorf("%s: the resource names %q", name, got)
		}
		if pieces := resource.Pieces(); len(pieces) != 1 || pieces[0] != "/*" {
			t.Errorf("%s: the known pieces are %q", name, pieces)
		}
	}
}

func TestUnknownRepetitionIsMaybe(t *testing.T) {
	t.Parallel()
	g := build(t, `variable "n" {}
resource "aws_s3_bucket" "counted" {
  count = var.n
}
resource "aws_s3_bucket" "none" {
  count = 0
}
resource "aws_security_group" "g" {
  dynamic "ingress" {
    for_each = var.n
    content {
      from_port = ingress.value
    }
  }
}
`)
	if r := one(t, g, "aws_s3_bucket.counted"); !r.Maybe {
		t.Error("the instance is not marked")
	}
	if got := addresses(g.All("aws_s3_bucket")); got != "aws_s3_bucket.counted" {
		t.Errorf("the buckets are %s", got)
	}
	group := one(t, g, "aws_security_group.g")
	if blocks := group.Blocks("ingress"); len(blocks) != 1 || !blocks[0].Maybe || group.Lacks("ingress") || !group.Lacks("egress") {
		t.Error("the unknown blocks must be there, maybe")
	}
}

func TestCyclesEnd(t *testing.T) {
	t.Parallel()
	g := build(t, `locals {
  a = local.b
  b = local.a
}
resource "aws_s3_bucket" "x" {
  bucket = aws_s3_bucket.y.bucket
}
resource "aws_s3_bucket" "y" {
  bucket = aws_s3_bucket.x.bucket
  tags   = { a = local.a }
}
module "self" {
  source = "./"
}
`)
	if one(t, g, "aws_s3_bucket.x").Get("bucket").Known() {
		t.Error("a value that refers to itself is known")
	}
}
