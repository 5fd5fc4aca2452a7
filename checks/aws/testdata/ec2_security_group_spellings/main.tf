# One open SSH port in every way to write it.

resource "aws_security_group" "blocks" {
  ingress {
    protocol    = "TCP"
    from_port   = "22"
    to_port     = "22"
    cidr_blocks = ["0.0.0.0/0"] # want aws-ec2-security-group-ssh-open "port 22"
  }
}

resource "aws_security_group" "list_of_objects" {
  ingress = [
    {
      protocol         = "tcp"
      from_port        = 22
      to_port          = 22
      cidr_blocks      = ["10.0.0.0/8", "0.0.0.0/0"] # want aws-ec2-security-group-ssh-open "0.0.0.0/0"
      ipv6_cidr_blocks = null
      description      = null
      prefix_list_ids  = null
      security_groups  = null
      self             = null
    },
    {
      protocol         = "tcp"
      from_port        = 22
      to_port          = 22
      cidr_blocks      = []
      ipv6_cidr_blocks = []
      description      = "members"
      prefix_list_ids  = []
      security_groups  = []
      self             = true
    },
  ]
}

resource "aws_security_group" "no_rules" {
  ingress = []
}

locals {
  admin_ports = { https = 443, ssh = 22 }
  world       = "0.0.0.0/0" # not reported here: the rule decides
}

resource "aws_security_group" "dynamic" {
  dynamic "ingress" {
    for_each = local.admin_ports
    content {
      protocol    = "tcp"
      from_port   = ingress.value
      to_port     = ingress.value
      cidr_blocks = [local.world] # want aws-ec2-security-group-ssh-open "port 22"
    }
  }
}

resource "aws_default_security_group" "default" {
  ingress {
    protocol         = 6
    from_port        = 22
    to_port          = 22
    ipv6_cidr_blocks = ["::/0"] # want aws-ec2-security-group-ssh-open "::/0"
  }
}

resource "aws_security_group_rule" "counted" {
  count             = 2
  type              = "ingress"
  security_group_id = aws_security_group.no_rules.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = [count.index == 0 ? "10.0.0.0/8" : "0.0.0.0/0"] # want aws-ec2-security-group-ssh-open "0.0.0.0/0"
}

resource "aws_security_group_rule" "never" {
  count             = 0
  type              = "ingress"
  security_group_id = aws_security_group.no_rules.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_vpc_security_group_ingress_rule" "each" {
  for_each          = toset(["0.0.0.0/0", "203.0.113.7/32"])
  security_group_id = aws_security_group.no_rules.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.value # want aws-ec2-security-group-ssh-open "0.0.0.0/0"
}

resource "aws_ec2_managed_prefix_list" "anyone" {
  name           = "anyone"
  address_family = "IPv4"
  max_entries    = 2
}

resource "aws_ec2_managed_prefix_list_entry" "halves" {
  for_each       = toset(["0.0.0.0/1", "128.0.0.0/1"])
  prefix_list_id = aws_ec2_managed_prefix_list.anyone.id
  cidr           = each.key
}

resource "aws_security_group_rule" "prefix_list" {
  type              = "ingress"
  security_group_id = aws_security_group.no_rules.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  prefix_list_ids   = ["pl-0123456789abcdef0", aws_ec2_managed_prefix_list.anyone.id] # want aws-ec2-security-group-ssh-open "0.0.0.0/1"
}

# What must stay silent.

resource "aws_security_group_rule" "other_group" {
  type                     = "ingress"
  security_group_id        = aws_security_group.no_rules.id
  protocol                 = "-1"
  from_port                = 0
  to_port                  = 0
  source_security_group_id = aws_security_group.blocks.id
}

resource "aws_vpc_security_group_ingress_rule" "other_group" {
  security_group_id            = aws_security_group.no_rules.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.blocks.id
}

resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.no_rules.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_security_group_rule" "not_a_network" {
  type              = "ingress"
  security_group_id = aws_security_group.no_rules.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0", "all"]
}
