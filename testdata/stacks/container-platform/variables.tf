variable "name" {
  type    = string
  default = "harbour"
}

variable "region" {
  type    = string
  default = "eu-central-1"
}

variable "account_id" {
  type    = string
  default = "123456789012"
}

variable "vpc_id" {
  type    = string
  default = "vpc-0a1b2c3d4e5f60718"
}

variable "vpc_cidr" {
  type    = string
  default = "10.40.0.0/16"
}

variable "private_subnet_ids" {
  type    = list(string)
  default = ["subnet-0a1b2c3d4e5f60718", "subnet-1b2c3d4e5f6071829", "subnet-2c3d4e5f607182930"]
}

variable "administrator_networks" {
  description = "Networks of the administrators, behind the company's VPN."
  type        = list(string)
  default     = ["10.8.0.0/24"]
}

variable "certificate_arn" {
  type    = string
  default = "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"
}

variable "services" {
  description = "What runs on the platform: image tags are digests, so that they cannot be moved."
  type = map(object({
    digest = string
    port   = optional(number, 8080)
    cpu    = optional(number, 512)
    memory = optional(number, 1024)
    count  = optional(number, 2)
  }))
  default = {
    quotes = {
      digest = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    }
    orders = {
      digest = "sha256:fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9"
      cpu    = 1024
      memory = 2048
      count  = 3
    }
  }
}
