variable "region" {
  description = "Where everything but the edge is."
  type        = string
}

variable "environment" {
  description = "Ends the names of what there is once per environment."
  type        = string
}

variable "domain" {
  description = "Zone in which the shop has its names."
  type        = string
}

variable "zone_id" {
  description = "The zone's id; it is managed by the network team."
  type        = string
}

variable "signing_profile_version_arn" {
  description = "Profile with which the pipeline signs packages."
  type        = string
}

variable "private_subnet_ids" {
  description = "Subnets without a way in from the internet."
  type        = list(string)
}

variable "vpc_id" {
  description = "The VPC of those subnets."
  type        = string
}

variable "endpoint_prefix_lists" {
  description = "Prefix lists of the gateway endpoints for DynamoDB and S3."
  type        = list(string)
}

variable "log_bucket" {
  description = "Bucket of the log archive that takes server access logs."
  type        = string
}

data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  name    = "orders-${var.environment}"
}
