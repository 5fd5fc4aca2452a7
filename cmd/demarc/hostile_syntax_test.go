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
			big = tooLarge
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
		add("directives in a heredoc unclosed", "locals {\n  a = <<E\n"+strings.Repeat("%{if true}", n))
		add("comparisons", public(strings.Repeat("1==", n)+"1"))
		add("minuses unclosed", public(strings.Repeat("-", n)))
		add("conditions in conditions unclosed", public(strings.Repeat("true?", n)))
		add("blocks in a resource", public("true\n"+strings.Repeat("dynamic \"a\" {\n", n)+strings.Repeat("}\n", n)))
		add("type constraints", "variable \"a\" {\n  type = "+strings.Repeat("list(", n)+"string"+strings.Repeat(")", n)+"\n}\n")
		add("type constraints unclosed", "variable \"a\" {\n  type = "+strings.Repeat("list(", n))
		add("object types", "variable \"a\" {\n  type = "+strings.Repeat("object({a=", n)+"string"+strings.Repeat("})", n)+"\n}\n")
		all = append(all, hostileJSON(n)...)
		all = append(all, hostileTexts(n)...)
	}
	return all
}

func hostileJSON(n int) []hostileCase {
	var all []hostileCase
	for name, text := range map[string]string{
		"lists":              `{"locals":{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + "}}",
		"lists unclosed":     `{"locals":{"a":` + strings.Repeat("[", n),
		"objects":            `{"locals":{"a":` + strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) + "}}",
		"objects unclosed":   `{"locals":{"a":` + strings.Repeat(`{"a":`, n),
		"types":              `{"variable":{"a":{"type":"` + strings.Repeat("list(", n) + "string" + strings.Repeat(")", n) + `"}}}`,
		"templates unclosed": `{"locals":{"a":"` + strings.Repeat("${[", n) + `"}}`,
		"negations":          `{"locals":{"a":"${` + strings.Repeat("!", n) + `true}"}}`,
		"templates":          `{"locals":{"a":"` + strings.Repeat("${[", n) + strings.Repeat("]}", n) + `"}}`,
		"directives":         `{"locals":{"a":"` + strings.Repeat("%{if a}", n) + strings.Repeat("%{endif}", n) + `"}}`,
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
		in("JSON document unclosed", "a.json", strings.Repeat(`{"a":`, n), `jsondecode(file("a.json"))`, over),
		in("YAML flow", "a.yaml", deep, `yamldecode(file("a.yaml"))`, over),
		in("YAML flow unclosed", "a.yaml", strings.Repeat("{a: ", n), `yamldecode(file("a.yaml"))`, over),
		in("variables", "terraform.tfvars", "a = "+deep+"\n", "true", tooMuchToParse),
		in("variables in JSON", "terraform.tfvars.json", `{"a":`+deep+"}", "true", tooMuchToParse),
		in("template file", "a.tpl", "${"+strings.Repeat("!", n)+"true}", `templatefile("a.tpl", {})`, over),
		in("directives in a template file", "a.tpl", strings.Repeat("%{if true}", n)+strings.Repeat("%{endif}", n), `templatefile("a.tpl", {})`, over),
		in("variables in a text", "a.tfvars", "a = "+strings.Repeat("!", n)+"true\n", `provider::terraform::decode_tfvars(file("a.tfvars"))`, over),
		in("ignored files", ".gitignore", strings.Repeat("**/", n)+"a\n", "true", ""),
		in("policy", "a.json", deep, "true\n}\nresource \"aws_s3_bucket_policy\" \"p\" {\n  bucket = \"a\"\n  policy = file(\"a.json\")", over),
	}
}
