# Buckets that a module makes, with parts declared beside the call.

module "data" {
  source   = "./bucket"
  for_each = toset(["reports", "exports"])
  name     = each.key
}

module "bare" {
  source = "./bucket"
  name   = "bare"
}

resource "aws_s3_bucket_public_access_block" "data" {
  for_each                = module.data
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_acl" "bare" {
  bucket = module.bare.id
  acl    = "public-read" # want aws-s3-public-read-acl "grants READ to everyone"
}

resource "aws_s3_bucket_acl" "reports" {
  bucket = module.data["reports"].id
  acl    = "public-read"
}

resource "aws_s3_bucket_versioning" "data" {
  for_each = module.data
  bucket   = each.value.id

  versioning_configuration {
    status = each.key == "reports" ? "Enabled" : "Suspended" # want aws-s3-no-versioning "status is Suspended"
  }
}

resource "aws_s3_bucket_versioning" "bare" {
  bucket = module.bare.id

  versioning_configuration {
    status = "Enabled"
  }
}
