# A rule in a module is reported where it is written, whoever gives the network.

module "open" {
  source   = "./group"
  networks = ["0.0.0.0/0"]
  rules    = [{ port = 22, networks = ["0.0.0.0/0"] }]
}

module "closed" {
  source   = "./group"
  networks = ["10.0.0.0/16"]
  rules    = [{ port = 22, networks = ["10.0.0.0/16"] }]
}

resource "aws_vpc_security_group_ingress_rule" "metrics" {
  security_group_id = module.open.id
  ip_protocol       = "tcp"
  from_port         = 9200
  to_port           = 9200
  cidr_ipv4         = "10.0.0.0/16"
}
