variable "networks" {
  type = list(string)
}

variable "rules" {
  type = list(object({
    port     = number
    networks = list(string)
  }))
}

resource "aws_security_group" "this" {
  dynamic "ingress" { # want aws-ec2-security-group-mixed-rules "ingress rules"
    for_each = var.rules
    content {
      protocol    = "tcp"
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      cidr_blocks = ingress.value.networks # want aws-ec2-security-group-ssh-open "0.0.0.0/0"
    }
  }
}

resource "aws_security_group_rule" "rdp" {
  type              = "ingress"
  security_group_id = aws_security_group.this.id
  protocol          = "tcp"
  from_port         = 3389
  to_port           = 3389
  cidr_blocks       = var.networks # want aws-ec2-security-group-rdp-open "0.0.0.0/0"
}

output "id" {
  value = aws_security_group.this.id
}
