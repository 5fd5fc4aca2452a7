environment = "production"
cidr        = "10.80.0.0/16"

office_networks = {
  hamburg = "203.0.113.16/29"
  leipzig = "198.51.100.128/27"
  # home = "0.0.0.0/0"
}

partner_networks = ["192.0.2.0/24", "0.0.0.0/0"]

certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/0f9b6a3e-3b6f-4b52-9b5c-6a8b8f0b2d11"

database = {
  multi_az = true
}
