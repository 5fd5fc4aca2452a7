module "database" {
  source = "./modules/database"

  name       = var.project
  vpc_id     = aws_vpc.shop.id
  subnet_ids = aws_subnet.private[*].id
  clients    = [aws_security_group.web.id]
}
