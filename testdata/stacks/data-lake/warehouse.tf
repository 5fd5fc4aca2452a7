resource "aws_redshift_cluster" "facts" {
  cluster_identifier = "${local.prefix}-facts"
  database_name      = "facts"
  node_type          = var.warehouse.node_type
  number_of_nodes    = var.warehouse.nodes
  cluster_type       = var.warehouse.nodes > 1 ? "multi-node" : "single-node"

  master_username        = "keeper"
  manage_master_password = true

  encrypted            = true
  kms_key_id           = aws_kms_key.lake.arn
  publicly_accessible  = var.warehouse.public
  enhanced_vpc_routing = true

  cluster_parameter_group_name        = aws_redshift_parameter_group.facts.name
  automated_snapshot_retention_period = 14
  skip_final_snapshot                 = false
  final_snapshot_identifier           = "${local.prefix}-facts-final"
}

resource "aws_redshift_parameter_group" "facts" {
  name   = "${local.prefix}-facts"
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

resource "aws_redshift_logging" "facts" {
  cluster_identifier   = aws_redshift_cluster.facts.cluster_identifier
  log_destination_type = "cloudwatch"
  log_exports          = ["connectionlog", "userlog", "useractivitylog"]
}

resource "aws_dynamodb_table" "manifests" {
  name                        = "${local.prefix}-manifests"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = true

  attribute {
    name = "id"
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
