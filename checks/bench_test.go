package checks_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// BenchmarkEstate lints estates of growing size with all checks. The metric "x-parse" is the time of a whole lint divided by that of
// hclsyntax.ParseConfig over the same files on the same cores, measured in turn in the same run.
func BenchmarkEstate(b *testing.B) {
	for _, files := range []int{500, 2000, 8000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			dir := b.TempDir()
			paths := estate(b, dir, files)
			all := checks.All()
			var parsing, linting time.Duration
			for b.Loop() {
				start := time.Now()
				trees := parse(b, paths)
				parsed := time.Now()
				runtime.KeepAlive(trees)
				r, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all})
				if err != nil || r.Failed() || len(r.Findings) == 0 {
					b.Fatal(err, r)
				}
				parsing += parsed.Sub(start)
				linting += time.Since(parsed)
			}
			b.ReportMetric(float64(linting)/float64(parsing), "x-parse")
			b.ReportMetric(float64(parsing.Milliseconds())/float64(b.N), "parse-ms/op")
		})
	}
}

// BenchmarkOneFile lints one small file in a process that is already up.
func BenchmarkOneFile(b *testing.B) {
	dir := b.TempDir()
	write(b, filepath.Join(dir, "main.tf"), strings.ReplaceAll(namespace(1), "../modules", "./modules"))
	write(b, filepath.Join(dir, "modules/service/main.tf"), serviceModule)
	all := checks.All()
	for b.Loop() {
		if _, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkModules lints configurations that are small to read and large to evaluate: a module of 50 resources called once, 1,000 times with
// equal inputs and 1,000 times with different ones; a chain of 200 modules, each handing its input on to the next; a for_each of 5,000 instances.
func BenchmarkModules(b *testing.B) {
	bench := func(name string, files map[string]string) {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			for file, text := range files {
				write(b, filepath.Join(dir, filepath.FromSlash(file)), text)
			}
			all := checks.All()
			for b.Loop() {
				if r, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all}); err != nil || r.Failed() || len(r.Findings) == 0 {
					b.Fatal(err, r.Diagnostics)
				}
			}
		})
	}
	fifty := repeat(50, func(i int) string {
		return fmt.Sprintf("resource \"aws_sqs_queue\" \"q%d\" {\n  name = \"${var.name}-%d\"\n}\n", i, i)
	})
	named := "variable \"name\" {\n  type = string\n}\n"
	bench("called=1", map[string]string{"main.tf": call("m", "name = \"x\""), "m/main.tf": named + fifty})
	bench("called=1000/equal", map[string]string{"main.tf": call("m", "count = 1000\n  name = \"x\""), "m/main.tf": named + fifty})
	bench("called=1000/different", map[string]string{"main.tf": call("m", "count = 1000\n  name = \"x-${count.index}\""), "m/main.tf": named + fifty})
	chain := map[string]string{"main.tf": call("m0", "name = \"x\"")}
	for i := range 200 {
		next := named + "resource \"aws_sqs_queue\" \"q\" {\n  name = var.name\n}\n"
		if i < 199 {
			next += strings.ReplaceAll(call(fmt.Sprintf("m%d", i+1), "name = var.name"), "./m", "../m")
		}
		chain[fmt.Sprintf("m%d/main.tf", i)] = next
	}
	bench("chain=200", chain)
	bench("for_each=5000", map[string]string{"main.tf": "resource \"aws_sqs_queue\" \"q\" {\n  for_each = toset([for pair in setproduct(range(5), range(1000)) : \"queue-${pair[0]}-${pair[1]}\"])\n  name = each.key\n}\n"})
}

func call(name, arguments string) string {
	return fmt.Sprintf("module %q {\n  source = \"./%s\"\n  %s\n}\n", name, name, arguments)
}

func repeat(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
	}
	return b.String()
}

// parse is the yardstick: read and parse, on all cores, and keep the trees.
func parse(b *testing.B, paths []string) []*hcl.File {
	b.Helper()
	trees := make([]*hcl.File, len(paths))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				data, err := os.ReadFile(paths[i])
				if err != nil {
					b.Error(err)
					continue
				}
				trees[i], _ = hclsyntax.ParseConfig(data, paths[i], hcl.InitialPos)
			}
		})
	}
	for i := range paths {
		next <- i
	}
	close(next)
	wg.Wait()
	return trees
}

// estate writes many small root modules, of four files each, that call the same few modules.
func estate(b *testing.B, dir string, files int) []string {
	b.Helper()
	var paths []string
	put := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		write(b, path, text)
		paths = append(paths, path)
	}
	put("modules/service/main.tf", serviceModule)
	for n := 0; len(paths) < files; n++ {
		at := fmt.Sprintf("teams/team%02d/space%04d/", n%40, n)
		put(at+"main.tf", strings.ReplaceAll(namespace(n), "../modules", "../../../modules"))
		put(at+"variables.tf", variables)
		put(at+"storage.tf", strings.ReplaceAll(storage, "NAME", fmt.Sprintf("space%04d", n)))
		put(at+"versions.tf", versions)
	}
	return paths
}

func write(b *testing.B, path, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
}

const versions = `terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
  backend "s3" {
    bucket = "estate-state"
    region = "eu-west-2"
  }
}
`

const variables = `variable "environment" {
  description = "Where this runs"
  type        = string
  default     = "dev"
}

variable "allowed_cidrs" {
  description = "Networks of the office"
  type        = list(string)
  default     = ["10.20.0.0/16", "10.30.0.0/16"]
}

variable "tags" {
  type = map(string)
  default = {
    owner       = "platform"
    cost-centre = "1234"
  }
}
`

const storage = `resource "aws_s3_bucket" "data" {
  bucket = "estate-NAME-data"
  tags   = var.tags
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

resource "aws_iam_role" "app" {
  name = "NAME-app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
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
`

func namespace(n int) string {
	return fmt.Sprintf(`locals {
  name = "space%04d-${var.environment}"
  ports = {
    http  = 80
    https = 443
  }
}

resource "aws_security_group" "app" {
  name        = local.name
  description = "Application of ${local.name}"

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

  tags = merge(var.tags, { Name = local.name })
}

resource "aws_db_instance" "main" {
  identifier              = local.name
  engine                  = "postgres"
  engine_version          = "16.4"
  instance_class          = "db.t4g.medium"
  allocated_storage       = 20
  storage_encrypted       = true
  backup_retention_period = 7
  vpc_security_group_ids  = [aws_security_group.app.id]
}

module "service" {
  source         = "../modules/service"
  name           = local.name
  security_group = aws_security_group.app.id
  tags           = var.tags
}
`, n)
}

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
