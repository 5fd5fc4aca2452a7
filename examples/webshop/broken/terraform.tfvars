region  = "eu-west-1"
project = "webshop"

# "For a moment", while the office line was down. It stayed.
admin_networks = ["0.0.0.0/0"]
