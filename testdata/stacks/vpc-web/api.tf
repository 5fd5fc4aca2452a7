# The partners' API still runs on one machine.

resource "aws_security_group" "api" {
  name   = "${local.name}-api"
  vpc_id = module.network.vpc_id

  dynamic "ingress" {
    for_each = toset([8443, 9200])

    content {
      description = "Partners"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = var.partner_networks
    }
  }
}

resource "aws_instance" "api" {
  ami                         = data.aws_ami.web.id
  instance_type               = "t3.large"
  subnet_id                   = module.network.public_subnet_ids[0]
  vpc_security_group_ids      = [aws_security_group.api.id]
  associate_public_ip_address = true
  monitoring                  = true

  root_block_device {
    volume_size = 20
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 200
    encrypted   = true
  }
}

resource "aws_eip" "api" {
  domain   = "vpc"
  instance = aws_instance.api.id
}
