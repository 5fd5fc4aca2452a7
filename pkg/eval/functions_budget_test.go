package eval

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// TestHostileCallsAreGivenUp makes calls that would take all memory, or forever.
func TestHostileCallsAreGivenUp(t *testing.T) {
	t.Parallel()
	long := cty.StringVal(strings.Repeat("ab", 4<<20))
	many := cty.ListVal(repeated(cty.StringVal("x"), 90_000))
	doubled := cty.StringVal("x")
	for range 60 {
		doubled = cty.TupleVal([]cty.Value{doubled, doubled})
	}
	variables := map[string]cty.Value{
		"long": long, "many": many,
		"numbers": cty.ListVal(counted(5000)),
		"deep":    cty.StringVal(strings.Repeat("[", 1<<20)),
		"laughs":  cty.StringVal(laughs(40)),
		"merging": cty.StringVal(merging(5000)),
		"dashes":  cty.StringVal(strings.Repeat("- ", 100_000)),
		"commas":  cty.StringVal(strings.Repeat(",", 1<<20)),
		"bangs":   cty.StringVal("${" + strings.Repeat("!", 1<<18) + "true}"),
		"loops":   cty.StringVal(strings.Repeat("%{ for x in many }", 6) + strings.Repeat("%{ endfor }", 6)),
		"texts":   cty.StringVal("%{ for x in many }${long}%{ endfor }"),
		"calls":   cty.StringVal("%{ for x in many }${length(long)}%{ endfor }"),
		"nested":  cty.StringVal("${length([for x in many : [for y in many : [for z in many : upper(z)]]])}"),
		"huge":    cty.MustParseNumberVal("1e600000000"),
		"repeats": cty.StringVal(strings.Repeat("a{1000}", 100)),
	}
	ctx := &hcl.EvalContext{Functions: Functions(nil), Variables: variables}
	for _, expression := range []string{
		`join(long, many)`,
		`join(",", many, many)`,
		`replace(long, "a", long)`,
		`replace(long, "/a/", "$0$0$0$0$0$0$0$0")`,
		`replace(long, "/(a)*?b/", "x")`,
		`format("%999999999d", 1)`,
		`format("%.999999999f", 1)`,
		`format("%[1]s%[1]s%[1]s", long)`,
		`format("%0999999999999999999999d", 1)`,
		`formatlist("%1000s", many)`,
		`formatlist("%s%s", many, long)`,
		`indent(1000000, join("\n", many))`,
		`indent(1e12, "a")`,
		`setproduct(many, many)`,
		`setproduct(["a"], many, many, many, many, many, many)`,
		`concat(many, many)`,
		`chunklist(concat(many, many), 1)`,
		`distinct(numbers)`,
		`matchkeys(many, many, many)`,
		`split("", long)`,
		`split("a", long)`,
		`regexall("a", long)`,
		`regex(repeats, "a")`,
		`regex("(a|b){900}$", long)`,
		`regex(deep, "a")`,
		`jsondecode(deep)`,
		`jsondecode("[${join(",", range(1000))}${commas}1]")`,
		`yamldecode(deep)`,
		`yamldecode(laughs)`,
		`yamldecode(merging)`,
		`yamldecode(dashes)`,
		`csvdecode(commas)`,
		`parseint(long, 16)`,
		`templatestring(bangs, {})`,
		`templatestring(loops, {many = many})`,
		`templatestring(texts, {many = many, long = long})`,
		`templatestring(calls, {many = many, long = long})`,
		`templatestring(nested, {many = many})`,
		`abs(huge)`,
		`upper(huge)`,
		`join(",", [for n in many : 1e-4000])`,
		`tostring(1e-100000)`,
		`tolist([huge])`,
		`jsonencode([huge])`,
		`try(join(long, many), "the default")`,
		`can(join(long, many))`,
		`fileset(".", "{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}")`,
		`rsadecrypt("", long)`,
		`base64gunzip("` + bomb(t) + `")`,
	} {
		t.Run(expression[:min(60, len(expression))], func(t *testing.T) {
			expr, diags := hclsyntax.ParseExpression([]byte(expression), "", hcl.InitialPos)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			start := time.Now()
			v, diags := expr.Value(ctx)
			if overBudget(diags) == nil {
				t.Errorf("no BudgetError: %v", diags)
				if diags.HasErrors() == false {
					t.Errorf("but a value of type %s", v.Type().FriendlyName())
				}
			}
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
		})
	}
	if err := weigh(doubled); err == nil {
		t.Error("a value with 2^60 leaves was weighed")
	}
}

// TestNestedTriesAreTriedOnce would not end if each try evaluated its arguments twice.
func TestNestedTriesAreTriedOnce(t *testing.T) {
	t.Parallel()
	expression := strings.Repeat("try(", 60) + `upper("a")` + strings.Repeat(")", 60)
	if got := evaluate(expression, nil); got != "\"A\"\n: string" {
		t.Error(got)
	}
}

// TestOrdinarySizesAreFine has calls that are large, but not hostile.
func TestOrdinarySizesAreFine(t *testing.T) {
	t.Parallel()
	script := cty.StringVal(strings.Repeat("echo 'a line of a script'\n", 400))
	ctx := &hcl.EvalContext{Functions: Functions(nil), Variables: map[string]cty.Value{
		"script": script,
		"names":  cty.ListVal(counted(2000)),
	}}
	for _, expression := range []string{
		`replace(script, "/\\r?\\n/", "\n")`,
		`regexall("line", script)`,
		`indent(8, script)`,
		`distinct(names)`,
		`setproduct(names, ["a", "b", "c"])`,
		`join(",", names)`,
		`format("%-80s|%080d", "x", 1)`,
		`yamldecode(yamlencode({for n in names : "k${n}" => {name = n, tags = ["a", "b"]}}))`,
		`jsondecode(jsonencode({for n in names : "k${n}" => {name = n, tags = ["a", "b"]}}))`,
		`templatestring("%{ for n in names }server ${n};\n%{ endfor }", {names = names})`,
		`regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "name")`,
		`cidrsubnets("10.0.0.0/8", [for i in range(256) : 8]...)`,
		`base64gzip(script)`,
	} {
		value(t, ctx, expression)
	}
}

func repeated(v cty.Value, times int) []cty.Value {
	values := make([]cty.Value, times)
	for i := range values {
		values[i] = v
	}
	return values
}

func counted(n int) []cty.Value {
	values := make([]cty.Value, n)
	for i := range values {
		values[i] = cty.StringVal(fmt.Sprint(i))
	}
	return values
}

// laughs is a YAML document in which each line stands for twice the line before.
func laughs(lines int) string {
	var out strings.Builder
	out.WriteString("a0: &a0 [x, x]\n")
	for i := 1; i < lines; i++ {
		fmt.Fprintf(&out, "a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	return out.String()
}

func merging(lines int) string {
	return "a: &a {" + strings.Repeat("k: v, ", 1) + "}\n" + strings.Repeat("b: {<<: *a}\n", lines)
}

// bomb is sixteen megabytes and more, packed.
func bomb(t *testing.T) string {
	packed, err := base64Gzip([]string{strings.Repeat("a", maxBytes+1)})
	if err != nil {
		t.Fatal(err)
	}
	return packed.AsString()
}
