variable "organization_id" {
  type    = string
  default = "o-a1b2c3d4e5"
}

variable "analyst_roles" {
  description = "Who may query"
  type        = list(string)
}

variable "vendor_account" {
  description = "Account that delivers the market data; in the vault, not here"
  type        = string
}

variable "warehouse" {
  type = object({
    node_type = string
    nodes     = number
    public    = bool
  })
  default = {
    node_type = "ra3.large"
    nodes     = 2
    public    = true
  }
}

locals {
  prefix  = "tarn-lake"
  account = data.aws_caller_identity.current.account_id

  zones = {
    raw     = { expire = 90, replicate = false }
    refined = { expire = 730, replicate = true }
  }
}

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
