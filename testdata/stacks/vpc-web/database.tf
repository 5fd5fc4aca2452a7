resource "aws_kms_key" "database" {
  description             = "Databases of the portal"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_db_subnet_group" "portal" {
  name       = local.name
  subnet_ids = module.network.database_subnet_ids
}

resource "aws_security_group" "database" {
  name        = "${local.name}-database"
  description = "MySQL"
  vpc_id      = module.network.vpc_id

  dynamic "ingress" {
    for_each = {
      web     = aws_security_group.web.id
      bastion = aws_security_group.bastion.id
    }

    content {
      description     = "MySQL from ${ingress.key}"
      from_port       = 3306
      to_port         = 3306
      protocol        = "tcp"
      security_groups = [ingress.value]
    }
  }
}

resource "aws_db_parameter_group" "portal" {
  name   = local.name
  family = "mysql8.4"

  parameter {
    name  = "require_secure_transport"
    value = "1"
  }
}

resource "aws_db_instance" "portal" {
  identifier     = local.name
  engine         = "mysql"
  engine_version = var.database.engine_version
  instance_class = var.database.instance_class

  allocated_storage     = var.database.storage
  max_allocated_storage = 4 * var.database.storage
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.database.arn

  username                            = "portal"
  manage_master_user_password         = true
  iam_database_authentication_enabled = true

  db_subnet_group_name   = aws_db_subnet_group.portal.name
  parameter_group_name   = aws_db_parameter_group.portal.name
  vpc_security_group_ids = [aws_security_group.database.id]

  multi_az                        = var.database.multi_az
  backup_retention_period         = 30
  copy_tags_to_snapshot           = true
  deletion_protection             = true
  final_snapshot_identifier       = "${local.name}-final"
  auto_minor_version_upgrade      = true
  enabled_cloudwatch_logs_exports = ["audit", "error", "slowquery"]
  performance_insights_enabled    = true
  performance_insights_kms_key_id = aws_kms_key.database.arn
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  ca_cert_identifier              = "rds-ca-rsa2048-g1"
}

# The reporting database that was to be gone last year.
resource "aws_db_instance" "reporting" {
  identifier              = "${local.name}-reporting"
  engine                  = "postgres"
  engine_version          = "11.22"
  instance_class          = "db.t3.medium"
  allocated_storage       = 50
  username                = "reporting"
  password                = var.legacy_password
  db_subnet_group_name    = aws_db_subnet_group.portal.name
  vpc_security_group_ids  = [aws_security_group.database.id]
  publicly_accessible     = var.environment == "production" ? true : false
  backup_retention_period = 0
  skip_final_snapshot     = true
}

resource "aws_iam_role" "monitoring" {
  name = "${local.name}-rds-monitoring"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
    }]
  })
  managed_policy_arns = ["arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"]
}
