package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// references writes what an instance refers to, a line each.
func references(r *graph.Resource) string {
	var b strings.Builder
	for _, ref := range r.References() {
		fmt.Fprintf(&b, "%s -> %s", ref.Argument, ref.To.Address)
		if ref.Attr != "" {
			b.WriteString("." + ref.Attr)
		}
		if ref.ByName {
			b.WriteString(" by name")
		}
		if ref.Maybe {
			b.WriteString(" maybe")
		}
		b.WriteString("\n")
	}
	return b.String()
}

const network = `
variable "which" {}
variable "rules" {}
locals {
  subnet = aws_subnet.one.id
}
resource "aws_subnet" "one" {}
resource "aws_security_group" "web" {
  for_each = toset(["a", "b"])
}
resource "aws_instance" "i" {
  for_each               = aws_security_group.web
  subnet_id              = local.subnet
  vpc_security_group_ids = [each.value.id]
  depends_on             = [aws_iam_role.r, data.aws_region.here, module.m]
  root_block_device {
    kms_key_id = module.m.key
  }
  lifecycle {
    ignore_changes = [tags]
  }
}
resource "aws_iam_role" "r" {
  count = 2
}
data "aws_region" "here" {}
resource "aws_instance" "open" {
  vpc_security_group_ids = [aws_security_group.web[var.which].id]
}
resource "aws_security_group" "dynamic" {
  dynamic "ingress" {
    for_each = var.rules
    content {
      security_groups = [aws_security_group.web["a"].id]
      description     = ingress.value
    }
  }
}
module "m" {
  source = "./m"
}
-- m/main.tf --
resource "aws_kms_key" "k" {}
output "key" {
  value = aws_kms_key.k.arn
}
`

func TestReferencesAreOfInstances(t *testing.T) {
	t.Parallel()
	g := build(t, network)
	for address, want := range map[string]string{
		`aws_instance.i["a"]`: `for_each -> aws_security_group.web["a"]
for_each -> aws_security_group.web["b"]
subnet_id -> aws_subnet.one.id
vpc_security_group_ids -> aws_security_group.web["a"].id
depends_on -> aws_iam_role.r[0]
depends_on -> aws_iam_role.r[1]
depends_on -> data.aws_region.here
root_block_device.kms_key_id -> module.m.aws_kms_key.k.arn
`,
		"aws_instance.open": `vpc_security_group_ids -> aws_security_group.web["a"] maybe
vpc_security_group_ids -> aws_security_group.web["b"] maybe
`,
		"aws_security_group.dynamic": "ingress.security_groups -> aws_security_group.web[\"a\"].id maybe\n",
		"aws_subnet.one":             "",
	} {
		if got := references(one(t, g, address)); got != want {
			t.Errorf("%s refers to\n%swant\n%s", address, got, want)
		}
	}
}

func TestReferencesAreTheSameInJSON(t *testing.T) {
	t.Parallel()
	g := build(t, `-- main.tf.json --
{"resource": {
  "aws_subnet": {"one": {}},
  "aws_security_group": {
    "web": {},
    "plain": {"ingress": [{"security_groups": ["${aws_security_group.web.id}"]}]},
    "dynamic": {"dynamic": {"ingress": {
      "for_each": ["${aws_subnet.one.id}"],
      "content": {"security_groups": ["${aws_security_group.web.id}"], "description": "${ingress.value}"}
    }}}
  },
  "aws_instance": {"i": {
    "subnet_id": "${aws_subnet.one.id}",
    "depends_on": ["aws_security_group.web"],
    "lifecycle": {"replace_triggered_by": ["${aws_subnet.one.arn}"]}
  }}
}}
`)
	for address, want := range map[string]string{
		"aws_security_group.plain": "ingress.security_groups -> aws_security_group.web.id\n",
		"aws_security_group.dynamic": `ingress -> aws_subnet.one.id
ingress.description -> aws_subnet.one.id
ingress.security_groups -> aws_security_group.web.id
`,
		"aws_instance.i": `subnet_id -> aws_subnet.one.id
depends_on -> aws_security_group.web
lifecycle.replace_triggered_by -> aws_subnet.one.arn
`,
	} {
		if got := references(one(t, g, address)); sorted(got) != sorted(want) {
			t.Errorf("%s refers to\n%swant\n%s", address, got, want)
		}
	}
}

func sorted(lines string) string {
	all := strings.Split(lines, "\n")
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func TestProviderAddressNamesTheBlock(t *testing.T) {
	t.Parallel()
	g := build(t, regions)
	for address, want := range map[string]string{
		"aws_s3_bucket.plain":                        "provider.aws",
		"aws_s3_bucket.west":                         "provider.aws.west",
		"aws_s3_bucket.json":                         "provider.aws.west",
		`aws_s3_bucket.each["sa-east-1"]`:            `provider.aws.by_region["sa-east-1"]`,
		"aws_s3_bucket.other":                        "provider.aws.nowhere",
		"module.implicit.aws_s3_bucket.b":            "provider.aws",
		"module.wired.aws_s3_bucket.b":               "provider.aws.west",
		`module.keyed["ap-south-1"].aws_s3_bucket.b`: `provider.aws.by_region["ap-south-1"]`,
	} {
		if got := one(t, g, address).ProviderAddress(); got != want {
			t.Errorf("the provider of %s is %s, want %s", address, got, want)
		}
	}
	if got := g.Providers[1].ProviderAddress(); got != "provider.aws.west" {
		t.Errorf("the block is %s", got)
	}
}

// A text is a link too, where the argument is called after the type whose instance has it for a name.
func TestReferencesByName(t *testing.T) {
	t.Parallel()
	g := build(t, `
variable "bucket" {
  default = "logs"
}
variable "unknown" {}
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}
resource "aws_s3_bucket" "other" {
  bucket = var.unknown
}
resource "aws_s3_bucket_policy" "p" {
  bucket = var.bucket
  policy = "logs"
}
resource "aws_s3_bucket_versioning" "v" {
  bucket = "somewhere-else"
}
resource "aws_iam_group" "admins" {
  name = "admins"
}
resource "aws_iam_user" "u" {
  name = "u"
}
resource "aws_iam_user_group_membership" "m" {
  user   = "u"
  groups = ["admins", "others"]
}
resource "aws_rds_cluster" "c" {
  cluster_identifier = "main"
}
resource "aws_rds_cluster_instance" "i" {
  identifier         = "main"
  cluster_identifier = "main"
}
resource "google_storage_bucket_iam_binding" "b" {
  bucket = "logs"
}
resource "aws_launch_template" "t" {
  name = "t"
}
resource "aws_autoscaling_group" "g" {
  launch_template {
    name = "t"
  }
  launch_configuration = "t"
}
`)
	for address, want := range map[string]string{
		"aws_s3_bucket.logs":                  "",
		"aws_s3_bucket_policy.p":              "bucket -> aws_s3_bucket.logs.bucket by name\n",
		"aws_s3_bucket_versioning.v":          "",
		"aws_iam_user_group_membership.m":     "user -> aws_iam_user.u.name by name\ngroups -> aws_iam_group.admins.name by name\n",
		"aws_rds_cluster_instance.i":          "cluster_identifier -> aws_rds_cluster.c.cluster_identifier by name\n",
		"google_storage_bucket_iam_binding.b": "",
		"aws_autoscaling_group.g":             "",
	} {
		if got := references(one(t, g, address)); got != want {
			t.Errorf("%s refers to\n%swant\n%s", address, got, want)
		}
	}
}
