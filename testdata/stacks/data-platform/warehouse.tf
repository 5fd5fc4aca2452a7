resource "aws_security_group" "warehouse" {
  name        = "${var.name}-warehouse"
  description = "The warehouse, for the tools that report from it"
  vpc_id      = var.vpc_id
}

resource "aws_security_group" "reporting" {
  name        = "${var.name}-reporting"
  description = "Tools that report from the warehouse"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "warehouse" {
  description                  = "Queries of the reporting tools"
  security_group_id            = aws_security_group.warehouse.id
  referenced_security_group_id = aws_security_group.reporting.id
  ip_protocol                  = "tcp"
  from_port                    = 5439
  to_port                      = 5439
}

resource "aws_vpc_security_group_egress_rule" "reporting" {
  description                  = "Queries"
  security_group_id            = aws_security_group.reporting.id
  referenced_security_group_id = aws_security_group.warehouse.id
  ip_protocol                  = "tcp"
  from_port                    = 5439
  to_port                      = 5439
}

resource "aws_redshift_subnet_group" "warehouse" {
  name       = "${var.name}-warehouse"
  subnet_ids = var.subnet_ids
}

resource "aws_redshift_parameter_group" "warehouse" {
  name   = "${var.name}-warehouse"
  family = "redshift-2.0"

  parameter {
    name  = "require_ssl"
    value = "true"
  }

  parameter {
    name  = "enable_user_activity_logging"
    value = "true"
  }
}

resource "aws_redshift_cluster" "warehouse" {
  cluster_identifier                  = "${var.name}-warehouse"
  database_name                       = "reports"
  node_type                           = "ra3.large"
  cluster_type                        = "multi-node"
  number_of_nodes                     = 2
  master_username                     = "quarry_admin"
  manage_master_password              = true
  master_password_secret_kms_key_id   = aws_kms_key.lake.arn
  encrypted                           = true
  kms_key_id                          = aws_kms_key.lake.arn
  publicly_accessible                 = false
  enhanced_vpc_routing                = true
  cluster_subnet_group_name           = aws_redshift_subnet_group.warehouse.name
  cluster_parameter_group_name        = aws_redshift_parameter_group.warehouse.name
  vpc_security_group_ids              = [aws_security_group.warehouse.id]
  automated_snapshot_retention_period = 14
  skip_final_snapshot                 = false
  final_snapshot_identifier           = "${var.name}-warehouse-final"
}

resource "aws_redshift_logging" "warehouse" {
  cluster_identifier   = aws_redshift_cluster.warehouse.id
  log_destination_type = "cloudwatch"
  log_exports          = ["connectionlog", "userlog", "useractivitylog"]
}

resource "aws_dynamodb_table" "runs" {
  name                        = "${var.name}-runs"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "run"
  deletion_protection_enabled = true

  attribute {
    name = "run"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.lake.arn
  }
}
