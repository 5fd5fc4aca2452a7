locals {
  name = "NAME-${var.environment}"
  ports = {
    http  = 80
    https = 443
  }
  tags = merge(var.tags, {
    application            = var.application
    environment-name       = var.environment
    infrastructure-support = var.infrastructure_support
    is-production          = tostring(var.is_production)
  })
}

# The service itself: its queue of work and the machines that take from it.
module "service" {
  source         = "../../../modules/service"
  name           = local.name
  security_group = aws_security_group.app.id
  tags           = local.tags
}

module "orders" {
  source = "../../../modules/queue"

  name                       = "${local.name}-orders"
  application                = var.application
  visibility_timeout_seconds = 120
  readers                    = [aws_iam_role.app.arn]
  tags                       = local.tags
}

module "invoices" {
  source = "../../../modules/queue"

  name                       = "${local.name}-invoices"
  application                = var.application
  visibility_timeout_seconds = var.is_production ? 300 : 60
  readers                    = [aws_iam_role.app.arn]
  tags                       = local.tags
}

module "uploads" {
  source = "../../../modules/bucket"

  name        = "${local.name}-uploads"
  versioning  = true
  expire_days = 90
  tags        = local.tags

  providers = {
    aws = aws
  }
}
