# Container definitions come as jsonencode, heredocs, templates and through locals.

# JSON has no comments; an interpolation may hold one.
resource "aws_ecs_task_definition" "heredoc" {
  family                = "heredoc"
  container_definitions = <<-EOT
    [
      {
        "name": "shop",
        "image": "shop:1",
        "environment": [
          { "name": "STAGE", "value": "prod" },
          { "name": "KEY", "value": "AKIAIOSFODNN7EXAMPLE" }${"" /* # want aws-ecs-environment-secret "an AWS access key" */}
        ]
      }
    ]
  EOT
}

locals {
  environment = { STAGE = "prod", DB_PASSWORD = "correct-horse-battery" }
}

resource "aws_ecs_task_definition" "for_expression" {
  family = "for"
  container_definitions = jsonencode([{
    name        = "shop"
    image       = "shop:${var.tag}"
    environment = [for name, value in local.environment : { name = name, value = value }] # want aws-ecs-environment-secret "DB_PASSWORD"
  }])
}

variable "tag" {
  type = string
}

resource "aws_ecs_task_definition" "template" {
  family = "template"
  container_definitions = templatefile("${path.module}/shop.json.tftpl", { # want aws-ecs-environment-secret "an AWS access key"
    tag = var.tag
  })
}

module "lambda" {
  source    = "./lambda"
  variables = { API_TOKEN = "${local.half}1f2e3d4c5b6a" } # a finding is placed where the function takes it
}

locals {
  half = "9f8e7d6c5b4a"
}
