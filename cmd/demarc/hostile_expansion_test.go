package main

import (
	"fmt"
	"strings"
)

const (
	overBudget = "Value over the budget"
	tooMany    = "Too many instances"
	noModule   = "Module is not there"
)

// hostileExpansion are short texts that are worth a lot.
func hostileExpansion() []hostileCase {
	all := []hostileCase{
		one("count", strings.Replace(public("true"), "\n", "\n  count = 1000000000\n", 1), tooMany),
		one("count beyond numbers", strings.Replace(public("true"), "\n", "\n  count = 1e30\n", 1), tooMany),
		one("for_each", strings.Replace(public("true"), "\n", "\n  for_each = {for i in setproduct(range(1000), range(50)) : join(\"-\", i) => 1}\n", 1), overBudget),
		one("range", public("length(range(1000000000)) > 1"), overBudget),
		one("tiny steps", public("length(range(0, 1, 1e-300)) > 1"), overBudget),
		one("loops in loops", public("length([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : [for d in range(1000) : 1]]]]) > 1"), overBudget),
		one("loops over a local", "locals {\n  l = range(1000)\n}\n"+public("length({for a in local.l : a => [for b in local.l : [for c in local.l : c == local.l]]}) > 1"), overBudget),
		one("loops in a text", public(`"%{for a in range(1000)}%{for b in range(1000)}%{for c in range(1000)}${a}%{endfor}%{endfor}%{endfor}"`), overBudget),
		one("loops in functions", public("length(flatten([for i in range(1000) : [for j in range(1000) : [for k in range(1000) : k]]])) > 1"), overBudget),
		one("loops of errors", public("length([for i in range(1000) : [for j in range(1000) : nosuch(i)]]) > 1"), "*"),
		one("comparisons in a loop", "locals {\n  l = [for i in setproduct(range(1000), range(30)) : i]\n}\n"+public("length([for i in local.l : local.l == local.l]) > 1"), overBudget),
		one("merge of many", public("length(merge([for i in range(1000) : {for j in range(1000) : \"${i}-${j}\" => 1}]...)) > 1"), overBudget),
		one("setproduct", "locals {\n  a = range(1000)\n}\n"+public("length(setproduct(local.a, local.a, local.a)) > 1"), overBudget),
		jsonCase("loops in JSON", `{"resource":{"aws_db_instance":{"x":{"publicly_accessible":"${length([for a in range(1000) : [for b in range(1000) : [for c in range(1000) : 1]]]) > 1}"}}}}`, overBudget),
		one("doubling text", doubling(`"xxxxxxxxxx"`, `"${local.a%[1]d}${local.a%[1]d}"`), overBudget),
		one("doubling by format", doubling(`"xxxxxxxxxx"`, `format("%%s%%s", local.a%[1]d, local.a%[1]d)`), overBudget),
		one("doubling by replace", doubling(`"xxxxxxxxxx"`, `replace(local.a%[1]d, "x", "xx")`), overBudget),
		one("doubling lists", doubling("[1]", "[local.a%[1]d, local.a%[1]d]"), overBudget),
		one("doubling objects", doubling("{a = 1}", "{l = local.a%[1]d, r = local.a%[1]d}"), overBudget),
		one("squaring", doubling("12345678912345", "local.a%[1]d * local.a%[1]d"), overBudget),
		one("power", public("tostring(pow(10, 1000000000)) == \"\""), ""),
		one("wide format", public(`format("%1000000000d", 1) == ""`), overBudget),
		one("long number", public(`format("%s", 1e100000) == ""`), overBudget),
		one("regular expression", public(`length(regexall("(a|a)*b", join("", [for i in range(1000) : "aaaaaaaaaa"]))) > 0`), ""),
		one("large regular expression", public(`length(regexall("((a{30}){30}){30}", "a")) > 0`), ""),
		one("subnets", public(`length(cidrsubnets("10.0.0.0/8", [for i in range(1000) : 8]...)) > 0`), ""),
		one("wide prefix", public(`cidrhost("::/0", 340282366920938463463374607431768211455) == ""`), ""),
		one("YAML aliases", "locals {\n  y = <<E\n"+laughs()+"E\n}\n"+public("length(jsonencode(yamldecode(local.y))) > 1"), overBudget),
		one("dynamic blocks", "resource \"aws_security_group\" \"x\" {\n"+strings.Repeat("dynamic \"ingress\" {\nfor_each = range(1000)\ncontent {\n", 6)+strings.Repeat("}\n}\n", 6)+"}\n", ""),
		one("a dynamic block over a product", "resource \"aws_security_group\" \"x\" {\n  dynamic \"ingress\" {\n    for_each = setproduct(range(1000), range(40))\n    content {\n      from_port = 22\n    }\n  }\n}\n", overBudget),
		one("locals in a circle", "locals {\n  a = local.b\n  b = local.a\n}\n"+public("local.a"), ""),
		one("a chain of locals", chain(100_000), overBudget),
		one("twice the same", doubling("true", "local.a%[1]d && local.a%[1]d"), ""),
		one("twice the unknown", "variable \"u\" {}\n"+doubling("var.u", "local.a%[1]d ? local.a%[1]d : local.a%[1]d"), ""),
		one("try in try", public(strings.Repeat("try(", 400)+"nosuch"+strings.Repeat(", 1)", 400)), ""),
	}
	return append(all, hostileTemplates()...)
}

func hostileTemplates() []hostileCase {
	fan := map[string]string{"x.tf": public(`templatefile("0.tpl", {})`)}
	for i := range 40 {
		fan[fmt.Sprintf("%d.tpl", i)] = strings.Repeat(fmt.Sprintf(`${templatefile("%d.tpl", {})}`, i+1), 2)
	}
	return []hostileCase{
		{name: "a template of itself", files: map[string]string{"a.tpl": `${templatefile("a.tpl", {})}`, "x.tf": public(`templatefile("a.tpl", {})`)}},
		{name: "templates that fan out", files: fan},
		{name: "loops in a template", over: overBudget, files: map[string]string{
			"a.tpl": strings.Repeat("%{for a in l}", 6) + strings.Repeat("%{endfor}", 6), "x.tf": public(`templatefile("a.tpl", {l = range(1000)})`),
		}},
	}
}

func doubling(first, pattern string) string {
	var text strings.Builder
	text.WriteString("locals {\n  a0 = " + first + "\n")
	for i := range 40 {
		fmt.Fprintf(&text, "  a%d = "+strings.ReplaceAll(pattern, "%[1]d", "%[2]d")+"\n", i+1, i)
	}
	return text.String() + "}\n" + public("local.a40 == local.a40")
}

func chain(n int) string {
	var text strings.Builder
	text.WriteString("locals {\n  a0 = true\n")
	for i := range n {
		fmt.Fprintf(&text, "  a%d = local.a%d\n", i+1, i)
	}
	return text.String() + "}\n" + public(fmt.Sprintf("local.a%d", n))
}

func laughs() string {
	text := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c < 'k'; c++ {
		before := fmt.Sprintf("*%c", c-1)
		text += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(before+", ", 8)+before)
	}
	return text
}

// hostileModules call modules that call modules.
func hostileModules() []hostileCase {
	fan := map[string]string{"x.tf": "module \"a\" {\n  source = \"./m0\"\n  count  = 2\n}\n", "m30/main.tf": public("true")}
	deep := map[string]string{"x.tf": "module \"a\" {\n  source = \"./m0\"\n}\n", "m600/main.tf": public("true")}
	for i := range 600 {
		next := fmt.Sprintf("  source = \"../m%d\"\n", i+1)
		deep[fmt.Sprintf("m%d/main.tf", i)] = "module \"a\" {\n" + next + "}\n"
		if i < 30 {
			fan[fmt.Sprintf("m%d/main.tf", i)] = "module \"a\" {\n" + next + "  count = 2\n}\nmodule \"b\" {\n" + next + "}\n"
		}
	}
	different := map[string]string{"x.tf": twoCalls("./m0", ""), "m20/main.tf": "variable \"v\" {}\nresource \"aws_db_instance\" \"x\" {\n  publicly_accessible = true\n  identifier          = var.v\n}\n"}
	for i := range 20 {
		different[fmt.Sprintf("m%d/main.tf", i)] = "variable \"v\" {}\n" + twoCalls(fmt.Sprintf("../m%d", i+1), "${var.v}")
	}
	thousand := "module \"a\" {\n  source = \"%s\"\n  count  = 1000\n  v      = \"${count.index}%s\"\n}\n"
	inner := "variable \"v\" {}\n" + fmt.Sprintf(thousand, "../m1", "-${var.v}")
	return []hostileCase{
		{name: "a module of itself", files: map[string]string{"x.tf": "module \"a\" {\n  source = \"./\"\n}\n"}, warns: noModule},
		{name: "modules in a circle", files: map[string]string{"x.tf": "module \"a\" {\n  source = \"./a\"\n}\n", "a/main.tf": "module \"b\" {\n  source = \"../b\"\n}\n", "b/main.tf": "module \"a\" {\n  source = \"../a\"\n}\n"}, warns: noModule},
		{name: "modules that fan out", files: fan},
		{name: "different modules that fan out", files: different, over: tooMany},
		{name: "a thousand modules of a thousand", over: tooMany, files: map[string]string{
			"x.tf": fmt.Sprintf(thousand, "./m0", ""), "m0/main.tf": inner, "m1/main.tf": "variable \"v\" {}\n" + public("var.v == \"\""),
		}},
		{name: "a deep chain of modules", files: deep, warns: noModule},
		{name: "an output that is its own input", files: map[string]string{"x.tf": "module \"m\" {\n  source = \"./m\"\n  v      = module.m.o\n}\n", "m/main.tf": "variable \"v\" {}\noutput \"o\" {\n  value = var.v\n}\n" + public("var.v")}},
	}
}

// twoCalls are of one module, with values that differ.
func twoCalls(source, before string) string {
	call := "module %[1]q {\n  source = %[2]q\n  v      = \"%[3]s%[1]s\"\n}\n"
	return fmt.Sprintf(call, "a", source, before) + fmt.Sprintf(call, "b", source, before)
}
