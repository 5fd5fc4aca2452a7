# Two resources for one bucket, of which a variable picks one: each has its own parts, though all go by the same name.

variable "site" {
  type = bool
}

resource "aws_s3_bucket" "site" {
  count  = var.site ? 1 : 0
  bucket = "acme-front"
}

resource "aws_s3_bucket_acl" "site" {
  count  = var.site ? 1 : 0
  bucket = aws_s3_bucket.site[0].bucket
  acl    = "public-read" # want aws-s3-public-read-acl "everyone on the internet"
}

resource "aws_s3_bucket" "private" {
  count  = var.site ? 0 : 1
  bucket = "acme-front"
}

resource "aws_s3_bucket_public_access_block" "private" {
  count              = var.site ? 0 : 1
  bucket             = aws_s3_bucket.private[0].bucket
  ignore_public_acls = true
}

# A public access block that may not exist leaves the question open.

variable "block" {
  type = bool
}

resource "aws_s3_bucket" "maybe" {
  bucket = "acme-maybe"
}

resource "aws_s3_bucket_acl" "maybe" {
  bucket = aws_s3_bucket.maybe.id
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "maybe" {
  count              = var.block ? 1 : 0
  bucket             = aws_s3_bucket.maybe.id
  ignore_public_acls = true
}

# The same name in two partitions, each bucket with its own parts.

provider "aws" {
  alias  = "china"
  region = "cn-north-1"
}

resource "aws_s3_bucket" "world" {
  bucket = "acme-twin"
}

resource "aws_s3_bucket_acl" "world" {
  bucket = aws_s3_bucket.world.bucket
  acl    = "public-read" # want aws-s3-public-read-acl "everyone on the internet"
}

resource "aws_s3_bucket" "china" {
  provider = aws.china
  bucket   = "acme-twin"
}

resource "aws_s3_bucket_public_access_block" "china" {
  provider           = aws.china
  bucket             = aws_s3_bucket.china.bucket
  ignore_public_acls = true
}
