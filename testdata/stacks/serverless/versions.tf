terraform {
  required_version = ">= 1.9"

  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.7"
    }
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }

  backend "s3" {
    bucket       = "example-terraform-state"
    encrypt      = true
    key          = "orders/terraform.tfstate"
    region       = "eu-west-1"
    use_lockfile = true
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application = "orders"
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}

# Certificates and web ACLs of CloudFront have to be in this region.
provider "aws" {
  alias  = "global"
  region = "us-east-1"

  default_tags {
    tags = {
      Application = "orders"
      Environment = var.environment
      ManagedBy   = "terraform"
    }
  }
}
