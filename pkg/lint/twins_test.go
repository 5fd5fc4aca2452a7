package lint_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

const webModule = `
variable "cidr" { default = "0.0.0.0/0" }
resource "aws_security_group" "web" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [var.cidr]
  }
}
output "id" { value = aws_security_group.web.id }
`

// Calls with equal inputs are evaluated once; what is reported is the same as if each had been.
func TestFindingsNameEveryInstanceOfEqualModuleCalls(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ root, want string }{
		"count": {`module "a" {
  source = "./web"
  count  = 3
}`, "module.a[0].aws_security_group.web module.a[1].aws_security_group.web module.a[2].aws_security_group.web"},
		"two calls": {`module "a" {
  source = "./web"
}
module "b" {
  source = "./web"
}`, "module.a.aws_security_group.web module.b.aws_security_group.web"},
		"other inputs": {`module "a" {
  source   = "./web"
  for_each = { x = "10.0.0.0/8", y = "0.0.0.0/0", z = "0.0.0.0/0" }
  cidr     = each.value
}`, `module.a["y"].aws_security_group.web module.a["z"].aws_security_group.web`},
		"outputs used": {`module "a" {
  source = "./web"
  count  = 2
}
output "ids" { value = module.a[*].id }`, "module.a[0].aws_security_group.web module.a[1].aws_security_group.web"},
		"nested": {`module "outer" {
  source = "./outer"
  count  = 2
}`, "module.outer[0].module.inner[0].aws_security_group.web module.outer[1].module.inner[0].aws_security_group.web " +
			"module.outer[0].module.inner[1].aws_security_group.web module.outer[1].module.inner[1].aws_security_group.web"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			put(t, dir, "main.tf", c.root)
			put(t, dir, "web/main.tf", webModule)
			if strings.Contains(c.root, "./outer") {
				put(t, dir, "outer/main.tf", "module \"inner\" {\n  source = \"../web\"\n  count  = 2\n}\n")
			}
			r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: []*check.Check{open()}})
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Findings) != 1 {
				t.Fatalf("got %v", r.Findings)
			}
			if got := strings.Join(r.Findings[0].Instances, " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, file, text)
}

func open() *check.Check {
	return &check.Check{
		Name: "open", Title: "Open", Severity: check.High, Duty: check.Network, Resources: []string{"aws_security_group"},
		Run: func(p *check.Pass) {
			for _, rule := range p.Resource.Blocks("ingress") {
				for _, cidr := range rule.Get("cidr_blocks").Each() {
					if cidr.Is("0.0.0.0/0") {
						p.Report(cidr, "open")
					}
				}
			}
		},
	}
}
