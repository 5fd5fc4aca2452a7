variable "groups" {
  type = list(string)
}

resource "aws_network_interface" "this" {
  subnet_id       = "subnet-0123456789abcdef0"
  security_groups = var.groups
}
