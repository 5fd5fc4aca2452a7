package graph_test

import (
	"strings"
	"testing"
)

// Terraform merges the lifecycle block of an override argument by argument, where it replaces all other blocks.
func TestAnOverrideKeepsTheRestOfTheLifecycle(t *testing.T) {
	t.Parallel()
	g := build(t, `
-- main.tf --
resource "terraform_data" "off" {
  lifecycle {
    enabled         = false
    prevent_destroy = false
  }
}

resource "terraform_data" "on" {
  lifecycle {
    enabled = false
  }
}
-- main_override.tf --
resource "terraform_data" "off" {
  lifecycle {
    prevent_destroy = true
  }
}

resource "terraform_data" "on" {
  lifecycle {
    enabled = true
  }
}
`)
	if got := addresses(g.Resources); got != "terraform_data.on" {
		t.Errorf("got %s", got)
	}
}

// A provider's own function is no error: what it gives is not known, and the rest of the list is.
func TestFunctionsOfProvidersAreNotKnown(t *testing.T) {
	t.Parallel()
	g := build(t, `
resource "aws_security_group" "web" {
  name = provider::assert::first("web")
}
`)
	v := one(t, g, "aws_security_group.web").Get("name")
	causes := v.Causes()
	if len(causes) != 1 || causes[0].Kind != "computed" || !strings.HasPrefix(causes[0].Name, "provider::assert::first") {
		t.Errorf("got %+v", causes)
	}
}

// What Terraform refuses anyway is still told what is wrong with it.
func TestBooleansInCapitals(t *testing.T) {
	t.Parallel()
	g := build(t, `
resource "aws_db_instance" "d" {
  storage_encrypted   = False
  publicly_accessible = True
  identifier          = True
}
`)
	d := one(t, g, "aws_db_instance.d")
	if !d.Get("storage_encrypted").Is(false) || !d.Get("publicly_accessible").Is(true) || d.Get("identifier").Known() {
		t.Error("got", d.Get("storage_encrypted").Causes(), d.Get("publicly_accessible").Causes(), d.Get("identifier").Known())
	}
}
