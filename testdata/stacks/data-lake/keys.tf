# The key of the lake: administrators administer it, the lake's roles use it.
resource "aws_kms_key" "lake" {
  description         = "Data lake"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.lake_key.json
}

resource "aws_kms_alias" "lake" {
  name          = "alias/${local.prefix}"
  target_key_id = aws_kms_key.lake.key_id
}

data "aws_iam_policy_document" "lake_key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${local.account}:root"]
    }
  }

  statement {
    sid       = "Analysts"
    actions   = ["kms:Decrypt", "kms:DescribeKey"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = var.analyst_roles
    }
  }
}

# The first key: never rotated, and every account on earth may decrypt with it.
resource "aws_kms_key" "archive" {
  description             = "Archive"
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::444455556666:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "Readers"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

# Everyone is named here too, but the condition holds it to this account and this service.
resource "aws_kms_key" "stream" {
  description         = "Stream"
  enable_key_rotation = true

  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "Account",
          "Effect": "Allow",
          "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
          "Action": "kms:*",
          "Resource": "*"
        },
        {
          "Sid": "Kinesis",
          "Effect": "Allow",
          "Principal": {"AWS": "*"},
          "Action": ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey*"],
          "Resource": "*",
          "Condition": {
            "StringEquals": {
              "kms:CallerAccount": "444455556666",
              "kms:ViaService": "kinesis.eu-north-1.amazonaws.com"
            }
          }
        }
      ]
    }
  JSON
}

resource "aws_kms_key" "signing" {
  description              = "Signs the manifests"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
}
