variable "name" {
  type = string
}

variable "cluster" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "image" {
  type = string
}

variable "port" {
  type = number
}

variable "cpu" {
  type = number
}

variable "memory" {
  type = number
}

variable "public" {
  type = bool
}

variable "privileged" {
  type = bool
}

variable "environment" {
  type = map(string)
}

variable "secrets" {
  type = map(string)
}

variable "actions" {
  type = list(string)
}

variable "assume_role_policy" {
  type = string
}
