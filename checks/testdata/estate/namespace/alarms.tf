resource "aws_sns_topic" "alarms" {
  name              = "${local.name}-alarms"
  kms_master_key_id = aws_kms_key.data.id
  tags              = local.tags
}

resource "aws_cloudwatch_metric_alarm" "database_cpu" {
  alarm_name          = "${local.name}-database-cpu"
  alarm_description   = "The database of ${local.name} has been busy for a quarter of an hour"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 300
  evaluation_periods  = 3
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    DBInstanceIdentifier = aws_db_instance.main.identifier
  }
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/estate/${local.name}/app"
  retention_in_days = var.is_production ? 365 : 30
  kms_key_id        = aws_kms_key.data.arn
  tags              = local.tags
}

output "database" {
  description = "Where the database is"
  value       = aws_db_instance.main.address
}

output "queue" {
  description = "Where work is put"
  value       = module.service.queue
}

output "role" {
  value = aws_iam_role.app.arn
}

resource "aws_cloudwatch_metric_alarm" "database_space" {
  alarm_name          = "${local.name}-database-space"
  alarm_description   = "The database of ${local.name} has less than four gigabytes left"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 4000000000
  period              = 300
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    DBInstanceIdentifier = aws_db_instance.main.identifier
  }
}
