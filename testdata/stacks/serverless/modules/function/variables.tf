variable "name" {
  type = string
}

variable "source_file" {
  type = string
}

variable "policy" {
  description = "What the function may do besides logging, as JSON."
  type        = string
}

variable "environment" {
  type    = map(string)
  default = {}
}

variable "concurrency" {
  type    = number
  default = 20
}

variable "code_signing_config_arn" {
  type = string
}

variable "data_key_arn" {
  type = string
}

variable "log_key_arn" {
  type = string
}

variable "dead_letter_arn" {
  type = string
}

variable "security_group_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}
