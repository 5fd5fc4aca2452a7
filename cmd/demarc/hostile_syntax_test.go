package main

import (
	"fmt"
	"strings"
)

const tooMuchToParse = "More than can be parsed"

// hostileSyntax nests and stacks up whatever the grammar lets nest, closed and not: the parser recurses.
func hostileSyntax() []hostileCase {
	var all []hostileCase
	for _, n := range []int{100_000, 1_000_000} {
		big := tooMuchToParse
		if n*len("%{if true}%{endif}") > 16<<20 {
			big = "File cannot be read"
		}
		add := func(name, text string) {
			all = append(all, one(fmt.Sprintf("%s %d", name, n), text, tooMuchToParse))
		}
		for name, pair := range map[string][2]string{
			"lists": {"[", "]"}, "parentheses": {"(", ")"}, "braces": {"{", "}"}, "calls": {"f(", ")"}, "objects": {"{a=", "}"}, "indexes in indexes": {"a[", "]"},
			"templates": {`"${`, `}"`}, "loops": {"[for x in ", ":x]"},
		} {
			opened := "locals {\n  a = " + strings.Repeat(pair[0], n)
			add(name, opened+"1"+strings.Repeat(pair[1], n)+"\n}\n")
			add(name+" unclosed", opened)
		}
		all = append(all, one(fmt.Sprint("directives ", n), public(`"`+strings.Repeat("%{if true}", n)+strings.Repeat("%{endif}", n)+`"`), big))
		add("directives unclosed", public(`"`+strings.Repeat("%{for x in y}", n)+`"`))
		all = append(all, one(fmt.Sprint("directives in a heredoc ", n), "locals {\n  a = <<E\n"+strings.Repeat("%{if true}", n)+strings.Repeat("%{endif}", n)+"\nE\n}\n", big))
		add("negations", public(strings.Repeat("!", n)+"true"))
		add("minuses", public(strings.Repeat("- ", n)+"1"))
		add("sums", public(strings.Repeat("1+", n)+"1"))
		add("products", public(strings.Repeat("1*2+", n)+"1"))
		add("disjunctions", public(strings.Repeat("true||", n)+"true"))
		add("conditions", public(strings.Repeat("true?true:", n)+"true"))
		add("conditions in conditions", public(strings.Repeat("true?", n)+"true"+strings.Repeat(":true", n)))
		add("indexes", public("local.a"+strings.Repeat("[0]", n)))
		add("steps", public("local.a"+strings.Repeat(".a", n)))
		add("splats", public("local.a"+strings.Repeat("[*]", n)))
		add("old splats", public("local.a"+strings.Repeat(".*", n)))
		add("blocks", strings.Repeat("a {\n", n)+strings.Repeat("}\n", n))
		add("blocks unclosed", strings.Repeat("a {\n", n))
		add("blocks on a line", strings.Repeat("a {", n))
		add("type constraints", "variable \"a\" {\n  type = "+strings.Repeat("list(", n)+"string"+strings.Repeat(")", n)+"\n}\n")
		all = append(all, hostileJSON(n)...)
		all = append(all, hostileTexts(n)...)
	}
	return all
}

func hostileJSON(n int) []hostileCase {
	var all []hostileCase
	for name, text := range map[string]string{
		"lists":          `{"locals":{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + "}}",
		"lists unclosed": `{"locals":{"a":` + strings.Repeat("[", n),
		"objects":        `{"locals":{"a":` + strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) + "}}",
		"negations":      `{"locals":{"a":"${` + strings.Repeat("!", n) + `true}"}}`,
		"templates":      `{"locals":{"a":"` + strings.Repeat("${[", n) + strings.Repeat("]}", n) + `"}}`,
		"directives":     `{"locals":{"a":"` + strings.Repeat("%{if a}", n) + strings.Repeat("%{endif}", n) + `"}}`,
	} {
		all = append(all, jsonCase(fmt.Sprintf("JSON %s %d", name, n), text, tooMuchToParse))
	}
	return all
}

// hostileTexts nest in what functions and checks parse, and in the files beside the configuration.
func hostileTexts(n int) []hostileCase {
	in := func(name, file, text, expr, over string) hostileCase {
		return hostileCase{name: fmt.Sprintf("%s %d", name, n), over: over, files: map[string]string{file: text, "x.tf": public(expr)}}
	}
	const over = "Value over the budget"
	deep := strings.Repeat("[", n) + strings.Repeat("]", n)
	return []hostileCase{
		in("JSON document", "a.json", deep, `jsondecode(file("a.json"))`, over),
		in("YAML document", "a.yaml", strings.Repeat("- ", n)+"a", `yamldecode(file("a.yaml"))`, over),
		in("template file", "a.tpl", "${"+strings.Repeat("!", n)+"true}", `templatefile("a.tpl", {})`, over),
		in("directives in a template file", "a.tpl", strings.Repeat("%{if true}", n)+strings.Repeat("%{endif}", n), `templatefile("a.tpl", {})`, over),
		in("ignored files", ".gitignore", strings.Repeat("**/", n)+"a\n", "true", ""),
		in("policy", "a.json", deep, "true\n}\nresource \"aws_s3_bucket_policy\" \"p\" {\n  bucket = \"a\"\n  policy = file(\"a.json\")", over),
	}
}

// hostileShapes are small files that are not what they should be.
func hostileShapes() []hostileCase {
	var all []hostileCase
	for i, text := range []string{
		"null", "1", `"a"`, `{"resource":null}`, `{"resource":1}`, `{"resource":{"a":null}}`, `{"resource":{"aws_db_instance":{"x":1}}}`, `{"variable":{"a":1}}`,
		`{"locals":1}`, `{"terraform":1}`, `{"a":1}{"b":2}`, `{"resource":{"aws_db_instance":`, "{", `{"data":{"a":{"b":1}}}`,
	} {
		all = append(all, jsonCase(fmt.Sprintf("JSON of the wrong shape %d", i), text, "*"))
	}
	for i, text := range []string{
		"[]", `{"locals":[null]}`, `{"resource":{"aws_db_instance":{"x":null}}}`, `{"resource":{"aws_db_instance":{"x":[[{"publicly_accessible":true}]]}}}`,
		`{"resource":{"aws_db_instance":{"x":{"publicly_accessible":{"a":1}}}}}`, `{"resource":{"aws_security_group":{"x":{"ingress":null,"dynamic":null}}}}`,
		`{"resource":{"aws_security_group":{"x":{"dynamic":{"ingress":{"for_each":[1],"content":null}}}}}}`, `{"output":{"a":null}}`, `{"locals":{"a":"\ud800"}}`,
	} {
		all = append(all, jsonCase(fmt.Sprintf("JSON of an odd shape %d", i), text, ""))
	}
	for i, text := range []string{
		"resource {}\n", "resource \"a\" {}\n", "resource \"aws_db_instance\" \"x\" \"y\" {\n}\n", "module {}\n", "data {}\n", "output {}\n", "locals \"x\" {}\n", "variable {}\n",
		"locals {\n  a = <<E\nabc", "locals {\n  a = \"", "resource \"aws_db_instance\" \"x\" {\n", "variable \"a\" {\n  type = list(\n}\n",
		"resource \"aws_security_group\" \"x\" {\n  dynamic {\n  }\n}\n", "}",
	} {
		all = append(all, one(fmt.Sprintf("wrong shape %d", i), text, "*"))
	}
	for i, text := range []string{
		"variable \"a\" {\n  type    = 1\n  default = null\n}\n", "variable \"a\" {\n  type    = object({a = optional()})\n  default = {}\n}\n",
		"resource \"aws_security_group\" \"x\" {\n  dynamic \"ingress\" {\n  }\n}\n", "resource \"aws_security_group\" \"x\" {\n  dynamic \"ingress\" {\n    for_each = null\n    content {}\n  }\n}\n",
		"resource \"aws_security_group\" \"x\" {\n  dynamic \"ingress\" {\n    for_each = [1]\n    iterator = 1\n    content {}\n    content {}\n  }\n}\n",
		"resource \"aws_db_instance\" \"x\" {\n  for_each = {(null) = 1}\n}\n", "resource \"aws_db_instance\" \"x\" {\n  for_each = toset([null])\n}\n",
		"resource \"aws_db_instance\" \"x\" {\n  count    = \"x\"\n  for_each = {}\n}\n", "resource \"aws_db_instance\" \"x\" {\n  lifecycle {\n    enabled = []\n  }\n}\n",
	} {
		all = append(all, one(fmt.Sprintf("odd shape %d", i), text, ""))
	}
	return append(all,
		one("an argument twice", "locals {\n  a = 1\n  a = 2\n}\n", "").warning("Attribute redefined"),
		one("a resource twice", "resource \"aws_db_instance\" \"x\" {}\nresource \"aws_db_instance\" \"x\" {}\n", "").warning("Duplicate aws_db_instance.x"),
	)
}
