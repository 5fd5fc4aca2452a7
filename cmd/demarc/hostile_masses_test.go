package main

import (
	"fmt"
	"strings"
)

const (
	tooManyIgnored  = "Too many ignored names"
	tooManyFindings = "Too many findings"
	tooLarge        = "File cannot be read"
)

// hostileMasses are long rather than deep.
func hostileMasses() []hostileCase {
	starry := map[string]string{".gitignore": each(5_000, strings.Repeat("*a", 12)+"b%d\n")}
	for i := range 1_000 {
		starry[strings.Repeat("a", 200)+fmt.Sprint(i)+".tf"] = ""
	}
	wordy := map[string]string{}
	for i := range 12 {
		wordy[fmt.Sprintf("x%02d.tf", i)] = "locals {\n" + each(10, fmt.Sprintf("  a%d_%%d = [", i)+strings.Repeat("1,", 30_000)+"]\n") + "}\n"
	}
	overrides := map[string]string{"x.tf": "resource \"aws_security_group\" \"x\" {}\n"}
	for i := range 800 {
		overrides[fmt.Sprintf("x%d_override.tf", i)] = "resource \"aws_security_group\" \"x\" {\n" + strings.Repeat("  ingress {\n  }\n", 200) + "}\n"
	}
	networks := each(3_000, "\"10.0.%d.0/24\", ")
	return []hostileCase{
		{name: "100,000 ignored names", files: map[string]string{".gitignore": "# built\n\n" + each(100_000, "*.a%d\n")}, over: tooManyIgnored},
		{name: "names and patterns to compare", files: starry, over: tooManyIgnored},
		{name: "blocks in override files", files: overrides},
		one("long lists for many", "locals {\n  all = ["+networks+"]\n}\n"+each(3_000, "resource \"aws_security_group\" \"x%d\" {\n  ingress {\n    from_port = 0\n    to_port = 0\n    protocol = \"-1\"\n    cidr_blocks = local.all\n  }\n}\n"), overBudget),
		one("100,000 outputs of one name", strings.Repeat("output \"a\" {\n  value = 1\n}\n", 100_000), "Too many problems"),
		{name: "many long files", files: wordy, over: tooLarge},
		one("a long name", "locals {\n  a = "+strings.Repeat("b", 4<<20)+"(1)\n}\n"+public("local.a"), tooMuchToParse),
		one("200,000 resources", each(200_000, "resource \"aws_db_instance\" \"x%d\" {\n  publicly_accessible = true\n}\n"), tooMuchToParse),
		one("20,000 resources", each(20_000, "resource \"aws_db_instance\" \"x%d\" {\n  publicly_accessible = true\n}\n"), tooManyFindings),
		one("a chain of resources", each(30_000, "resource \"aws_sqs_queue\" \"x%d\" {\n  name = aws_sqs_queue.xNEXT.name\n}\n"), ""),
		one("resources of one name", each(2_000, "resource \"aws_s3_bucket\" \"x%[1]d\" {\n  bucket = \"a\"\n}\nresource \"aws_s3_bucket_policy\" \"x%[1]d\" {\n  bucket = \"a\"\n  policy = \"{}\"\n}\n"), ""),
		one("a wide object type", "variable \"v\" {\n  type = object({\n"+each(50_000, "    a%d = optional(string, \"x\")\n")+"  })\n  default = {}\n}\n"+public("var.v.a1 == \"x\""), ""),
		one("many rules for a group", each(5_000, "resource \"aws_security_group_rule\" \"x%d\" {\n  security_group_id = aws_security_group.s.id\n  type = \"ingress\"\n  from_port = 22\n  to_port = 22\n  protocol = \"tcp\"\n  cidr_blocks = [\"0.0.0.0/0\"]\n}\n")+"resource \"aws_security_group\" \"s\" {}\n", ""),
		one("a long list", public("["+strings.Repeat("1,", 100_000)+"]"), ""),
		one("a line of 15 MB", "locals { a = \""+strings.Repeat("x", 15<<20)+"\" }\n", ""),
		one("a line of 50 MB", "locals { a = \""+strings.Repeat("x", 50<<20)+"\" }\n", tooLarge),
		one("a million lines of errors", strings.Repeat("resource\n", 1_000_000), tooMuchToParse),
		one("many errors", strings.Repeat("resource\n", 100_000), "*"),
		one("a million line ends", strings.Repeat("\n", 3_000_000), tooMuchToParse),
		one("braces", strings.Repeat("}", 3_000_000), tooMuchToParse),
		one("quotes", strings.Repeat(`"`, 500_000), "*"),
		one("a long number", public(strings.Repeat("1", 300_000)), tooMuchToParse),
		one("a long key", public("{"+strings.Repeat("a", 1_000_000)+" = 1}"), tooMuchToParse),
		one("labels", "a "+strings.Repeat("\"b\" ", 100_000)+"{}\n", ""),
	}
}

// each is the text n times, with its number.
func each(n int, format string) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, strings.ReplaceAll(format, "NEXT", fmt.Sprint(i+1)), i)
	}
	return text.String()
}
