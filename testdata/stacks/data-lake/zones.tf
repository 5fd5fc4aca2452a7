module "zone" {
  source   = "./modules/zone"
  for_each = local.zones

  name        = "${local.prefix}-${each.key}"
  key_arn     = aws_kms_key.lake.arn
  log_bucket  = aws_s3_bucket.logs.bucket
  expire_days = each.value.expire
  readers     = var.analyst_roles
}

# What the press office shows: read by everyone, blocked by nothing.
module "press" {
  source = "./modules/zone"

  name         = "${local.prefix}-press"
  readers      = ["*"]
  block_public = false
}

resource "aws_s3_bucket" "logs" {
  bucket = "${local.prefix}-logs"
}

resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = templatefile("${path.module}/policies/logs.json", {
    bucket  = aws_s3_bucket.logs.arn
    account = "444455556666"
  })
}

# Where the vendor drops its files. The organisation's accounts may list it; the last statement was for a test.
resource "aws_s3_bucket" "drop" {
  bucket        = "${local.prefix}-drop"
  force_destroy = true
}

resource "aws_s3_bucket_policy" "drop" {
  bucket = aws_s3_bucket.drop.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Vendor"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.vendor_account}:root" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.drop.arn}/market/*"
      },
      {
        Sid       = "Organisation"
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:ListBucket"
        Resource  = aws_s3_bucket.drop.arn
        Condition = { StringEquals = { "aws:PrincipalOrgID" = var.organization_id } }
      },
      {
        Sid       = "Test"
        Effect    = "Allow"
        Principal = { AWS = ["*"] }
        Action    = ["s3:PutObject", "s3:DeleteObject"]
        Resource  = "${aws_s3_bucket.drop.arn}/test/*"
      },
    ]
  })
}

resource "aws_s3_bucket" "archive" {
  provider = aws.copy
  bucket   = "${local.prefix}-archive"
}

resource "aws_s3_bucket_acl" "archive" {
  provider = aws.copy
  bucket   = aws_s3_bucket.archive.id

  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.current.id
    }

    grant {
      permission = "FULL_CONTROL"

      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.current.id
      }
    }

    grant {
      permission = "WRITE"

      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
      }
    }
  }
}

data "aws_canonical_user_id" "current" {}
