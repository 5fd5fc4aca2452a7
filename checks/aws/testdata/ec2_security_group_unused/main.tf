resource "aws_security_group" "unused" { # want aws-ec2-security-group-unused "nothing refers to it"
  name = "unused"
}

resource "aws_security_group" "source_only" { # want aws-ec2-security-group-unused "nothing refers to it"
  name = "source-only"
}

resource "aws_security_group" "by_for_each" {
  for_each = toset(["a", "b"])
  name     = each.key

  ingress {
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.source_only.id]
  }
}

resource "aws_launch_template" "by_for_each" {
  for_each = aws_security_group.by_for_each

  network_interfaces {
    security_groups = [each.value.id]
  }
}

resource "aws_security_group" "in_dynamic_block" {
  name = "dynamic"
}

resource "aws_lambda_function" "in_dynamic_block" {
  function_name = "f"
  role          = "arn:aws:iam::123456789012:role/f"

  dynamic "vpc_config" {
    for_each = [aws_security_group.in_dynamic_block.id]
    content {
      security_group_ids = [vpc_config.value]
      subnet_ids         = ["subnet-0123456789abcdef0"]
    }
  }
}

resource "aws_security_group" "into_module" {
  name = "module"
}

module "user" {
  source = "./user"
  groups = [aws_security_group.into_module.id]
}

resource "aws_security_group" "into_output" {
  name = "output"
}

output "group" {
  value = { id = aws_security_group.into_output.id }
}

resource "aws_security_group" "into_parameter" {
  name = "parameter"
}

resource "aws_ssm_parameter" "group" {
  name  = "/network/group"
  type  = "String"
  value = aws_security_group.into_parameter.id
}

# Which of them is used is not known, so none is reported.
variable "name" {
  type = string
}

resource "aws_security_group" "unknown_index" {
  for_each = toset(["a", "b"])
  name     = each.key
}

locals {
  ids = { for name, group in aws_security_group.unknown_index : name => group.id }
}

resource "aws_network_interface" "unknown_index" {
  subnet_id       = "subnet-0123456789abcdef0"
  security_groups = [local.ids[var.name]]
}
