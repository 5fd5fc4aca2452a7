resource "aws_glue_catalog_database" "lake" {
  name = "lake"
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
  name = var.name

  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.lake.arn
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = aws_kms_key.lake.arn
    }

    s3_encryption {
      s3_encryption_mode = "SSE-KMS"
      kms_key_arn        = aws_kms_key.lake.arn
    }
  }
}

resource "aws_glue_job" "curate" {
  name                   = "${var.name}-curate"
  role_arn               = aws_iam_role.curate.arn
  glue_version           = "5.0"
  worker_type            = "G.1X"
  number_of_workers      = 4
  security_configuration = aws_glue_security_configuration.lake.name

  command {
    script_location = "s3://${aws_s3_bucket.lake["curated"].id}/jobs/curate.py"
  }

  default_arguments = {
    "--enable-continuous-cloudwatch-log" = "true"
    "--target"                           = "s3://${aws_s3_bucket.lake["curated"].id}/tables/"
  }
}

resource "aws_iam_role" "curate" {
  name = "${var.name}-curate"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "glue.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "curate" {
  name   = "curate"
  role   = aws_iam_role.curate.id
  policy = data.aws_iam_policy_document.curate.json
}

data "aws_iam_policy_document" "curate" {
  statement {
    sid       = "Read"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = flatten([for zone in ["raw", "curated"] : [aws_s3_bucket.lake[zone].arn, "${aws_s3_bucket.lake[zone].arn}/*"]])
  }

  statement {
    sid       = "Write"
    actions   = ["s3:PutObject", "s3:DeleteObject"]
    resources = ["${aws_s3_bucket.lake["curated"].arn}/tables/*"]
  }

  statement {
    sid     = "Catalog"
    actions = ["glue:GetDatabase", "glue:GetTable", "glue:GetPartitions", "glue:UpdateTable", "glue:BatchCreatePartition"]
    resources = [
      "arn:aws:glue:${var.region}:${var.account_id}:catalog",
      "arn:aws:glue:${var.region}:${var.account_id}:database/lake",
      "arn:aws:glue:${var.region}:${var.account_id}:table/lake/*",
    ]
  }

  statement {
    sid       = "Key"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.lake.arn]
  }

  statement {
    sid       = "Log"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:aws:logs:${var.region}:${var.account_id}:log-group:/aws-glue/jobs/*"]
  }
}

resource "aws_athena_workgroup" "analysts" {
  name = "${var.name}-analysts"

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true

    result_configuration {
      output_location = "s3://${aws_s3_bucket.lake["results"].id}/analysts/"

      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = aws_kms_key.lake.arn
      }
    }
  }
}
