resource "random_password" "database" {
  length  = 32
  special = false
}

resource "aws_db_parameter_group" "main" {
  name   = local.name
  family = "postgres16"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }
}

resource "aws_db_instance" "main" {
  identifier                          = local.name
  engine                              = "postgres"
  engine_version                      = "16.4"
  instance_class                      = var.is_production ? "db.m7g.large" : "db.t4g.medium"
  allocated_storage                   = 20
  max_allocated_storage               = 200
  storage_type                        = "gp3"
  storage_encrypted                   = true
  kms_key_id                          = aws_kms_key.data.arn
  username                            = "app"
  password                            = random_password.database.result
  backup_retention_period             = 7
  multi_az                            = var.is_production
  deletion_protection                 = var.is_production
  publicly_accessible                 = false
  iam_database_authentication_enabled = true
  parameter_group_name                = aws_db_parameter_group.main.name
  vpc_security_group_ids              = [aws_security_group.database.id]
  tags                                = local.tags
}

resource "aws_secretsmanager_secret" "database" {
  name        = "${local.name}/database"
  description = "How to reach the database of ${local.name}"
  kms_key_id  = aws_kms_key.data.id
  tags        = local.tags
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id = aws_secretsmanager_secret.database.id
  secret_string = jsonencode({
    host     = aws_db_instance.main.address
    port     = aws_db_instance.main.port
    password = random_password.database.result
  })
}
