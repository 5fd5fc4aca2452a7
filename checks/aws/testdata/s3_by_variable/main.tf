# A bucket whose name nobody sets: what is named by the same variable belongs together all the same.

variable "bucket" {
  type = string
}

resource "aws_s3_bucket_acl" "by_variable" {
  bucket = var.bucket
  acl    = "public-read" # want aws-s3-public-acl-overridden "voids"
}

resource "aws_s3_bucket_public_access_block" "by_variable" {
  bucket            = var.bucket
  block_public_acls = true
}
