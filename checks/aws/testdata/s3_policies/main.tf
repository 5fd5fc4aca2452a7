# Conditions that narrow, and conditions that only look as if.

locals {
  objects = "arn:aws:s3:::acme-data/*"
}

resource "aws_s3_bucket_policy" "world_address" {
  bucket = "acme-world-address"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject" # want aws-s3-public-read-policy "every principal"
      Resource  = local.objects
      Condition = { IpAddress = { "aws:SourceIp" = ["10.0.0.0/8", "0.0.0.0/0"] } }
    }]
  })
}

resource "aws_s3_bucket_policy" "referer" {
  bucket = "acme-referer"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::111122223333:root", "*"] }
      Action    = ["s3:ListBucket", "s3:GetObject*"] # want aws-s3-public-read-policy "s3:GetObject" aws-s3-public-list-policy "s3:ListBucket"
      Resource  = local.objects
      Condition = { StringLike = { "aws:Referer" = "https://acme.example/*" } }
    }]
  })
}

resource "aws_s3_bucket_policy" "anonymous_all" {
  bucket = "acme-anonymous-all"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:*", "s3:GetObject"] # want aws-s3-public-read-policy "s3:GetObject" aws-s3-public-admin-policy "s3:. is allowed"
      Resource  = local.objects
    }]
  })
}

resource "aws_s3_bucket_policy" "all_but_one" {
  bucket = "acme-all-but-one"
  policy = jsonencode({
    Statement = [{
      Effect       = "Allow"
      NotPrincipal = { AWS = "arn:aws:iam::111122223333:user/eve" }
      Action       = "s3:PutObject" # want aws-s3-public-write-policy "s3:PutObject"
      Resource     = local.objects
    }]
  })
}

resource "aws_s3_bucket_policy" "endpoint" {
  bucket = "acme-endpoint"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]
      Resource  = local.objects
      Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id } }
    }]
  })
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = "vpc-0a1b2c3d"
  service_name = "com.amazonaws.eu-west-1.s3"
}

# A Deny that keeps strangers from deleting does not keep them from reading.

resource "aws_s3_bucket_policy" "fenced" {
  bucket = "acme-fenced"
  policy = jsonencode({
    Statement = [
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:DeleteObject"]
        Resource  = local.objects
      },
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = ["s3:GetObject"] # want aws-s3-public-read-policy "s3:GetObject"
        Resource  = local.objects
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:Delete*"]
        Resource  = local.objects
        Condition = { StringNotEquals = { "aws:PrincipalOrgID" = "o-abc1234567" } }
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = local.objects
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }
    ]
  })
}

# A document made of others, the open statement in one of them.

data "aws_iam_policy_document" "open" {
  statement {
    actions   = ["s3:DeleteObject"] # want aws-s3-public-delete-policy "s3:DeleteObject"
    resources = [local.objects]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

data "aws_iam_policy_document" "all" {
  source_policy_documents = [data.aws_iam_policy_document.open.json]
}

resource "aws_s3_bucket_policy" "composed" {
  bucket = "acme-composed"
  policy = data.aws_iam_policy_document.all.json
}

# Access points refuse public policies unless they are told not to, directory buckets always.

resource "aws_s3_access_point" "closed" {
  bucket = "acme-data"
  name   = "closed"
}

resource "aws_s3control_access_point_policy" "closed" {
  access_point_arn = aws_s3_access_point.closed.arn
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = local.objects }]
  })
}

resource "aws_s3_access_point" "open" {
  bucket = "acme-data"
  name   = "open"

  public_access_block_configuration {
    block_public_policy     = false
    restrict_public_buckets = false
  }
}

resource "aws_s3control_access_point_policy" "open" {
  access_point_arn = aws_s3_access_point.open.arn
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject" # want aws-s3-public-read-policy "s3:GetObject"
      Resource  = local.objects
    }]
  })
}

resource "aws_s3_directory_bucket" "fast" {
  bucket = "acme-fast--euw1-az1--x-s3"

  location {
    name = "euw1-az1"
  }
}

resource "aws_s3_bucket_policy" "fast" {
  bucket = aws_s3_directory_bucket.fast.bucket
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3express:CreateSession", Resource = "*" }]
  })
}
