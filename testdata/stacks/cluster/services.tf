resource "aws_ecs_cluster" "services" {
  name = "${var.name}-services"

  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}

module "service" {
  source   = "./modules/service"
  for_each = var.services

  name               = each.key
  cluster            = aws_ecs_cluster.services.id
  vpc_id             = var.vpc_id
  subnet_ids         = each.value.public ? var.public_subnet_ids : var.private_subnet_ids
  image              = each.value.image
  port               = each.value.port
  cpu                = each.value.cpu
  memory             = each.value.memory
  public             = each.value.public
  privileged         = each.value.privileged
  secrets            = each.value.secrets
  actions            = each.value.actions
  assume_role_policy = data.aws_iam_policy_document.trust["ecs-tasks"].json

  environment = merge(each.value.environment, {
    REGION        = var.region
    WEBHOOK_TOKEN = var.webhook_token
  })
}

resource "aws_ecr_repository" "this" {
  for_each = var.services

  name                 = each.key
  image_tag_mutability = each.key == "builder" ? "MUTABLE" : "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = each.key != "builder"
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.cluster.arn
  }
}

resource "aws_ecr_repository_policy" "storefront" {
  repository = aws_ecr_repository.this["storefront"].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Pull"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::444455556666:root" }
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}

resource "aws_ecr_repository_policy" "mailer" {
  repository = aws_ecr_repository.this["mailer"].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Pull"
      Effect    = "Allow"
      Principal = "*"
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "${var.name}-cache"
  description                = "Sessions of the storefront"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  multi_az_enabled           = true
  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.cluster.arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  user_group_ids             = [aws_elasticache_user_group.cache.user_group_id]
  snapshot_retention_limit   = 7
  subnet_group_name          = aws_elasticache_subnet_group.cache.name
  security_group_ids         = [aws_security_group.cache.id]
  port                       = 6390
}

resource "aws_elasticache_subnet_group" "cache" {
  name       = "${var.name}-cache"
  subnet_ids = var.private_subnet_ids
}

resource "aws_security_group" "cache" {
  name        = "${var.name}-cache"
  description = "Cache"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = module.service

    content {
      description     = "From ${ingress.key}"
      from_port       = 6390
      to_port         = 6390
      protocol        = "tcp"
      security_groups = [ingress.value.security_group_id]
    }
  }
}

resource "aws_elasticache_user_group" "cache" {
  engine        = "valkey"
  user_group_id = "${var.name}-cache"
  user_ids      = [aws_elasticache_user.storefront.user_id]
}

resource "aws_elasticache_user" "storefront" {
  user_id       = "storefront"
  user_name     = "storefront"
  engine        = "valkey"
  access_string = "on ~session:* +@read +@write"

  authentication_mode {
    type = "iam"
  }
}

resource "aws_efs_file_system" "shared" {
  for_each = { media = true, scratch = false }

  creation_token = "${var.name}-${each.key}"
  encrypted      = each.value
  kms_key_id     = each.value ? aws_kms_key.cluster.arn : null
}
