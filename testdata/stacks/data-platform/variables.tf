variable "name" {
  type    = string
  default = "quarry"
}

variable "region" {
  type    = string
  default = "eu-west-1"
}

variable "account_id" {
  type    = string
  default = "123456789012"
}

variable "vpc_id" {
  type    = string
  default = "vpc-0f1e2d3c4b5a69788"
}

variable "subnet_ids" {
  type    = list(string)
  default = ["subnet-0f1e2d3c4b5a69788", "subnet-1f2e3d4c5b6a79880", "subnet-2f3e4d5c6b7a89901"]
}

variable "zones" {
  description = "Zones of the lake, with how long their objects are kept."
  type        = map(object({ days = number }))
  default = {
    raw     = { days = 400 }
    curated = { days = 2000 }
  }
}
