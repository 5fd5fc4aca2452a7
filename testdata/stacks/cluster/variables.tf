variable "region" {
  type    = string
  default = "us-east-2"
}

variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "private_subnet_ids" {
  type = list(string)
}

variable "public_subnet_ids" {
  type = list(string)
}

variable "api_networks" {
  description = "Who reaches the cluster's API from outside"
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "cluster_logs" {
  type    = list(string)
  default = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
}

variable "node_groups" {
  type = map(object({
    instance_types = list(string)
    min            = number
    max            = number
    ssh_key        = optional(string)
    hop_limit      = optional(number, 1)
    imds           = optional(string, "required")
    taints         = optional(map(string), {})
  }))
}

variable "services" {
  type = map(object({
    image       = string
    port        = number
    cpu         = optional(number, 256)
    memory      = optional(number, 512)
    public      = optional(bool, false)
    privileged  = optional(bool, false)
    environment = optional(map(string), {})
    secrets     = optional(map(string), {})
    actions     = optional(list(string), [])
  }))
}

variable "webhook_token" {
  type      = string
  sensitive = true
}
