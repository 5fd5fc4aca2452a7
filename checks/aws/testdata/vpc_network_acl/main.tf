# The entry with the lowest number decides, wherever it is written.

resource "aws_network_acl" "guarded" {
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0123456789abcdef0"]
}

resource "aws_network_acl_rule" "deny_admin" {
  network_acl_id = aws_network_acl.guarded.id
  rule_number    = 50
  rule_action    = "deny"
  protocol       = "6"
  from_port      = 22
  to_port        = 22
  cidr_block     = "0.0.0.0/0"
}

resource "aws_network_acl_rule" "allow" {
  network_acl_id = aws_network_acl.guarded.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 20
  to_port        = 4000
  cidr_block     = "0.0.0.0/0" # want aws-ec2-network-acl-rdp-open "port 3389"
}

resource "aws_network_acl_rule" "allow_v6" {
  network_acl_id  = aws_network_acl.guarded.id
  rule_number     = 110
  rule_action     = "allow"
  protocol        = "tcp"
  from_port       = 22
  to_port         = 22
  ipv6_cidr_block = "::/0" # want aws-ec2-network-acl-ssh-open "::/0"
}

resource "aws_network_acl" "too_late" {
  vpc_id     = "vpc-0123456789abcdef0"
  subnet_ids = ["subnet-0fedcba9876543210"]

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0" # want aws-ec2-network-acl-ssh-open "0.0.0.0/0"
  }

  ingress {
    rule_no    = 200
    action     = "deny"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
}

resource "aws_default_network_acl" "default" {
  default_network_acl_id = "acl-0123456789abcdef0"

  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = -1
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0" # want aws-ec2-network-acl-ssh-open "port 22" aws-ec2-network-acl-rdp-open "port 3389" aws-ec2-network-acl-all-ports-open "every port"
  }

  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = 22
    to_port    = 22
    cidr_block = "0.0.0.0/0"
  }
}
