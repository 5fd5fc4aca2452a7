variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "environment" {
  type = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "There are two environments."
  }
}

variable "cidr" {
  type = string
}

variable "office_networks" {
  description = "Where administrators sit"
  type        = map(string)
}

variable "partner_networks" {
  description = "Networks that call the API, from the partners' sheet"
  type        = list(string)
}

variable "certificate_arn" {
  type = string
}

variable "database" {
  type = object({
    engine_version = optional(string, "8.4.6")
    instance_class = optional(string, "db.r6g.large")
    storage        = optional(number, 100)
    multi_az       = optional(bool, false)
  })
  default = {}
}

variable "legacy_password" {
  description = "Of the reporting database, until it is gone"
  type        = string
  default     = "R3porting!2019"
}

locals {
  name  = "portal-${var.environment}"
  zones = slice(data.aws_availability_zones.available.names, 0, 3)

  tags = {
    service     = "portal"
    environment = var.environment
    owner       = "team-meadow"
  }
}

data "aws_availability_zones" "available" {
  state = "available"
}
