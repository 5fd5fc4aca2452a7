resource "aws_lambda_code_signing_config" "pipeline" {
  description = "What the pipeline signed, and nothing else"

  allowed_publishers {
    signing_profile_version_arns = [var.signing_profile_version_arn]
  }

  policies {
    untrusted_artifact_on_deployment = "Enforce"
  }
}

resource "aws_security_group" "functions" {
  name        = "${local.name}-functions"
  description = "Functions reach the endpoints of AWS and nothing else"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "endpoints" {
  for_each = toset(var.endpoint_prefix_lists)

  security_group_id = aws_security_group.functions.id
  description       = "DynamoDB and S3 through their gateway endpoints"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = each.value
}

data "aws_iam_policy_document" "place" {
  statement {
    sid       = "Orders"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [aws_dynamodb_table.orders.arn, "${aws_dynamodb_table.orders.arn}/index/*"]
  }

  statement {
    sid       = "Announce"
    actions   = ["events:PutEvents"]
    resources = [aws_cloudwatch_event_bus.orders.arn]
  }

  statement {
    sid       = "Key"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.data.arn]
  }
}

data "aws_iam_policy_document" "invoice" {
  statement {
    sid       = "Queue"
    actions   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
    resources = [aws_sqs_queue.invoices.arn]
  }

  statement {
    sid       = "Documents"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.documents.arn}/invoices/*"]
  }

  statement {
    sid       = "Key"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.data.arn]
  }
}

locals {
  functions = {
    place = {
      policy = data.aws_iam_policy_document.place.json
      environment = {
        BUS   = aws_cloudwatch_event_bus.orders.name
        TABLE = aws_dynamodb_table.orders.name
      }
    }
    invoice = {
      policy      = data.aws_iam_policy_document.invoice.json
      environment = { BUCKET = aws_s3_bucket.documents.bucket }
    }
  }
}

module "function" {
  source   = "./modules/function"
  for_each = local.functions

  name                    = "${local.name}-${each.key}"
  source_file             = "${path.module}/src/${each.key}.py"
  policy                  = each.value.policy
  environment             = each.value.environment
  code_signing_config_arn = aws_lambda_code_signing_config.pipeline.arn
  data_key_arn            = aws_kms_key.data.arn
  dead_letter_arn         = aws_sqs_queue.dead_letters.arn
  log_key_arn             = aws_kms_key.logs.arn
  security_group_id       = aws_security_group.functions.id
  subnet_ids              = var.private_subnet_ids
}

resource "aws_lambda_event_source_mapping" "invoices" {
  batch_size              = 10
  event_source_arn        = aws_sqs_queue.invoices.arn
  function_name           = module.function["invoice"].arn
  function_response_types = ["ReportBatchItemFailures"]
}
