package main

import (
	"fmt"
	"strings"
)

// hostilePolicies hold more statements than AWS would ever take, written out or pulled in.
func hostilePolicies() []hostileCase {
	const (
		statement = `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`
		block     = "  statement {\n    actions   = [\"s3:*\"]\n    resources = [\"*\"]\n  }\n"
		rendered  = "resource \"aws_iam_policy\" \"p\" {\n  policy = data.aws_iam_policy_document.d0.json\n}\n"
	)
	inFile := func(name string, n int, more string) hostileCase {
		return hostileCase{name: name, over: overBudget, files: map[string]string{
			"p.json": `{"Statement":[` + strings.Repeat(statement+",", n-1) + statement + "]}",
			"x.tf":   "resource \"aws_iam_policy\" \"p\" {\n  policy = file(\"p.json\")\n" + more + "}\n",
		}}
	}
	document := func(name, text string) string {
		return "data \"aws_iam_policy_document\" \"" + name + "\" {\n" + text + "}\n"
	}
	return []hostileCase{
		inFile("a policy of 100,000 statements", 100_000, ""),
		inFile("a policy of 15,000 statements", 15_000, ""),
		inFile("a thousand policies of a thousand statements", 1_000, "  count  = 1000\n  name   = count.index\n"),
		one("a document of 20,000 statements", document("d0", strings.Repeat(block, 20_000))+rendered, overBudget),
		one("a policy of 100,000 actions", "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({\n    Statement = [{ Effect = \"Allow\", Resource = \"*\", Action = ["+strings.Repeat(`"s3:*",`, 100_000)+"] }]\n  })\n}\n", overBudget),
		one("a thousand containers for each task", "locals {\n  all = jsonencode([for i in range(1000) : { name = \"a${i}\", privileged = true, environment = [{ name = \"PASSWORD\", value = \"hunter2x\" }] }])\n}\n"+
			each(3_000, "resource \"aws_ecs_task_definition\" \"x%d\" {\n  container_definitions = local.all\n}\n"), overBudget),
		one("documents that fan out", pulling(document, block, 20, 1, 2)+rendered, overBudget),
		one("documents that pull in all of the next ones", pulling(document, block, 8, 10, 10)+rendered, overBudget),
		one("a deep chain of documents", pulling(document, block, 300, 1, 1)+rendered, overBudget),
		one("a document that pulls in itself twice", document("d0", "  source_policy_documents = [data.aws_iam_policy_document.d0.json, data.aws_iam_policy_document.d0.json]\n"+block)+rendered, ""),
		one("a document laid over another 300 times", document("leaf", strings.Repeat(block, 1_000))+
			document("d0", "  override_policy_documents = ["+strings.Repeat("data.aws_iam_policy_document.leaf.json,", 300)+"]\n")+rendered, overBudget),
	}
}

// pulling writes layers of documents: each pulls in some of the layer below.
func pulling(document func(name, text string) string, block string, layers, wide, each int) string {
	var all strings.Builder
	name := func(layer, i int) string {
		if i == 0 {
			return fmt.Sprintf("d%d", layer)
		}
		return fmt.Sprintf("d%d_%d", layer, i)
	}
	for layer := range layers {
		for i := range wide {
			text := "  source_policy_documents = ["
			for k := range each {
				text += "data.aws_iam_policy_document." + name(layer+1, k%wide) + ".json,"
			}
			all.WriteString(document(name(layer, i), text+"]\n"+block))
		}
	}
	for i := range wide {
		all.WriteString(document(name(layers, i), block))
	}
	return all.String()
}
