package syntax_test

import "strings"

// wellFormed are texts of every construct, to be parsed without hclsyntax.
func wellFormed() []string {
	all := append([]string(nil), bodies...)
	for _, x := range expressions {
		all = append(all, "a = "+x+"\n", "a = ["+x+"\n]\n", "a = {\n  b = "+x+"\n}\n", "a = \"-${"+x+"\n}\"\n")
	}
	for _, x := range templates {
		all = append(all, "a = \""+x+"\"\n", "b \"é\" {\n\ta = [\"é\", \""+x+"\"] # é\n}\n", "a = <<EOT\n"+x+"\n"+x+"\nEOT\nb = 1\n",
			"a = f(<<-EOT\n    "+x+"\n\n  "+x+"\n  EOT\n)\nb = 1\n")
	}
	all = append(all, "a = b"+strings.Repeat(".c[0]", 3000)+"\n", "a = <<E\n"+strings.Repeat("${b} é ", 3000)+"\nE\n")
	for _, text := range all[:len(bodies)] {
		all = append(all, strings.ReplaceAll(text, "\n", "\r\n"))
	}
	return all
}

var bodies = []string{
	"", "\n", " ", "\t\n  ", "# c", "# é c", "# c\n", "// c\n\n", "/* c */", "/* é\nb */ a = 1", "/* a\n * b\n */\na = 1\n", "/**/\n", "/***/", "# c\r\n# d\r\n",
	"a = 1", "a = \"b\"", "a = \"${b}\"", "a = b.c", "a = [b]", "a = 1\n", "a = 1 # é", "a=1//c\nb=2#c\n", "a = 1 /* c */\nb = /* é */ 2\n", "\n\na = 1\n\n\nb = 2\n", "  a  =  1  \n",
	"a-b = 1\n_a = 2\nA9_- = 3\nif = 1\nfor = 2\ntrue = 3\nnull = true\n",
	"a {}", "a {\n}\n", "a {}\nb {}\n", "a {\n\n\n}\n", "a { b = 1 }\n", "a b \"c\" d {\n  e = 1\n  f {\n  }\n  g \"h\" { i = 2 }\n}\n",
	"a \"b\" \"\" {\n}\n", "a \"é\" \"b\" {\n  c = 1\n}\n", "a \"x\\n\\\"\\u00e9$${}$\" {}\n", "a { # c\n}\n", "a { /* c */ }\n", "a { /* c */ b = 1 }\n", "a /* c */ b {}\n",
	"a {\n  b = 1\n  c {\n    d = 2\n  }\n  e = 3\n} # c\n", "a {\n} // é\n", "a { b = {\n} }\n", "a { b = [\n1,\n] }\n",
	"a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = 6\ng = 7\nh = 8\ni = 9\nj = 10\n",
	"a = <<EOT\nEOT\n", "a = <<EOT\n\nEOT\n", "a = <<EOT\nx\nEOT\nb = 1\n", "a = <<-EOT\n    x\n  y\n      z\n  EOT\n", "a = <<-EOT\n\tx\n\t\ty\n\tEOT\n", "a = <<-EOT\n  x\n\n  y\n   \n  EOT\n",
	"a = <<-EOT\n  ${x}\n    ${y} z\n  EOT\n", "a = <<-EOT\n    a\n  ${y} z\n  EOT\n", "a = <<-EOT\n  %{ if x }\n  a\n  %{ endif }\n  EOT\n", "a = <<-EOT\n  %{~ if x ~}\n  a\n  %{~ endif ~}\n  EOT\n",
	"a = <<-EOT\n  é\n   日本 ${b}\n  EOT\n", "a = <<EOT\n  EOT  \n", "a = <<A\n${<<B\nx\nB\n}\nA\n", "a = <<EOT\nEOTX\n EOT x\n${a}EOT\nEOT\n", "a = [<<A\nx\nA\n, <<B\ny\nB\n]\n", "a = <<A-1_b\nx\\n\"\nA-1_b\n",
	"a = f(<<EOT\nx\nEOT\n)\n", "a = {\n  b = <<EOT\nx\nEOT\n  c = 1\n}\n", "a = <<EOT\n${x ~}\n  y\n${~ z}\nEOT\n", "a = <<-EOT\n  EOT\n", "a = x[<<E\nk\nE\n]\n", "a = <<EOT\n\u2028\u0085\nEOT\n",
	"a = \"\u0301\" # e\u0301\nb = \"$\u0301\" /* 👩‍👩‍👧 */ == \"$${\u0301\"\n", "a = <<EOT\n${a} EOT\n  é ${b} c ${d}\nEOT\n",
}

var expressions = []string{
	"1", "0", "00", "007", "10", "1.5", "0.10", "1e5", "1E+5", "1.e5", "2e-3", "123456789012345678901234567890", "18446744073709551615", "18446744073709551616", "0.1e400",
	"true", "false", "null", "a", "a-b", "_", "trueish", "a.b", "a . b", "a.b.c.d.e", "a[0]", "a[0].b", "a.b[\"c\"].d", "a[b]", "a[b].c", "a[b][c].d[0]", "a[\"x${y}\"]", "a[\"\"]", "a[(0)]", "a[true]", "a[null]", "a[-1]",
	"a[\n0\n]", "a[ # c\n0]", "a[1.5]", "a.0", "a.0.b", "a.0.b.1", "a.*", "a.*.b", "a.*.b.c", "a.*.0", "a.*.b[0]", "a.*.b[*].c", "a[*]", "a[*].b", "a[*].b[0][*].c", "a[*].b[c]", "a[*][*]", "a[b].*.c", "a.b.*.c.0.d", "a [ * ]",
	"f()", "f(1)", "f(1, 2)", "f(1, 2,)", "f(a...)", "f(a, b...)", "f(\n  1,\n  2\n)", "f (1)", "true()", "a::b()", "provider::x::y(1)", "a :: b (1)", "f(1).a", "f(1)[0].b", "f(1)[a]", "f(g(h(1)), [2])", "f(# c\n1 /* d */)",
	"(1)", "(a)", "(\n1\n+\n2\n)", "((a))", "(a).b", "(a)[0]", "(a)[b]", "(a)[*].b", "(a) == (b)",
	"-1", "-a", "!a", "!!a", "- -1", "-a.b", "!a.b[0]", "-f(1)", "-1 + 2", "!a && !b", "-a[b].c", "1 - -1",
	"1 + 2", "1+2*3", "1*2+3", "1 - 2 - 3", "a == b", "a != b", "a < b", "a <= b", "a > b", "a >= b", "a && b || c && d", "a || b && c", "1 + 2 * 3 - 4 / 5 % 6", "a == b && c != d || !e", "a < b == c > d", "1 + 2 == 3 * 4", "a.b + f(1) * [1][0]", "a-b - c",
	"a ? b : c", "a ? b : c ? d : e", "a ? b ? c : d : e", "a == b ? \"c\" : [d]", "a || b ? c + 1 : d * 2", "(a) ? (b) : (c)", "a?b:c", "a ? b.c : d[0]", "true ? null : false",
	"[]", "[1]", "[1, 2]", "[1, 2,]", "[\n  1,\n  2,\n]", "[\n]", "[[], [[]]]", "[1][0]", "[a, b].c", "[# c\n1, # d\n2 # e\n]", "[1, /* c */ 2]", "[[1], [2]][0][1]",
	"{}", "{ a = 1 }", "{ a = 1, b = 2 }", "{ a = 1, b = 2, }", "{\n}", "{\n  a = 1\n  b = 2\n}", "{\n  a = 1,\n  b = 2,\n}", "{ a : 1 }", "{ \"a\" = 1, \"b\": 2 }", "{ (a) = 1 }", "{ (a).b = 1 }", "{ \"a${b}\" = 1 }", "{ a.b = 1 }", "{ 1 = 2 }",
	"{ a = 1\n b = 2 }", "{\n\n  # c\n  a = 1 # d\n\n  /* e */ b = 2 // f\n}", "{ a = 1 }.a", "{ a = 1 }[\"a\"]", "{ a = { b = { c = {} } } }", "{ a = b ? c : d }", "{\n  a = [\n    1\n  ]\n  f(x) = 2\n}", "{ a = 1,\n\n b = 2 }",
	"[for x in y : x]", "[for x, z in y : x + z]", "[for x in y : x if x > 1]", "[\nfor x in y :\nx\nif z\n]", "{for k, v in y : k => v}", "{\n  for k, v in y :\n  k => v...\n  if v\n}", "{ # c\n for k in y : k => k }", "{for k in y : k => k...}", "[for x in [for z in y : z] : x]",
	"[for x in y : { a = x }]", "[for x in y : [x]].a", "{for x in y : x => { a = 1\n b = 2 } if x}", "[for x in a ? b : c : x]", "[for for in in : in]",
	"\"a\"", "\"\"", "\"${a}\"", "\"a${b}c\"", "\"${\"${a}\"}\"", "\"${a}\" == \"b\"", "\"a\"[0]", "\"a\".b", "\"${\na\n}\"", "\"${ {a = 1}.a }\"", "\"${f({\n a = 1 })}${b}\"",
}

var templates = []string{
	"x", " ", "  x", "é", "e\u0301x", "👩‍👩‍👧 x", "日本", "a b c", "$", "%", "$$", "%%", "100%", "$x", "x$y", "%s %d", "$(x)", "$${x}", "%%{x}", "a$${b}c", "$$${x}", "%$${x", "$${~x", "x $ y % z",
	"${a}", "x${a}", "${a}x", "${a}${b}", "${a} ${b}", "x${a}y${b}z", "${~a}", "${a~}", " ${~ a ~} ", "x  ${~ a ~}  y", "é${a}é${b}", "${a ~}  ${~ b}", "${ {} }", "${ {a = {}} }x", "${a}$", "${a}%", "$${${a}}",
	"%{if a}b%{endif}", "%{if a}b%{else}c%{endif}", "%{if a}%{endif}", "%{if a}%{else}%{endif}", "x%{ if a == 1 }${b}y%{ else }z%{ endif }w", "x %{~ if a ~} b %{~ else ~} c %{~ endif ~} y",
	"%{for x in y}${x}%{endfor}", "%{for k, v in y}${k}=${v},%{endfor}", "%{for x in y}%{endfor}", "%{ for x in y ~} a %{ if x }b%{ else }%{ for z in x }c%{ endfor }%{ endif }%{ endfor ~} z", "a%{if b}${c}%{endif}%{if d}e%{endif}", "%{if a}${b}${c}%{endif}",
}

// refused are texts for hclsyntax: with errors, or beyond what is supported.
var refused = []string{
	"\xef\xbb\xbfa = 1\n", "a = \"\xff\"\n", "# \xff\n", "é = 1\n", "a = é\n", "aé = 1", "\x00", "a = 1\x00\n", "\r", "a = 1\r", "a = 1\rb = 2\n", "/*", "/* *", "a = 1 /* \n", "*/",
	"a", "a =", "a = \n1", "a = 1 b = 2", "a = 1, b = 2", "a = 1\na = 2\n", "a 1", "\"a\" = 1", "a: 1", "= 1", "}", "{", "a {", "a {\nb = 1", "a { b = 1\n}", "a {\nb = 1 }", "a { b = 1, c = 2 }", "a { b {} }", "a { b }", "a {} b {}", "a \"b\"", "a \"b\n{}", "a b = 1", "a \"${b}\" {}", "a \"\\x\" {}", "a \"b\"\n{}", "a 1 {}", "a { 1 }", "a {} # é\n}",
	"a = <<EOT", "a = <<EOT\n", "a = <<EOT\nEOT", "a = <<EOT\nx", "a = << EOT\nEOT\n", "a = <<É\nÉ\n", "a = <<1\n1\n", "a = <<--E\nE\n", "a = <<EOT x\nEOT\n", "a = <<EOT\n\rx\nEOT\n", "a { b = <<EOT\nEOT\n}\n", "a = <<EOT\n${b\nEOT\n", "a = <<EOT\n$é\nEOT\n", "a = <<EOT\n$ \n${~a}\nEOT\n", "a = <<-EOT\n\u00a0 x\nEOT\n", "a = <<-EOT\n  \u0301\n  EOT\n", "a = <<EOT\n%{if x}\nEOT\n",
	"a = \"", "a = \"b", "a = \"b\nc\"", "a = \"\\x\"", "a = \"\\", "a = \"\\u12\"", "a = \"\\uD800\"", "a = \"\\U00110000\"", "a = \"\\U0000\"", "a = \"\\\n\"", "a = \"\\é\"", "a = \"\\u12", "a = \"$", "a = \"${", "a = \"${}\"", "a = \"${b\"", "a = \"${b c}\"", "a = \"%{\"", "a = \"%{x}\"", "a = \"%{if}\"", "a = \"%{if a}\"", "a = \"%{endif}\"", "a = \"%{if a}%{endfor}\"", "a = \"%{if a}%{else}%{else}%{endif}\"", "a = \"%{for x in y}\"", "a = \"%{for x in y}%{else}%{endfor}\"", "a = \"%{for x}%{endfor}\"", "a = \"%{else}\"", "a = \"%{endif x}\"", "a = \"%{1}\"", "a = \"${a:b}\"", "a = \"${a ~ }\"",
	"a = 1.2.3", "a = 1.", "a = 1e", "a = 1x", "a = .5", "a = b.", "a = b..c", "a = b.0.1", "a = b.*.0.1", "a = b.*.*", "a = b.*.", "a = b.\"c\"", "a = b[", "a = b[]", "a = b[0", "a = b[*", "a = b[\n*]", "a = b[* 1]", "a = b[0 1]", "a = b.c d",
	"a = f(", "a = f(1", "a = f(1 2)", "a = f(,)", "a = f(1,,)", "a = f(...)", "a = f(a..., b)", "a = f(a...,)", "a = f(a, ...)", "a = b::c", "a = b::(1)", "a = b::1()", "a = (", "a = (1", "a = ()", "a = (1 2)", "a = (1,)", "a = -", "a = !", "a = +1", "a = 1 +", "a = 1 + \n 2", "a = * 2", "a = 1 ** 2", "a = 1 & 2", "a = 1 | 2", "a = ~1", "a = 1 ^ 2", "a = 'b'", "a = `b`", "a = 1;", "a = @", "a = 1 = 2", "a = b => c", "a = \\",
	"a = b ?", "a = b ? c", "a = b ? c :", "a = b ? : c", "a = b ? c\n : d", "a = [", "a = [1", "a = [1 2]", "a = [,]", "a = [1,,2]", "a = [1\n2]", "a = {", "a = { b }", "a = { b = }", "a = { b = 1", "a = { b = 1 c = 2 }", "a = { , }", "a = { b = 1,, }", "a = { b = 1\n, c = 2 }", "a = { b\n= 1 }", "a = { b = \n1 }", "a = { b => 1 }", "a = { for = 1 }", "a = {b = 1 ~}", "a = \"${ {b = 1 ~} }\"",
	"a = [for]", "a = [for x]", "a = [for x in]", "a = [for x in y]", "a = [for x in y :]", "a = [for x in y : x => x]", "a = [for x in y : x...]", "a = [for 1 in y : x]", "a = [for x, 1 in y : x]", "a = [for x in y : x if]", "a = [for x in y : x z]", "a = {for x in y : x}", "a = {for x in y : x => x, }", "a = [for x on y : x]",
	"a = " + strings.Repeat("[", 499) + strings.Repeat("]", 499) + "\n" + "b = " + strings.Repeat("!", 600) + "c\n",
}
