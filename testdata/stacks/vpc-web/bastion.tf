resource "aws_security_group" "bastion" {
  name        = "${local.name}-bastion"
  description = "Way in for administrators"
  vpc_id      = module.network.vpc_id
}

# Good: named networks, one rule each.
resource "aws_security_group_rule" "bastion_office" {
  for_each = var.office_networks

  security_group_id = aws_security_group.bastion.id
  type              = "ingress"
  description       = "SSH from ${each.key}"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = [each.value]
}

# Bad: the range starts low enough to take SSH and RDP along, and IPv6 is the internet too.
resource "aws_security_group_rule" "bastion_vpn" {
  security_group_id = aws_security_group.bastion.id
  type              = "ingress"
  description       = "VPN clients"
  protocol          = "6"
  from_port         = 20
  to_port           = 4500
  ipv6_cidr_blocks  = ["::/0"]
}

resource "aws_security_group_rule" "bastion_out" {
  security_group_id = aws_security_group.bastion.id
  type              = "egress"
  description       = "SSH into the VPC"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = [var.cidr]
}

resource "aws_key_pair" "admin" {
  key_name   = "${local.name}-admin"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB0cVhc4qPMzkZV5m1mC9Ew7qTWvGXxTFjXkqb8sJ3pd admin"
}

resource "aws_instance" "bastion" {
  ami                    = data.aws_ami.web.id
  instance_type          = "t4g.nano"
  subnet_id              = module.network.public_subnet_ids[1]
  vpc_security_group_ids = [aws_security_group.bastion.id]
  key_name               = aws_key_pair.admin.key_name
  ebs_optimized          = true
  iam_instance_profile   = aws_iam_instance_profile.web.name

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    encrypted   = true
    volume_type = "gp3"
  }

  user_data = <<-EOT
    #!/bin/bash
    echo 'PermitRootLogin no' >> /etc/ssh/sshd_config
    export GRAFANA_PASSWORD='me4dow-Dashboards'
    systemctl restart sshd
  EOT
}
