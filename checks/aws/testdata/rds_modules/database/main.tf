variable "public" {
  type = bool
}

variable "password" {
  type = string
}

resource "aws_db_instance" "this" {
  engine              = "postgres"
  engine_version      = "17.7"
  username            = "owner_of_it"
  password            = var.password # want aws-rds-literal-password "password has a literal value"
  publicly_accessible = var.public   # want aws-rds-publicly-accessible "publicly_accessible is true"
}
