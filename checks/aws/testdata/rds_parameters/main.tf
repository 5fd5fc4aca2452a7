variable "parameters" {
  type = map(string)
}

variable "force_ssl" {
  type = string
}

locals {
  parameters = {
    "rds.force_ssl" = "0"
    "log_statement" = "ddl"
  }
}

# The loop is known: what it sets counts.
resource "aws_db_parameter_group" "loop" {
  name   = "loop"
  family = "postgres16"

  dynamic "parameter" {
    for_each = local.parameters

    content {
      name  = parameter.key
      value = parameter.value # want aws-rds-tls-switched-off "rds.force_ssl is off"
    }
  }
}

resource "aws_db_instance" "loop" {
  engine               = "postgres"
  engine_version       = "16.10"
  parameter_group_name = aws_db_parameter_group.loop.name # want aws-rds-tls-optional "switches rds.force_ssl off"
}

# The loop is not known: it may set the switch.
resource "aws_db_parameter_group" "unknown_loop" {
  name   = "unknown-loop"
  family = "mysql8.0"

  dynamic "parameter" {
    for_each = var.parameters

    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}

resource "aws_db_instance" "unknown_loop" {
  engine               = "mysql"
  engine_version       = "8.4.8"
  parameter_group_name = aws_db_parameter_group.unknown_loop.name
}

# The value is not known.
resource "aws_db_parameter_group" "unknown_value" {
  name   = "unknown-value"
  family = "postgres14"

  parameter {
    name  = "rds.force_ssl"
    value = var.force_ssl
  }
}

resource "aws_db_instance" "unknown_value" {
  engine               = "postgres"
  engine_version       = "14.20"
  parameter_group_name = aws_db_parameter_group.unknown_value.id
}

# The version is in the family alone.
resource "aws_db_parameter_group" "family" {
  name   = "family"
  family = "postgres14"

  parameter {
    name  = "log_min_duration_statement"
    value = 500
  }
}

resource "aws_db_instance" "family" {
  engine               = "postgres"
  parameter_group_name = "family" # want aws-rds-tls-optional "off by default for postgres 14"
}

# SQL Server, a replica without an engine of its own, and a switch written as a word.
resource "aws_db_instance" "windows" { # want aws-rds-tls-optional "off by default for sqlserver-se"
  engine = "sqlserver-se"
}

resource "aws_db_instance" "primary" { # want aws-rds-tls-optional "off by default for mysql 8.4"
  identifier     = "primary"
  engine         = "mysql"
  engine_version = "8.4"
}

resource "aws_db_instance" "replica" { # want aws-rds-tls-optional "off by default for mysql"
  replicate_source_db = aws_db_instance.primary.identifier
}
