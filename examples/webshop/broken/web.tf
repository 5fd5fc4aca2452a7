# AWS answers for the hypervisor and what is below it. The system, the program and the credentials on it are yours.

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
}

resource "aws_instance" "web" {
  ami                         = data.aws_ssm_parameter.image.value
  instance_type               = "t3.small"
  subnet_id                   = aws_subnet.public[0].id
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.web.id]
  iam_instance_profile        = aws_iam_instance_profile.web.name

  # Yours: version 1 of the metadata service hands the role's credentials to anyone who talks the shop into
  # fetching an address; this shop fetches product pictures by address.
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "optional"
  }

  root_block_device {
    encrypted = true
  }

  # Yours: user data is kept in clear text, for all who may describe instances. (The key is made up.)
  user_data = <<-EOT
    #!/bin/bash
    cat > /etc/webshop.env <<ENV
    DATABASE_HOST=${module.database.address}
    AWS_ACCESS_KEY_ID=AKIADEMARCFAKEKEY234
    AWS_SECRET_ACCESS_KEY=made/up/for/teaching/opens/nothing/at/al
    ENV
    dnf install -y webshop
    systemctl enable --now webshop
  EOT

  tags = { Name = "${var.project}-web" }
}
