name   = "orchard"
vpc_id = "vpc-0c4b1f7e5a9d83216"

private_subnet_ids = ["subnet-0a1b2c3d4e5f60718", "subnet-0b2c3d4e5f6071829"]
public_subnet_ids  = ["subnet-0c3d4e5f607182930", "subnet-0d4e5f60718293a41"]

node_groups = {
  system = {
    instance_types = ["m7i.large"]
    min            = 2
    max            = 4
    taints         = { CriticalAddonsOnly = "true" }
  }

  batch = {
    instance_types = ["c7i.2xlarge", "c6i.2xlarge"]
    min            = 0
    max            = 40
    ssh_key        = "orchard-debug"
    hop_limit      = 2
    imds           = "optional"
  }
}

services = {
  storefront = {
    image  = "111122223333.dkr.ecr.us-east-2.amazonaws.com/storefront:4.12.1"
    port   = 8080
    public = true

    environment = {
      LOG_LEVEL = "info"
      CACHE_URL = "rediss://cache.orchard.internal:6379/0"
    }

    secrets = {
      SESSION_KEY = "arn:aws:secretsmanager:us-east-2:111122223333:secret:storefront/session-Ab3dEf"
    }

    actions = ["s3:GetObject"]
  }

  mailer = {
    image = "111122223333.dkr.ecr.us-east-2.amazonaws.com/mailer:2.0.0"
    port  = 8025

    environment = {
      SMTP_HOST     = "smtp.orchard.internal"
      SMTP_PASSWORD = "plum-Trellis-4471"
    }
  }

  builder = {
    image      = "111122223333.dkr.ecr.us-east-2.amazonaws.com/builder:0.9"
    port       = 9000
    privileged = true
    actions    = ["*"]
  }
}
