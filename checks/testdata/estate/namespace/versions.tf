terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = ">= 3.6"
    }
  }
  backend "s3" {
    bucket = "estate-state"
    key    = "NAME/terraform.tfstate"
    region = "eu-west-2"
  }
}

provider "aws" {
  region = "eu-west-2"
  default_tags {
    tags = {
      business-unit = "Platform"
      namespace     = "NAME"
      managed-by    = "terraform"
    }
  }
}

provider "aws" {
  alias  = "global"
  region = "us-east-1"
}
