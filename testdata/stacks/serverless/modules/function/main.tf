terraform {
  required_providers {
    archive = {
      source = "hashicorp/archive"
    }
    aws = {
      source = "hashicorp/aws"
    }
  }
}

data "archive_file" "code" {
  type        = "zip"
  source_file = var.source_file
  output_path = "${path.root}/build/${var.name}.zip"
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "runtime" {
  source_policy_documents = [var.policy]

  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.function.arn}:*"]
  }

  statement {
    sid       = "DeadLetters"
    actions   = ["sqs:SendMessage"]
    resources = [var.dead_letter_arn]
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "runtime"
  role   = aws_iam_role.function.id
  policy = data.aws_iam_policy_document.runtime.json
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each = toset(["service-role/AWSLambdaVPCAccessExecutionRole", "AWSXRayDaemonWriteAccess"])

  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/${each.value}"
}

resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${var.name}"
  kms_key_id        = var.log_key_arn
  retention_in_days = 400
}

resource "aws_lambda_function" "function" {
  function_name                  = var.name
  role                           = aws_iam_role.function.arn
  architectures                  = ["arm64"]
  code_signing_config_arn        = var.code_signing_config_arn
  filename                       = data.archive_file.code.output_path
  handler                        = "main.handler"
  kms_key_arn                    = var.data_key_arn
  memory_size                    = 256
  reserved_concurrent_executions = var.concurrency
  runtime                        = "python3.13"
  source_code_hash               = data.archive_file.code.output_base64sha256
  timeout                        = 10

  dead_letter_config {
    target_arn = var.dead_letter_arn
  }

  environment {
    variables = var.environment
  }

  logging_config {
    log_format = "JSON"
    log_group  = aws_cloudwatch_log_group.function.name
  }

  tracing_config {
    mode = "Active"
  }

  vpc_config {
    security_group_ids = [var.security_group_id]
    subnet_ids         = var.subnet_ids
  }

  depends_on = [aws_iam_role_policy.function]
}

output "arn" {
  value = aws_lambda_function.function.arn
}

output "invoke_arn" {
  value = aws_lambda_function.function.invoke_arn
}

output "name" {
  value = aws_lambda_function.function.function_name
}
