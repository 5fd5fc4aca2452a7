variable "environment" {
  description = "Where this runs"
  type        = string
  default     = "dev"
}

variable "application" {
  description = "Name of the application that the namespace is for"
  type        = string
  default     = "NAME"
}

variable "team_name" {
  description = "The team that answers for the namespace; it is told of alarms"
  type        = string
  default     = "platform"
}

variable "infrastructure_support" {
  description = "Whom to write to when something is wrong. Should be a group, not a person."
  default     = "platform@example.com"
}

variable "is_production" {
  description = "Whether this is what users see"
  type        = bool
  default     = false
}

variable "allowed_cidrs" {
  description = "Networks of the office"
  type        = list(string)
  default     = ["10.20.0.0/16", "10.30.0.0/16"]
}

variable "vpc_id" {
  description = "The network that all namespaces share"
  type        = string
  default     = "vpc-0a1b2c3d4e5f60718"
}

variable "tags" {
  type = map(string)
  default = {
    owner       = "platform"
    cost-centre = "1234"
  }
}

variable "listener_arn" {
  description = "The listener of the load balancer that all namespaces share"
  type        = string
  default     = "arn:aws:elasticloadbalancing:eu-west-2:111122223333:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"
}
