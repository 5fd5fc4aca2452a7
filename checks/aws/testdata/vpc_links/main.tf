# Links through for_each, locals and unknown values.

resource "aws_vpc" "each" {
  for_each   = { a = "10.0.0.0/16", b = "10.1.0.0/16" }
  cidr_block = each.value
}

resource "aws_flow_log" "each" {
  for_each        = aws_vpc.each
  vpc_id          = each.value.id
  log_destination = "arn:aws:s3:::example-flow-logs"
}

resource "aws_default_security_group" "each" {
  for_each = aws_vpc.each
  vpc_id   = each.value.id
}

resource "aws_vpc" "bare" { # want aws-vpc-without-flow-logs "no aws_flow_log" aws-vpc-default-security-group-not-closed "adopt it"
  cidr_block = "10.2.0.0/16"
}

resource "aws_vpc" "subnets_only" { # want aws-vpc-without-flow-logs "no aws_flow_log"
  cidr_block = "10.3.0.0/16"
}

resource "aws_subnet" "logged" {
  vpc_id     = aws_vpc.subnets_only.id
  cidr_block = "10.3.0.0/24"
}

resource "aws_flow_log" "subnet" {
  subnet_id       = aws_subnet.logged.id
  log_destination = "arn:aws:s3:::example-flow-logs"
}

resource "aws_default_security_group" "inline" {
  vpc_id = aws_vpc.subnets_only.id
}

# An address that a load balancer, an association or a gateway takes is in use.
resource "aws_eip" "used" {
  for_each = toset(["lb", "association", "nat"])
  domain   = "vpc"
}

resource "aws_lb" "used" {
  load_balancer_type = "network"

  subnet_mapping {
    subnet_id     = "subnet-0123456789abcdef0"
    allocation_id = aws_eip.used["lb"].id
  }
}

resource "aws_eip_association" "used" {
  instance_id   = "i-0123456789abcdef0"
  allocation_id = aws_eip.used["association"].allocation_id
}

locals {
  nat_address = aws_eip.used["nat"].id
}

resource "aws_nat_gateway" "used" {
  allocation_id = local.nat_address
  subnet_id     = "subnet-0123456789abcdef0"
}

resource "aws_eip" "only_printed" { # want aws-vpc-elastic-ip-unattached "nothing is associated"
  domain = "vpc"
}

output "address" {
  value = aws_eip.only_printed.public_ip
}
