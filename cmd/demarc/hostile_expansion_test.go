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
		one("doubling text", doubling(`"xxxxxxxxxx"`, `"${local.a%[1]d}${local.a%[1]d}"`), overBudget),
		one("doubling by format", doubling(`"xxxxxxxxxx"`, `format("%%s%%s", local.a%[1]d, local.a%[1]d)`), overBudget),
		one("doubling by replace", doubling(`"xxxxxxxxxx"`, `replace(local.a%[1]d, "x", "xx")`), overBudget),
		one("doubling lists", doubling("[1]", "[local.a%[1]d, local.a%[1]d]"), overBudget),
		one("doubling objects", doubling("{a = 1}", "{l = local.a%[1]d, r = local.a%[1]d}"), overBudget),
		one("sets in sets", doubling(`"x"`, `toset([local.a%[1]d, "${local.a%[1]d}"])`), overBudget),
		one("comparing what shares its parts", doubling("[1]", "[local.a%[1]d == local.a%[1]d ? local.a%[1]d : local.a%[1]d, local.a%[1]d]"), overBudget),
		one("a type of sets in sets", "variable \"v\" {\n  type = "+strings.Repeat("set(", 60)+"string"+strings.Repeat(")", 60)+"\n  default = "+strings.Repeat("[", 60)+`"x"`+strings.Repeat("]", 60)+"\n}\n"+public("var.v == []"), overBudget),
		one("many elements of one type", "locals {\n  all = [for p in setproduct(range(1000), range(24)) : p[0]]\n}\n"+public("length(tolist(local.all)) + length(true ? local.all : []) == 1"), ""),
		one("many elements of different types", "locals {\n  all = [for p in setproduct(range(1000), range(24)) : { \"k${p[0]}\" = 1 }]\n}\n"+public("length(tolist(local.all)) + length(true ? local.all : []) == 1"), overBudget),
		one("many comparisons", "locals {\n  all = [for p in setproduct(range(200), range(100)) : p]\n}\n"+each(1_000, "output \"o%d\" {\n  value = local.all == local.all ? local.all : local.all\n}\nresource \"aws_db_instance\" \"x%[1]d\" {\n  publicly_accessible = local.all == local.all\n}\n"), overBudget),
		one("texts split into very many", public("[for i in range(1000) : length(split(\"x\", \""+strings.Repeat("x", 99_999)+"\"))]"), overBudget),
		one("squaring", doubling("12345678912345", "local.a%[1]d * local.a%[1]d"), overBudget),
		one("everything refers to everything", mutual(5000), overBudget),
		one("a document for each instance", "locals {\n  all = [for i in range(1000) : { Sid = \"${i}\", Action = [\"s3:*\"] }]\n}\nresource \"aws_iam_policy\" \"x\" {\n"+
			"  count  = 3000\n  policy = jsonencode({ Statement = concat(local.all, [{ Sid = \"x${count.index}\" }]) })\n}\n", overBudget),
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
		{name: "a long template for each instance", over: overBudget, files: map[string]string{
			"a.tpl": strings.Repeat("x", 9_000_000) + "${i}", "x.tf": "resource \"aws_instance\" \"x\" {\n  count     = 10000\n  user_data = templatefile(\"a.tpl\", { i = count.index })\n}\n",
		}},
		{name: "a template of 60 KB for each instance", over: overBudget, files: map[string]string{
			"a.tpl": strings.Repeat("x", 60_000) + "${i}", "x.tf": "resource \"aws_instance\" \"x\" {\n  count     = 10000\n  user_data = templatefile(\"a.tpl\", { i = count.index })\n}\n",
		}},
		{name: "a table for each local", over: overBudget, files: map[string]string{
			"a.csv": each(300, "c%d,") + strings.Repeat("\n"+strings.Repeat(",", 300), 300),
			"x.tf":  each(300, "locals {\n  a%[1]d = csvdecode(file(\"a.csv\"))\n}\nresource \"aws_db_instance\" \"x%[1]d\" {\n  publicly_accessible = length(local.a%[1]d) == 1\n}\n"),
		}},
		{name: "YAML of nested brackets, encoded again", over: overBudget, files: map[string]string{
			"a.yaml": strings.Repeat("{a: ", 9_000) + strings.Repeat("}", 9_000), "x.tf": public(`yamlencode(yamldecode(file("a.yaml"))) == ""`),
		}},
		{name: "a long number in YAML", over: overBudget, files: map[string]string{
			"a.yaml": strings.Repeat("- "+strings.Repeat("1", 300_000)+"\n", 3), "x.tf": public(`yamldecode(file("a.yaml"))[0] == 1`),
		}},
		{name: "many merge keys in YAML", over: overBudget, files: map[string]string{
			"a.yaml": "a: &a {" + each(10_000, "k%d: 1, ") + "}\n" + each(2_000, "b%d: {<<: *a}\n"), "x.tf": public(`yamldecode(file("a.yaml")).a.k1 == 1`),
		}},
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

// mutual are resources of which each refers to all.
func mutual(n int) string {
	var all, text strings.Builder
	for i := range n {
		fmt.Fprintf(&all, "aws_s3_bucket.b%d.id, ", i)
		fmt.Fprintf(&text, "resource \"aws_s3_bucket\" \"b%[1]d\" {}\nresource \"aws_s3_bucket_policy\" \"b%[1]d\" {\n  bucket = aws_s3_bucket.b%[1]d.id\n  policy = jsonencode(local.all)\n}\n", i)
	}
	return "locals {\n  all = [" + all.String() + "]\n}\n" + text.String()
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
	many := map[string]string{"x.tf": each(1_500, "module \"m%[1]d\" {\n  source = \"./m%[1]d\"\n}\n")}
	for i := range 1_500 {
		many[fmt.Sprintf("m%d/main.tf", i)] = each(10, "resource \"aws_db_instance\" \"x%d\" {\n  publicly_accessible = true\n}\n")
	}
	return []hostileCase{
		{name: "modules that fan out", files: fan},
		one("instances that refer to instances", "resource \"aws_s3_bucket\" \"b\" {\n  count  = 10000\n  bucket = \"b${count.index}\"\n}\nresource \"aws_s3_bucket_policy\" \"p\" {\n  count  = 10000\n  bucket = aws_s3_bucket.b[9999 - count.index].id\n  policy = jsonencode(aws_s3_bucket.b)\n}\n"+
			"resource \"aws_s3_bucket_versioning\" \"v\" {\n  count  = 9000\n  bucket = aws_s3_bucket.b[count.index].id\n}\n", overBudget),
		one("dynamic blocks in 2,000 resources", each(2_000, "resource \"aws_security_group\" \"x%d\" {\n  dynamic \"ingress\" {\n    for_each = range(900)\n    content {\n      from_port   = 22\n      to_port     = 22\n      protocol    = \"tcp\"\n      cidr_blocks = [\"0.0.0.0/0\"]\n    }\n  }\n}\n"), "*"),
		{name: "1,500 modules and 60,000 findings", files: many},
		{name: "different modules that fan out", files: different, over: tooMany},
		{name: "a deep chain of modules", files: deep, warns: noModule},
	}
}

// twoCalls are of one module, with values that differ.
func twoCalls(source, before string) string {
	call := "module %[1]q {\n  source = %[2]q\n  v      = \"%[3]s%[1]s\"\n}\n"
	return fmt.Sprintf(call, "a", source, before) + fmt.Sprintf(call, "b", source, before)
}
