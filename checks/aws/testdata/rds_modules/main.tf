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

# Made by another resource: not known, and not in the configuration.
resource "random_password" "generated" {
  length = 32
}

module "generated" {
  source   = "./database"
  public   = false
  password = random_password.generated.result
}
