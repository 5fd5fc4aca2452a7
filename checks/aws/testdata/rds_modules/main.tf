locals {
  passwords = {
    orders = "correct-horse-battery"
  }
}

module "orders" {
  source   = "./database"
  public   = true
  password = local.passwords["orders"]
}

module "ledger" {
  source   = "./database"
  public   = false
  password = var.ledger_password
}

variable "ledger_password" {
  type      = string
  sensitive = true
}
