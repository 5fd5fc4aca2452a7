package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// oddNames are what a stranger's change could call things. Each begins differently, so that none of them hides behind another.
func oddNames() []string {
	return []string{
		"line\nend", "\n::error::x", "carriage\rreturn", "\r\n##[error]x", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\link", "\x9b31m", "\u009b31m\u0085",
		"\u202ertl\u2066", "zero\u200bwidth\ufeff\u2060", "\u2028line\u2029", "\U000e0041tag", "::error::x", " ::error::x", "\t::set-output name=a::b", "::stop-commands::x", "##[error]x", "##vso[task.setvariable variable=a]b",
		"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]><x/>", "--><x/>", "&lt;x&#0;", "[link](javascript:alert(1))", "![i](https://evil.example/i.png)", "a | b", "`code`", "@octocat", "#1",
		"=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)", "＝1", `quote"'`, `back\slash`, `\`, "größe", "日本語 😀", "$x$ ${y}", "%0A::error::x", "...", "long" + strings.Repeat("x", 9_000),
	}
}

// oddConfiguration has each of the names wherever the configuration, its files and what lies beside them have room for one.
func oddConfiguration(t *testing.T, dir string) {
	t.Helper()
	blocks := map[string]any{}
	under := func(value any, path ...string) {
		at := blocks
		for _, step := range path[:len(path)-1] {
			if at[step] == nil {
				at[step] = map[string]any{}
			}
			at = at[step].(map[string]any) //nolint:forcetypeassert // made above
		}
		at[path[len(path)-1]] = value
	}
	var settings, baseline []string
	for i, odd := range oddNames() {
		bare := literal(odd) // in JSON a string is a template
		under(map[string]any{"publicly_accessible": true, bare: bare, "tags": map[string]any{bare: bare}, "for_each": map[string]any{bare: 1}}, "resource", "aws_db_instance", bare)
		under(map[string]any{"ingress": map[string]any{"from_port": 22, "to_port": 22, "protocol": bare, "description": bare, "cidr_blocks": []string{"0.0.0.0/0", bare}}}, "resource", "aws_security_group", bare)
		policy, _ := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": map[string]any{"Sid": odd, "Effect": "Allow", "Action": []string{"iam:*", odd}, "Resource": "*", "Principal": map[string]any{"AWS": odd}}})
		under(map[string]any{"name": bare, "policy": literal(string(policy))}, "resource", "aws_iam_policy", bare)
		under(map[string]any{"bucket": bare, "policy": literal(string(policy))}, "resource", "aws_s3_bucket_policy", bare)
		under(map[string]any{bare: bare}, "resource", bare, "odd")
		under(map[string]any{bare: bare}, "data", bare, "odd")
		under(map[string]any{bare: bare}, "provider", bare)
		under(map[string]any{"source": "./called", "for_each": map[string]any{bare: 1}}, "module", bare)
		under(map[string]any{"source": "./" + bare}, "module", "to"+bare)
		under(map[string]any{"default": bare, "description": bare}, "variable", bare)
		under(bare, "locals", bare)
		under(map[string]any{bare: bare}, bare, bare)
		under(map[string]any{"publicly_accessible": "${var.unset" + fmt.Sprint(i) + "}", "count": "${var." + bare + "}"}, "resource", "aws_db_instance", fmt.Sprint("u", i))
		name, line := fileName(odd), strings.NewReplacer("\n", " ", "\r", " ").Replace(odd)
		put(t, dir, fmt.Sprintf("%s%d.tf", name, i), fmt.Sprintf("resource \"aws_db_instance\" \"f%d\" {\n  publicly_accessible = true # demarc:ignore aws-rds-publicly-accessible: %s\n  # demarc:ignore %s\n  storage_encrypted = false # %s\n}\nvariable \"unset%[1]d\" {}\n", i, line, line, line))
		put(t, dir, fmt.Sprintf("%s.dir/main.tf", name), canary)
		put(t, dir, fmt.Sprintf("%s.torn.tf", name), "resource \""+line)
		settings = append(settings, fmt.Sprintf("ignore \"aws-rds-no-backups\" {\n  reason = %s\n}\n", hclQuoted(odd)))
		quoted, _ := json.Marshal(odd)
		baseline = append(baseline, fmt.Sprintf(`{"fingerprint":"%024x","check":%s,"file":%[2]s,"address":%[2]s}`, i, quoted))
	}
	all, err := json.Marshal(blocks)
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "all.tf.json", string(all))
	put(t, dir, "called/::error::a\n##[error]b.tf", canary)
	put(t, dir, "e.tfvars", "")
	settings = append(settings, fmt.Sprintf("environment %s {\n  var-files = [\"e.tfvars\"]\n}\n", hclQuoted("\n"+strings.Join(oddNames()[:42], ""))))
	put(t, dir, "terraform.tfvars.json", `{`+fmt.Sprintf("%q", "undeclared")+`:1}`)
	put(t, dir, ".git/HEAD", "")
	put(t, dir, ".demarc.hcl", strings.Join(settings, ""))
	put(t, dir, ".demarc-baseline.json", `{"version":1,"findings":[`+strings.Join(baseline, ",")+`]}`)
}

// literal is a template that is worth the text.
func literal(text string) string {
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(text)
}

func hclQuoted(text string) string {
	quoted := fmt.Sprintf("%q", text)
	return strings.NewReplacer(`\x1b`, `\u001b`, `\a`, `\u0007`, `\x9b`, `\u009b`, "${", "$${").Replace(quoted)
}

// fileName is as much of the text as can name a file.
func fileName(text string) string {
	name := strings.ReplaceAll(text, "/", "_")
	return name[:min(len(name), 200)]
}
