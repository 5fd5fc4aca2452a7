package checks_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// BenchmarkGrowth lints a root of growing size with all checks: resources that refer to each other in it, and calls of one module with different inputs.
// The metric "us/unit" is the time by resource, or by call, and stays where it is as long as the cost is linear. Files are BenchmarkEstate's.
func BenchmarkGrowth(b *testing.B) {
	for _, n := range []int{500, 2000, 8000} {
		b.Run(fmt.Sprintf("resources=%d", n), func(b *testing.B) {
			dir := b.TempDir()
			write(b, filepath.Join(dir, "main.tf"), repeat(n/4, linked))
			grow(b, dir, n)
		})
	}
	for _, n := range []int{125, 500, 2000} {
		b.Run(fmt.Sprintf("calls=%d", n), func(b *testing.B) {
			dir := b.TempDir()
			write(b, filepath.Join(dir, "queue/main.tf"), texts(b, "testdata/estate")["modules/queue/main.tf"])
			write(b, filepath.Join(dir, "main.tf"), repeat(n, func(i int) string {
				return fmt.Sprintf("module \"m%d\" {\n  source      = \"./queue\"\n  name        = \"queue-%d\"\n  application = \"growth\"\n}\n", i, i)
			}))
			grow(b, dir, n)
		})
	}
}

// linked are four resources of which each names another.
func linked(i int) string {
	return strings.ReplaceAll(`resource "aws_security_group" "N" {
  name        = "group-N"
  description = "Group N"
}

resource "aws_vpc_security_group_ingress_rule" "N" {
  security_group_id = aws_security_group.N.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_instance" "N" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.N.id]
}

resource "aws_eip" "N" {
  instance = aws_instance.N.id
}

`, "N", fmt.Sprintf("n%d", i))
}

func grow(b *testing.B, dir string, units int) {
	b.Helper()
	all := checks.All()
	var fastest time.Duration
	for b.Loop() {
		began := time.Now()
		if r, err := lint.Run(b.Context(), lint.Options{Cwd: dir, Checks: all}); err != nil || r.Failed() || len(r.Findings) == 0 {
			b.Fatal(err, r.Diagnostics)
		}
		if took := time.Since(began); fastest == 0 || took < fastest {
			fastest = took
		}
	}
	b.ReportMetric(float64(fastest.Microseconds())/float64(units), "us/unit")
}
