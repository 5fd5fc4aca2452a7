# User data reaches an instance in many ways; the text that arrives is what counts.

data "cloudinit_config" "worker" {
  gzip          = true
  base64_encode = true

  part {
    content_type = "text/cloud-config"
    content      = yamlencode({ write_files = [{ path = "/etc/app.yml", content = "password: correct-horse-battery" }] }) # want aws-ec2-user-data-secret "a password .password"
  }
  part {
    content_type = "text/x-shellscript"
    content      = templatefile("${path.module}/start.sh.tftpl", { token = "ghp_${local.token}", region = var.region }) # want aws-ec2-user-data-secret "a GitHub token .ghp_"
  }
}

locals {
  token = "A7QX2A7QX2A7QX2A7QX2A7QX2A7QX2A7QX2A"
}

variable "region" {
  type = string
}

resource "aws_launch_configuration" "cloudinit" {
  image_id         = "ami-0abcdef1234567890"
  instance_type    = "t3.micro"
  user_data_base64 = data.cloudinit_config.worker.rendered
}

data "template_file" "worker" {
  template = file("${path.module}/worker.sh")
  vars = {
    db_password = "correct-horse-battery" # want aws-ec2-user-data-secret "a password .db_password"
    region      = var.region
  }
}

resource "aws_instance" "template_file" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"
  user_data     = data.template_file.worker.rendered
}

resource "aws_instance" "file" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"
  user_data     = file("${path.module}/key.sh") # want aws-ec2-user-data-secret "a private key"
}

resource "aws_instance" "join" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"
  user_data = join("\n", [
    "#!/bin/bash",
    "curl -u ci:correct-horse https://example.com", # want aws-ec2-user-data-secret "a password .-u "
    "echo ${var.region}",
  ])
}

locals {
  script = <<-EOT
    #!/bin/bash
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
  EOT
}

resource "aws_instance" "local" {
  for_each = toset(["a", "b"])

  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"
  user_data     = local.script # want aws-ec2-user-data-secret "an AWS access key"
}

resource "aws_launch_template" "encoded_key" {
  user_data = "I2Nsb3VkLWNvbmZpZwojIEFLSUFJT1NGT0ROTjdFWEFNUExFCg==" # want aws-ec2-user-data-secret "an AWS access key"
}

resource "aws_launch_configuration" "private_key" {
  image_id         = "ami-0abcdef1234567890"
  instance_type    = "t3.micro"
  user_data_base64 = "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQo=" # want aws-ec2-user-data-secret "a private key"
}

resource "aws_spot_fleet_request" "fleet" {
  iam_fleet_role  = "arn:aws:iam::123456789012:role/fleet"
  target_capacity = 2

  launch_specification {
    ami           = "ami-0abcdef1234567890"
    instance_type = "t3.micro"
    user_data     = "export DB_PASSWORD=correct-horse" # want aws-ec2-user-data-secret "a password .DB_PASSWORD"
  }
}

resource "aws_spot_instance_request" "spot" {
  ami           = "ami-0abcdef1234567890"
  instance_type = "t3.micro"
  user_data = templatefile("${path.module}/start.sh.tftpl", {
    token  = aws_ssm_parameter.token.value
    region = var.region
  })
}

resource "aws_ssm_parameter" "token" {
  name  = "/worker/token"
  type  = "SecureString"
  value = var.region
}
