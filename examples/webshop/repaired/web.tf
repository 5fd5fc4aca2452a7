# AWS answers for the hypervisor and what is below it. The system, the program and the credentials on it are yours.

# The shop's own image: built and patched weekly, so that the server needs no way out for updates.
data "aws_ami" "web" {
  owners      = ["self"]
  most_recent = true

  filter {
    name   = "name"
    values = ["${var.project}-web-*"]
  }
}

resource "aws_instance" "web" {
  ami                    = data.aws_ami.web.id
  instance_type          = "t3.small"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.web.id]
  iam_instance_profile   = aws_iam_instance_profile.web.name

  # A shop that is talked into fetching an address cannot send the token that version 2 asks for.
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    encrypted = true
  }

  # Names only: the role fetches the password when the shop starts.
  user_data = <<-EOT
    #!/bin/bash
    cat > /etc/webshop.env <<ENV
    DATABASE_HOST=${module.database.address}
    DATABASE_SECRET_ARN=${module.database.secret_arn}
    ENV
    systemctl enable --now webshop
  EOT

  tags = { Name = "${var.project}-web" }
}

resource "aws_security_group" "web" {
  name        = "${var.project}-web"
  description = "The shop's web server"
  vpc_id      = aws_vpc.shop.id

  ingress {
    description     = "The load balancer"
    from_port       = 8443
    to_port         = 8443
    protocol        = "tcp"
    security_groups = [aws_security_group.balancer.id]
  }

  egress {
    description     = "AWS services, by their endpoints in the VPC"
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    cidr_blocks     = [var.network]
    prefix_list_ids = [aws_vpc_endpoint.s3.prefix_list_id]
  }

  egress {
    description = "The database"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = [var.network]
  }
}
