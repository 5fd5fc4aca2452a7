variable "region" {
  description = "Where the shop runs"
  type        = string
}

variable "project" {
  description = "What names and tags begin with"
  type        = string
}

variable "network" {
  description = "Address range of the VPC"
  type        = string
  default     = "10.40.0.0/16"
}

variable "certificate_arn" {
  description = "Certificate of the shop's domain, from Certificate Manager"
  type        = string
}
