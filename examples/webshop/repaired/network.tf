# AWS keeps the wires, the routers and the isolation between customers. Which ways in you open is yours: here one,
# to the load balancer. The web server and the database have no way in or out but the ones that are written down.

data "aws_availability_zones" "up" {
  state = "available"
}

resource "aws_vpc" "shop" {
  cidr_block           = var.network
  enable_dns_hostnames = true
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_subnet" "public" {
  count = 2

  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(var.network, 8, count.index)
  availability_zone = data.aws_availability_zones.up.names[count.index]
}

resource "aws_subnet" "private" {
  count = 2

  vpc_id            = aws_vpc.shop.id
  cidr_block        = cidrsubnet(var.network, 8, 10 + count.index)
  availability_zone = data.aws_availability_zones.up.names[count.index]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
}

resource "aws_route_table_association" "public" {
  count = 2

  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

# Administrators come through Session Manager: no port, no keys, and each session in the log.
resource "aws_vpc_endpoint" "services" {
  for_each = toset(["ssm", "ssmmessages", "secretsmanager"])

  vpc_id              = aws_vpc.shop.id
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.services.id]
  private_dns_enabled = true
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.shop.id
  service_name    = "com.amazonaws.${var.region}.s3"
  route_table_ids = [aws_vpc.shop.main_route_table_id]
}

resource "aws_security_group" "services" {
  name        = "${var.project}-services"
  description = "AWS services that the web server calls"
  vpc_id      = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "services" {
  security_group_id            = aws_security_group.services.id
  description                  = "The web server"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = aws_security_group.web.id
}
