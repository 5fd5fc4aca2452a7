# Buckets that are declared elsewhere: what names the same bucket belongs together.

resource "aws_s3_bucket_acl" "open" {
  bucket = "acme-open"
  acl    = "public-read-write" # want aws-s3-public-write-acl "grants WRITE to everyone"
}

resource "aws_s3_bucket_acl" "shielded" {
  bucket = "acme-shielded"
  acl    = "public-read-write"
}

resource "aws_s3_bucket_public_access_block" "shielded" {
  bucket             = "acme-shielded"
  ignore_public_acls = true
}
