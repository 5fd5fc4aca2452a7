# Which ports a rule lets through, and which finding speaks of a rule that is open in several ways.

resource "aws_security_group" "all_protocols" {
  ingress {
    protocol    = "all"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"] # want aws-ec2-security-group-all-ports-open "every port of every protocol"
  }
}

# AWS ignores the ports when the protocol is -1, and a group that lets itself in lets the networks in all the same.
resource "aws_security_group_rule" "ports_ignored" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "-1"
  from_port         = 443
  to_port           = 443
  self              = true
  cidr_blocks       = ["0.0.0.0/0"] # want aws-ec2-security-group-all-ports-open "every port of every protocol"
}

resource "aws_security_group_rule" "minus_one" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = -1
  to_port           = -1
  cidr_blocks       = ["0.0.0.0/0"] # want aws-ec2-security-group-all-ports-open "every TCP port"
}

resource "aws_security_group_rule" "all_udp" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "17"
  from_port         = 1
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/0"] # want aws-ec2-security-group-all-ports-open "every UDP port"
}

resource "aws_security_group_rule" "wide" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = 20
  to_port           = 4000
  cidr_blocks       = ["0.0.0.0/0"] # want aws-ec2-security-group-ssh-open "port 22 among ports 20-4000"
}

resource "aws_security_group_rule" "high" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = 1024
  to_port           = 65535
  cidr_blocks       = ["0.0.0.0/0"] # want aws-ec2-security-group-rdp-open "port 3389 among ports 1024-65535"
}

resource "aws_security_group_rule" "databases" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = 5000
  to_port           = 7000
  cidr_blocks       = ["0.0.0.0/0"] # want aws-ec2-security-group-internal-port-open "more among ports 5000-7000"
}

resource "aws_security_group_rule" "memcached_by_udp" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "udp"
  from_port         = 11211
  to_port           = 11211
  cidr_blocks       = ["0.0.0.0/0"] # want aws-ec2-security-group-internal-port-open "Memcached"
}

# Neither ports nor open: ping, IPsec, port 0 alone, MySQL's port on the wrong protocol.
resource "aws_security_group_rule" "no_ports" {
  for_each          = toset(["icmp", "1", "58", "50", "esp"])
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = each.value
  from_port         = -1
  to_port           = -1
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "port_zero" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = 0
  to_port           = 0
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "mysql_by_udp" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "udp"
  from_port         = 3306
  to_port           = 3306
  cidr_blocks       = ["0.0.0.0/0"]
}

variable "port" {
  type = number
}

variable "direction" {
  type = string
}

resource "aws_security_group_rule" "unknown_port" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = var.port
  to_port           = var.port
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "unknown_direction" {
  type              = var.direction
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = ["0.0.0.0/0"]
}

# Of a list that is known in part, the known part decides.
variable "office" {
  type = string
}

resource "aws_security_group_rule" "partly_known" {
  type              = "ingress"
  security_group_id = aws_security_group.all_protocols.id
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = [var.office, "0.0.0.0/0"] # want aws-ec2-security-group-ssh-open "0.0.0.0/0"
}
