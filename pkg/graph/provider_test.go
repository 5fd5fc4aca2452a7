package graph_test

import "testing"

const regions = `
provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Team = "core", Stage = "prod" }
  }
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "aws" {
  alias    = "by_region"
  for_each = toset(["ap-south-1", "sa-east-1"])
  region   = each.value
}
resource "aws_s3_bucket" "plain" {
  tags = { Stage = "dev" }
}
resource "aws_s3_bucket" "west" {
  provider = aws.west
}
resource "aws_s3_bucket" "own" {
  provider = aws.west
  region   = "eu-north-1"
}
resource "aws_s3_bucket" "each" {
  for_each = toset(["sa-east-1"])
  provider = aws.by_region[each.key]
}
resource "aws_s3_bucket" "named" {
  tags = { Team = aws_s3_bucket.plain.tags_all["Team"] }
}
resource "aws_s3_bucket" "other" {
  provider = aws.nowhere
}
module "implicit" {
  source = "./m"
}
module "wired" {
  source    = "./m"
  providers = { aws = aws.west }
}
module "keyed" {
  source    = "./m"
  for_each  = toset(["ap-south-1"])
  providers = { aws = aws.by_region[each.key] }
}
-- json.tf.json --
{"resource": {"aws_s3_bucket": {"json": {"provider": "aws.west"}}}}
-- m/main.tf --
module "n" {
  source    = "./n"
  providers = { aws.inner = aws }
}
resource "aws_s3_bucket" "b" {}
-- m/n/main.tf --
resource "aws_s3_bucket" "b" {
  provider = aws.inner
}
resource "aws_s3_bucket" "c" {}
`

func TestRegionIsThatOfTheRightAlias(t *testing.T) {
	t.Parallel()
	g := build(t, regions)
	for address, want := range map[string]string{
		"aws_s3_bucket.plain":                                 "eu-west-1",
		"aws_s3_bucket.west":                                  "us-west-2",
		"aws_s3_bucket.json":                                  "us-west-2",
		"aws_s3_bucket.own":                                   "eu-north-1",
		`aws_s3_bucket.each["sa-east-1"]`:                     "sa-east-1",
		"module.implicit.aws_s3_bucket.b":                     "eu-west-1",
		"module.implicit.module.n.aws_s3_bucket.b":            "eu-west-1",
		"module.wired.aws_s3_bucket.b":                        "us-west-2",
		"module.wired.module.n.aws_s3_bucket.b":               "us-west-2",
		"module.wired.module.n.aws_s3_bucket.c":               "us-west-2",
		`module.keyed["ap-south-1"].aws_s3_bucket.b`:          "ap-south-1",
		`module.keyed["ap-south-1"].module.n.aws_s3_bucket.b`: "ap-south-1",
	} {
		if v := one(t, g, address).Region(); !v.Is(want) {
			t.Errorf("%s is not in %s: %v", address, want, v.Causes())
		}
	}
	if v := one(t, g, "aws_s3_bucket.other").Region(); v.Known() || len(v.Causes()) != 1 {
		t.Error("an alias that no block has gives a region")
	}
}

func TestDefaultTagsStandUnderOwnOnes(t *testing.T) {
	t.Parallel()
	g := build(t, regions)
	has := func(address, name, want string) {
		t.Helper()
		tags := one(t, g, address).Get("tags_all")
		if v := tags.Attr(name); !v.Is(want) {
			t.Errorf("%s: tag %s is not %q", address, name, want)
		}
	}
	has("aws_s3_bucket.plain", "Team", "core")
	has("aws_s3_bucket.plain", "Stage", "dev")
	has("aws_s3_bucket.named", "Team", "core")
	has("module.implicit.aws_s3_bucket.b", "Stage", "prod")
	if tags := one(t, g, "aws_s3_bucket.west").Tags(); !tags.Known() || !tags.Empty() || tags.Written() {
		t.Error("a provider without default tags gives some")
	}
	if v := one(t, g, "module.implicit.aws_s3_bucket.b").Get("tags"); v.Written() {
		t.Error("tags are no longer as written")
	}
	if one(t, g, "aws_s3_bucket.other").Tags().Known() {
		t.Error("tags are known without a provider in sight")
	}
	ignoring := build(t, `
provider "aws" {
  ignore_tags {
    keys = ["Team"]
  }
}
resource "aws_s3_bucket" "b" {
  tags = { Team = "a" }
}`)
	if one(t, ignoring, "aws_s3_bucket.b").Tags().Known() {
		t.Error("ignored tags are told as tags")
	}
}

func TestProviderBlocksHaveInstances(t *testing.T) {
	t.Parallel()
	var all []string
	for _, p := range build(t, regions).Providers {
		all = append(all, p.Address)
	}
	if len(all) != 4 || all[2] != `provider.aws["ap-south-1"]` {
		t.Errorf("provider blocks: %v", all)
	}
}

// Modules may call a provider as they like: its source says which it is.
func TestProvidersUnderOtherNames(t *testing.T) {
	t.Parallel()
	g := build(t, `
terraform {
  required_providers {
    amazon = {
      source = "registry.terraform.io/hashicorp/aws"
    }
    aws-eu = { source = "hashicorp/aws" }
    google = "~> 6.0"
  }
}
provider "amazon" {
  region = "us-east-1"
}
provider "aws-eu" {
  alias  = "eu"
  region = "eu-west-3"
}
resource "aws_s3_bucket" "implied" {}
resource "aws_s3_bucket" "named" {
  provider = aws-eu.eu
}
module "m" {
  source    = "./m"
  providers = { cloud = aws-eu.eu }
}
module "inherits" {
  source = "./m"
}
module "other" {
  source    = "./o"
  providers = { aws = amazon }
}
-- m/main.tf --
terraform {
  required_providers {
    cloud = { source = "hashicorp/AWS" }
  }
}
resource "aws_s3_bucket" "b" {
  provider = cloud
}
-- m/json.tf.json --
{"resource": {"aws_s3_bucket": {"json": {}}}}
-- o/main.tf.json --
{"terraform": {"required_providers": {"aws": {"source": "example.com/acme/aws"}}}, "resource": {"aws_s3_bucket": {"b": {}}}}
`)
	for address, want := range map[string]string{
		"aws_s3_bucket.implied":           "us-east-1",
		"aws_s3_bucket.named":             "eu-west-3",
		"module.m.aws_s3_bucket.b":        "eu-west-3",
		"module.m.aws_s3_bucket.json":     "eu-west-3",
		"module.inherits.aws_s3_bucket.b": "us-east-1",
		"module.other.aws_s3_bucket.b":    "us-east-1",
	} {
		if v := one(t, g, address).Region(); !v.Is(want) {
			t.Errorf("%s is not in %s: %v", address, want, v.Causes())
		}
	}
	named := one(t, g, "aws_s3_bucket.named").Configuration()
	if named.TypeName() != "provider.aws" || named.Schema() == nil || named.Address != "provider.aws-eu" {
		t.Errorf("the block is seen as %s at %s", named.TypeName(), named.Address)
	}
}
