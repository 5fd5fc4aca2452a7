package checks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// estate writes many small root modules, of eight files and some 13 kB each, that call the same few modules: 12,000 files are 1,500 directories
// and 19 MB. It returns the paths of all files.
func estate(b testing.TB, dir string, files int) []string {
	b.Helper()
	var paths []string
	put := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		write(b, path, text)
		paths = append(paths, path)
	}
	for name, text := range map[string]string{"service": serviceModule, "queue": queueModule, "bucket": bucketModule} {
		put("modules/"+name+"/main.tf", text)
	}
	for n := 0; len(paths) < files; n++ {
		at := fmt.Sprintf("teams/team%02d/space%04d/", n%40, n)
		for name, text := range namespace(n) {
			put(at+name, text)
		}
	}
	return paths
}

func write(b testing.TB, path, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
}

// namespace is the files of the n-th root module by their names.
func namespace(n int) map[string]string {
	name := fmt.Sprintf("space%04d", n)
	all := map[string]string{}
	for file, text := range map[string]string{
		"main.tf": mainFile, "variables.tf": variablesFile, "versions.tf": versionsFile, "network.tf": networkFile,
		"storage.tf": storageFile, "database.tf": databaseFile, "roles.tf": rolesFile, "alarms.tf": alarmsFile,
	} {
		all[file] = strings.ReplaceAll(text, "NAME", name)
	}
	return all
}

const versionsFile = `terraform {
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
`

const variablesFile = `variable "environment" {
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
`

const mainFile = `locals {
  name = "NAME-${var.environment}"
  ports = {
    http  = 80
    https = 443
  }
  tags = merge(var.tags, {
    application            = var.application
    environment-name       = var.environment
    infrastructure-support = var.infrastructure_support
    is-production          = tostring(var.is_production)
  })
}

# The service itself: its queue of work and the machines that take from it.
module "service" {
  source         = "../../../modules/service"
  name           = local.name
  security_group = aws_security_group.app.id
  tags           = local.tags
}

module "orders" {
  source = "../../../modules/queue"

  name                       = "${local.name}-orders"
  application                = var.application
  visibility_timeout_seconds = 120
  readers                    = [aws_iam_role.app.arn]
  tags                       = local.tags
}

module "invoices" {
  source = "../../../modules/queue"

  name                       = "${local.name}-invoices"
  application                = var.application
  visibility_timeout_seconds = var.is_production ? 300 : 60
  readers                    = [aws_iam_role.app.arn]
  tags                       = local.tags
}

module "uploads" {
  source = "../../../modules/bucket"

  name        = "${local.name}-uploads"
  versioning  = true
  expire_days = 90
  tags        = local.tags

  providers = {
    aws = aws
  }
}
`

const networkFile = `# Who may reach the application: the office, and the load balancer that all namespaces share.
resource "aws_security_group" "app" {
  name        = local.name
  description = "Application of ${local.name}"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = local.ports
    content {
      description = "From the office: ${ingress.key}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = var.allowed_cidrs
    }
  }

  tags = merge(local.tags, { Name = local.name })
}

resource "aws_security_group" "database" {
  name        = "${local.name}-database"
  description = "Database of ${local.name}"
  vpc_id      = var.vpc_id
  tags        = merge(local.tags, { Name = "${local.name}-database" })
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  referenced_security_group_id = aws_security_group.app.id
  description                  = "From the application"
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "app" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.app.id
  description       = "To the office"
  cidr_ipv4         = each.value
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}
`

const storageFile = `resource "aws_s3_bucket" "data" {
  bucket = "estate-NAME-data"
  tags   = local.tags
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket                  = aws_s3_bucket.data.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}

resource "aws_kms_key" "data" {
  description             = "Data of ${local.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags
}

resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id

  rule {
    id     = "old-versions"
    status = "Enabled"
    filter {
      prefix = "reports/"
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
`

const databaseFile = `resource "random_password" "database" {
  length  = 32
  special = false
}

resource "aws_db_parameter_group" "main" {
  name   = local.name
  family = "postgres16"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }
}

resource "aws_db_instance" "main" {
  identifier                          = local.name
  engine                              = "postgres"
  engine_version                      = "16.4"
  instance_class                      = var.is_production ? "db.m7g.large" : "db.t4g.medium"
  allocated_storage                   = 20
  max_allocated_storage               = 200
  storage_type                        = "gp3"
  storage_encrypted                   = true
  kms_key_id                          = aws_kms_key.data.arn
  username                            = "app"
  password                            = random_password.database.result
  backup_retention_period             = 7
  multi_az                            = var.is_production
  deletion_protection                 = var.is_production
  publicly_accessible                 = false
  iam_database_authentication_enabled = true
  parameter_group_name                = aws_db_parameter_group.main.name
  vpc_security_group_ids              = [aws_security_group.database.id]
  tags                                = local.tags
}

resource "aws_secretsmanager_secret" "database" {
  name        = "${local.name}/database"
  description = "How to reach the database of ${local.name}"
  kms_key_id  = aws_kms_key.data.id
  tags        = local.tags
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id = aws_secretsmanager_secret.database.id
  secret_string = jsonencode({
    host     = aws_db_instance.main.address
    port     = aws_db_instance.main.port
    password = random_password.database.result
  })
}
`

const rolesFile = `resource "aws_iam_role" "app" {
  name = "NAME-app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
  tags = local.tags
}

resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}

data "aws_iam_policy_document" "reports" {
  statement {
    sid       = "ReadReports"
    actions   = ["s3:GetObject", "s3:ListBucket"]
    resources = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/reports/*"]
  }

  statement {
    sid       = "UseTheKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.data.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.eu-west-2.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "reports" {
  name        = "NAME-reports"
  description = "Lets the application of ${var.application} read its reports"
  policy      = data.aws_iam_policy_document.reports.json
}

resource "aws_iam_role_policy_attachment" "reports" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.reports.arn
}
`

const alarmsFile = `resource "aws_sns_topic" "alarms" {
  name              = "${local.name}-alarms"
  kms_master_key_id = aws_kms_key.data.id
  tags              = local.tags
}

resource "aws_cloudwatch_metric_alarm" "database_cpu" {
  alarm_name          = "${local.name}-database-cpu"
  alarm_description   = "The database of ${local.name} has been busy for a quarter of an hour"
  namespace           = "AWS/RDS"
  metric_name         = "CPUUtilization"
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 300
  evaluation_periods  = 3
  alarm_actions       = [aws_sns_topic.alarms.arn]

  dimensions = {
    DBInstanceIdentifier = aws_db_instance.main.identifier
  }
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/estate/${local.name}/app"
  retention_in_days = var.is_production ? 365 : 30
  kms_key_id        = aws_kms_key.data.arn
  tags              = local.tags
}

output "database" {
  description = "Where the database is"
  value       = aws_db_instance.main.address
}

output "queue" {
  description = "Where work is put"
  value       = module.service.queue
}

output "role" {
  value = aws_iam_role.app.arn
}
`

const serviceModule = `variable "name" {
  type = string
}

variable "security_group" {
  type = string
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_sqs_queue" "work" {
  name = "${var.name}-work"
  tags = var.tags
}

resource "aws_instance" "worker" {
  count                  = 2
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [var.security_group]
  tags                   = merge(var.tags, { Name = "${var.name}-${count.index}" })

  metadata_options {
    http_tokens = "required"
  }
}

output "queue" {
  value = aws_sqs_queue.work.arn
}
`

const queueModule = `variable "name" {
  type = string
}

variable "application" {
  type = string
}

variable "visibility_timeout_seconds" {
  type    = number
  default = 30
}

variable "readers" {
  type    = list(string)
  default = []
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_sqs_queue" "main" {
  name                       = var.name
  visibility_timeout_seconds = var.visibility_timeout_seconds
  sqs_managed_sse_enabled    = true
  redrive_policy             = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 5 })
  tags                       = var.tags
}

resource "aws_sqs_queue" "dead" {
  name                      = "${var.name}-dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
  tags                      = var.tags
}

data "aws_iam_policy_document" "main" {
  statement {
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage"]
    resources = [aws_sqs_queue.main.arn]
    principals {
      type        = "AWS"
      identifiers = var.readers
    }
  }
}

resource "aws_sqs_queue_policy" "main" {
  queue_url = aws_sqs_queue.main.id
  policy    = data.aws_iam_policy_document.main.json
}

output "url" {
  value = aws_sqs_queue.main.id
}
`

const bucketModule = `variable "name" {
  type = string
}

variable "versioning" {
  type = bool
}

variable "expire_days" {
  type = number
}

variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_s3_bucket" "this" {
  bucket = var.name
  tags   = var.tags
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = var.versioning ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id
  rule {
    id     = "expire"
    status = "Enabled"
    expiration {
      days = var.expire_days
    }
  }
}

output "arn" {
  value = aws_s3_bucket.this.arn
}
`
