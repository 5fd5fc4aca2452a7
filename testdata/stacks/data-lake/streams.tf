resource "aws_kinesis_stream" "events" {
  name             = "${local.prefix}-events"
  retention_period = 72
  encryption_type  = "KMS"
  kms_key_id       = aws_kms_key.stream.arn

  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_kinesis_stream" "clicks" {
  name        = "${local.prefix}-clicks"
  shard_count = 4
}

resource "aws_sqs_queue" "arrivals" {
  name                    = "${local.prefix}-arrivals"
  sqs_managed_sse_enabled = true
}

resource "aws_sqs_queue_policy" "arrivals" {
  queue_url = aws_sqs_queue.arrivals.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.arrivals.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_s3_bucket.drop.arn } }
    }]
  })
}

resource "aws_s3_bucket_notification" "drop" {
  bucket = aws_s3_bucket.drop.id

  queue {
    queue_arn = aws_sqs_queue.arrivals.arn
    events    = ["s3:ObjectCreated:*"]
  }
}

resource "aws_sqs_queue" "retries" {
  name                    = "${local.prefix}-retries"
  sqs_managed_sse_enabled = false
}

resource "aws_sqs_queue_policy" "retries" {
  queue_url = aws_sqs_queue.retries.url
  policy    = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": "*",
          "Action": "sqs:*",
          "Resource": "${aws_sqs_queue.retries.arn}"
        }
      ]
    }
  JSON
}

resource "aws_sns_topic" "alerts" {
  name              = "${local.prefix}-alerts"
  kms_master_key_id = "alias/aws/sns"
}
