variable "name" {
  type = string
}

variable "cluster" {
  type = string
}

variable "role_arn" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

variable "group" {
  type = object({
    instance_types = list(string)
    min            = number
    max            = number
    ssh_key        = optional(string)
    hop_limit      = optional(number)
    imds           = optional(string)
    taints         = optional(map(string), {})
  })
}

resource "aws_launch_template" "this" {
  name_prefix            = "${var.name}-"
  vpc_security_group_ids = var.security_group_ids

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = var.group.imds
    http_put_response_hop_limit = var.group.hop_limit
  }

  monitoring {
    enabled = true
  }

  dynamic "block_device_mappings" {
    for_each = {
      "/dev/xvda" = { size = 50, encrypted = true }
      "/dev/xvdb" = { size = 200, encrypted = false }
    }

    content {
      device_name = block_device_mappings.key

      ebs {
        volume_size = block_device_mappings.value.size
        volume_type = "gp3"
        encrypted   = block_device_mappings.value.encrypted
      }
    }
  }

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = var.name }
  }
}

resource "aws_eks_node_group" "this" {
  cluster_name    = var.cluster
  node_group_name = var.name
  node_role_arn   = var.role_arn
  subnet_ids      = var.subnet_ids
  instance_types  = var.group.instance_types

  launch_template {
    id      = aws_launch_template.this.id
    version = aws_launch_template.this.latest_version
  }

  scaling_config {
    min_size     = var.group.min
    max_size     = var.group.max
    desired_size = var.group.min
  }

  dynamic "taint" {
    for_each = var.group.taints

    content {
      key    = taint.key
      value  = taint.value
      effect = "NO_SCHEDULE"
    }
  }

  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }
}
