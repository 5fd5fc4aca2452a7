variable "name" {
  type = string
}

variable "security_group" {
  type = string
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_sqs_queue" "work" {
  name = "${var.name}-work"
  tags = var.tags
}

resource "aws_instance" "worker" {
  count                  = 2
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [var.security_group]
  tags                   = merge(var.tags, { Name = "${var.name}-${count.index}" })

  metadata_options {
    http_tokens = "required"
  }
}

output "queue" {
  value = aws_sqs_queue.work.arn
}
