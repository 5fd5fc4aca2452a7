package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/graph"
)

const choices = `
variable "b" {
  type = bool
}
variable "env" {
  type = string
}
locals {
  settings = {
    dev  = { class = "db.t3.small", open = true, cidrs = ["10.0.0.0/8", "0.0.0.0/0"] }
    prod = { class = "db.t3.large", open = true, cidrs = ["0.0.0.0/0"] }
  }
  chosen = var.b ? local.settings.dev : local.settings.prod
}
resource "aws_db_instance" "d" {
  storage_encrypted       = var.b ? false : false
  publicly_accessible     = local.settings[var.env].open
  multi_az                = var.b ? true : false
  instance_class          = local.chosen.class
  engine                  = lookup({ a = "mysql", b = "mysql" }, var.env, "mysql")
  engine_version          = lookup({ a = "8.0", b = "8.0" }, var.env, "5.7")
  backup_retention_period = (var.b ? [0, 7] : [0, 8])[0]
  kms_key_id              = var.b ? null : null
  username                = var.b ? "admin" : "root"
  password                = var.b ? null : "x"
  port                    = element([1, 2], length(var.env))
  db_name                 = var.b ? "a" : var.env
  identifier              = var.b ? "" : null
}
resource "aws_security_group" "s" {
  ingress {
    cidr_blocks = local.chosen.cidrs
  }
}
resource "aws_security_group" "none" {
  ingress {
    cidr_blocks = var.b ? ["10.0.0.0/8"] : ["10.1.0.0/16"]
  }
}
resource "aws_iam_policy" "p" {
  policy = var.b ? jsonencode({ Statement = [{ Action = "*" }] }) : "{\"Statement\": [{\"Action\": \"*\"}]}"
}
`

// What holds whichever way it goes surely holds; what does not is a question left open.
func TestValuesThatAreOneOfSeveral(t *testing.T) {
	t.Parallel()
	g := build(t, choices)
	d := one(t, g, "aws_db_instance.d")
	for name, ask := range map[string]struct {
		question func(graph.Value) bool
		yes      bool
		open     bool
	}{
		"storage_encrypted":       {func(v graph.Value) bool { return v.Is(false) }, true, false},
		"publicly_accessible":     {func(v graph.Value) bool { return v.IsNot(false) }, true, false},
		"multi_az":                {func(v graph.Value) bool { return v.Is(true) }, false, true},
		"instance_class":          {func(v graph.Value) bool { return v.NoneOf("db.t3.micro") }, true, false},
		"engine":                  {func(v graph.Value) bool { s, ok := v.Text(); return ok && s == "mysql" }, true, false},
		"engine_version":          {func(v graph.Value) bool { return v.OneOf("8.0") }, false, true},
		"backup_retention_period": {func(v graph.Value) bool { n, ok := v.Number(); return ok && n == 0 }, true, false},
		"kms_key_id":              {func(v graph.Value) bool { return v.Absent() }, true, false},
		"username":                {func(v graph.Value) bool { return v.OneOf("admin", "root") }, true, false},
		"password":                {func(v graph.Value) bool { return v.Present() }, false, true},
		"port":                    {func(v graph.Value) bool { return v.Is(3) }, false, false},
		"db_name":                 {func(v graph.Value) bool { return v.Holds(func(s string) bool { return s == "a" }) }, false, true},
		"identifier":              {func(v graph.Value) bool { return v.Empty() }, true, false},
	} {
		g.Unanswered()
		if got := ask.question(d.Get(name)); got != ask.yes {
			t.Errorf("%s: the answer is %v", name, got)
		}
		if open := len(g.Unanswered()) > 0; open != ask.open {
			t.Errorf("%s: a question left open: %v", name, open)
		}
	}
}

func TestListsThatAreOneOfSeveral(t *testing.T) {
	t.Parallel()
	g := build(t, choices)
	elements := func(address string) string {
		var all []string
		for _, v := range one(t, g, address).Blocks("ingress")[0].Get("cidr_blocks").Each() {
			text, ok := v.Text()
			if !ok {
				text = "?"
			}
			all = append(all, text)
		}
		return strings.Join(all, " ")
	}
	if got := elements("aws_security_group.s"); got != "0.0.0.0/0 ?" {
		t.Errorf("the lists share %q", got)
	}
	if got := elements("aws_security_group.none"); got != "" {
		t.Errorf("the lists share %q", got)
	}
	statements := one(t, g, "aws_iam_policy.p").Get("policy").Document().Attr("Statement").Each()
	if len(statements) == 0 || !statements[0].Attr("Action").Is("*") {
		t.Errorf("the documents share %d statements", len(statements))
	}
}

// A long way of attributes, each of which could lead to a choice, is not gone again and again.
func TestFarChoices(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("variable \"u\" {}\nlocals {\n  a0 = { x = var.u }\n")
	for i := range 60 {
		fmt.Fprintf(&text, "  a%d = { x = local.a%d.x }\n", i+1, i)
	}
	text.WriteString("}\nresource \"aws_db_instance\" \"d\" {\n  engine = local.a60.x\n}\n")
	if len(one(t, build(t, text.String()), "aws_db_instance.d").Get("engine").Arms()) != 0 {
		t.Error("a variable is a choice")
	}
}
