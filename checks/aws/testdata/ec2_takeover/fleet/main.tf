variable "profile_name" {
  type = string
}

variable "group_ids" {
  type = list(string)
}

variable "subnet_ids" {
  type = list(string)
}

resource "aws_launch_template" "this" {
  name_prefix            = "fleet-"
  image_id               = "ami-0abcdef1234567890"
  vpc_security_group_ids = var.group_ids

  iam_instance_profile {
    name = var.profile_name # want aws-ec2-account-takeover "port 22 through aws_security_group.open"
  }
}

resource "aws_autoscaling_group" "this" {
  min_size            = 1
  max_size            = 3
  vpc_zone_identifier = var.subnet_ids

  launch_template {
    id = aws_launch_template.this.id
  }
}
