# The account's block is added to each bucket's: what one has on need not be on in the other.

resource "aws_s3_account_public_access_block" "this" {
  block_public_acls   = true
  ignore_public_acls  = true
  block_public_policy = false # want aws-s3-public-policy-not-blocked "block_public_policy"
}

resource "aws_s3_bucket" "reports" {
  bucket = "acme-reports"
}

resource "aws_s3_bucket_public_access_block" "reports" {
  bucket                  = aws_s3_bucket.reports.id
  block_public_policy     = false # want aws-s3-public-policy-not-blocked "block_public_policy"
  restrict_public_buckets = true
}

resource "aws_s3_bucket_acl" "reports" {
  bucket = aws_s3_bucket.reports.id
  acl    = "public-read-write" # want aws-s3-public-acl-overridden "which the public access block voids"
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = aws_s3_bucket.reports.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-reports/*" }]
  })
}

resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject" # want aws-s3-public-read-policy "s3:GetObject is allowed to every principal"
      Resource  = "arn:aws:s3:::acme-site/*"
    }]
  })
}

resource "aws_s3_object" "logo" {
  bucket = aws_s3_bucket.site.id
  key    = "logo.png"
  acl    = "public-read"
}

resource "aws_s3_bucket_public_access_block" "elsewhere" { # want aws-s3-public-policy-not-blocked "block_public_policy"
  bucket = "acme-elsewhere"
}
