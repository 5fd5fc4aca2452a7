package lint_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// graphs builds the graphs of a directory with that main.tf.
func graphs(tb testing.TB, text string) *lint.Graphs {
	tb.Helper()
	dir := tb.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	g, err := lint.BuildGraphs(context.Background(), lint.Options{Cwd: dir})
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

const pairs = `
resource "aws_subnet" "s" {
  for_each = toset([for p in setproduct(range(50), range(50)) : "k${p[0]}-${p[1]}"])
}
resource "aws_instance" "i" {
  for_each  = toset([for p in setproduct(range(50), range(50)) : "k${p[0]}-${p[1]}"])
  subnet_id = aws_subnet.s[each.key].id
}
`

func TestGraphOfFiveThousandInstances(t *testing.T) {
	t.Parallel()
	g := graphs(t, pairs).Roots[0]
	if len(g.Nodes) != 5000 || len(g.Links) != 2500 {
		t.Fatalf("%d nodes, %d links", len(g.Nodes), len(g.Links))
	}
	for i, l := range g.Links {
		if l.From != 2500+i || l.To != i || l.Argument != "subnet_id" || l.Attribute != "id" || l.Maybe {
			t.Fatalf("%+v", l)
		}
	}
}

func BenchmarkGraphOfFiveThousandInstances(b *testing.B) {
	for b.Loop() {
		graphs(b, pairs)
	}
}

func TestGraphHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	g := graphs(t, `
variable "password" {
  default   = "hunter2"
  sensitive = true
}
resource "aws_ssm_parameter" "p" {
  for_each = toset([var.password])
  value    = each.key
}
resource "aws_ssm_parameter" "q" {
  for_each = { (var.password) = aws_ssm_parameter.p }
  value    = "${var.password}-hunter2"
}
`).Roots[0]
	if len(g.Nodes) != 2 || !g.Nodes[0].Maybe || !g.Nodes[1].Maybe {
		t.Errorf("%+v", g.Nodes)
	}
	if text := fmt.Sprintf("%+v", g); strings.Contains(text, "hunter2") {
		t.Error(text)
	}
}
