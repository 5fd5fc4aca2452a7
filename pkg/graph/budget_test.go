package graph_test

import (
	"fmt"
	"strings"
	"testing"
)

// Calls that double at each level would make 2^24 instances, a count within a count 400 million.
func TestInstancesAreBounded(t *testing.T) {
	t.Parallel()
	var doubling strings.Builder
	for level := range 24 {
		name := "main.tf"
		if level > 0 {
			name = fmt.Sprintf("m%d/main.tf", level)
		}
		source := "../m%d"
		if level == 0 {
			source = "./m%d"
		}
		fmt.Fprintf(&doubling, "-- %s --\n", name)
		for _, call := range []string{"a", "b"} {
			fmt.Fprintf(&doubling, "module %q {\n  source = %q\n}\n", call, fmt.Sprintf(source, level+1))
		}
	}
	doubling.WriteString("-- m24/main.tf --\nresource \"terraform_data\" \"x\" {}\n")
	for name, text := range map[string]string{
		"doubling": doubling.String(),
		"count in count": `
module "m" {
  source = "./m"
  count  = 20000
}
-- m/main.tf --
resource "terraform_data" "x" {
  count = 20000
}
output "x" {
  value = terraform_data.x[*].input
}
`,
		"just too many": `
resource "terraform_data" "x" {
  count = 20001
}
resource "terraform_data" "y" {
  for_each = toset([for i in range(1000) : "${i}"])
}
`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := build(t, text)
			if n := len(g.Resources) + g.Modules(); n > 200_000 {
				t.Errorf("%d instances", n)
			}
			for _, d := range g.Root.Root.Diagnostics {
				if d.Summary == "Too many instances" {
					return
				}
			}
			t.Error("nothing is said of the instances left out")
		})
	}
}
