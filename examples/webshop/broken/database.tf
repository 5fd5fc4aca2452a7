module "database" {
  source = "./modules/database"

  name       = var.project
  vpc_id     = aws_vpc.shop.id
  subnet_ids = aws_subnet.public[*].id
  clients    = [aws_security_group.web.id]

  # Yours: a password in the configuration is in the repository's history and in every clone, for good.
  password = "Herbst-2025-webshop"

  # Yours: with an address of its own the database is one forgotten rule away from the internet.
  publicly_accessible = true
}
