resource "aws_glue_catalog_database" "lake" {
  for_each = local.zones

  name         = "lake_${each.key}"
  location_uri = "s3://${module.zone[each.key].bucket}/"
}

resource "aws_glue_data_catalog_encryption_settings" "lake" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      aws_kms_key_id                       = aws_kms_key.lake.arn
      return_connection_password_encrypted = true
    }

    encryption_at_rest {
      catalog_encryption_mode = "SSE-KMS"
      sse_aws_kms_key_id      = aws_kms_key.lake.arn
    }
  }
}

resource "aws_glue_security_configuration" "lake" {
  name = local.prefix

  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.lake.arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "DISABLED"
    }

    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.lake.arn
    }
  }
}

resource "aws_glue_job" "refine" {
  name                   = "refine"
  role_arn               = aws_iam_role.etl.arn
  glue_version           = "5.0"
  security_configuration = aws_glue_security_configuration.lake.name

  command {
    script_location = "s3://${module.zone["raw"].bucket}/scripts/refine.py"
  }
}

resource "aws_glue_job" "copy" {
  name     = "copy"
  role_arn = aws_iam_role.etl.arn

  command {
    script_location = "s3://${aws_s3_bucket.drop.bucket}/scripts/copy.py"
  }

  default_arguments = {
    "--job-language" = "python"
    "--source"       = "postgres://loader:kale-Sorbet-81@legacy.tarn.internal:5432/facts"
  }
}

resource "aws_glue_connection" "crm" {
  name = "crm"

  connection_properties = {
    JDBC_CONNECTION_URL = "jdbc:postgresql://crm.tarn.internal:5432/crm"
    SECRET_ID           = "tarn/crm"
  }
}

resource "aws_athena_workgroup" "analysts" {
  name = "analysts"

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true

    result_configuration {
      output_location = "s3://${module.zone["refined"].bucket}/results/"

      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.lake.arn
      }
    }
  }
}

resource "aws_athena_workgroup" "trial" {
  name = "trial"

  configuration {
    enforce_workgroup_configuration = false

    result_configuration {
      output_location = "s3://${aws_s3_bucket.drop.bucket}/results/"
    }
  }
}

resource "aws_athena_database" "scratch" {
  name   = "scratch"
  bucket = aws_s3_bucket.drop.bucket
}

resource "aws_iam_role" "etl" {
  name               = "${local.prefix}-etl"
  assume_role_policy = data.aws_iam_policy_document.etl_trust.json
}

data "aws_iam_policy_document" "etl_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["glue.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "etl" {
  name   = "${local.prefix}-etl"
  policy = file("${path.module}/policies/etl.json")
}

resource "aws_iam_role_policy_attachment" "etl" {
  role       = aws_iam_role.etl.name
  policy_arn = aws_iam_policy.etl.arn
}

# The vendor's program takes this role; without an external id, so does any other customer of the vendor's.
resource "aws_iam_role" "vendor" {
  name = "${local.prefix}-vendor"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "sts:AssumeRole"
    }]
  })
}
