# The values that the expressions of ../functions.txt refer to. Variables without a value are unknown.
variable "us" { type = string }
variable "un" { type = number }
variable "ub" { type = bool }
variable "ul" { type = list(string) }
variable "uset" { type = set(string) }
variable "um" { type = map(string) }
variable "uo" { type = object({ a = string, b = number }) }
variable "ut" { type = tuple([string, number]) }
variable "ull" { type = list(list(string)) }
variable "ua" {}

# templatestring takes a template by reference alone.
variable "greeting" { default = "Hello, $${name}!" }
variable "only" { default = "$${a}" }
variable "calling" { default = "$${upper(a)}" }
variable "broken" { default = "$${a" }
variable "again" { default = "$${templatestring(\"x\", {})}" }
variable "numbers" { default = "%%{ for i, x in a }$${i}=$${x};%%{ endfor }" }

# The functions of a provider are there once it is required.
terraform {
  required_providers {
    terraform = { source = "terraform.io/builtin/terraform" }
  }
}
