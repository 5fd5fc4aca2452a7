package eval

import (
	"fmt"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/module"
)

type noResources struct{}

// ResourceValue implements Resources: every resource is unknown, and marked with its address.
func (noResources) ResourceValue(addr module.Addr, _ []hcl.Traversal) cty.Value {
	return cty.DynamicVal.Mark(Ref{To: addr.String()})
}

func testScope(t *testing.T, locals map[string]string) *Scope {
	t.Helper()
	m := &module.Module{Variables: map[string]*module.Named{}, Outputs: map[string]*module.Named{}, Locals: map[string]*module.Local{}}
	for name, text := range locals {
		m.Locals[name] = &module.Local{Name: name, Expr: parsed(t, text)}
		m.Locals[name].Place.Filename = name
	}
	return NewScope(&Root{Resources: func(*Scope) Resources { return noResources{} }}, m, nil)
}

func parsed(t *testing.T, text string) hclsyntax.Expression {
	t.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(text), "x.tf", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(text, diags)
	}
	return expr
}

// What is put together directly is worth what hcl makes of the whole, marks included.
func TestDirectIsAsHcl(t *testing.T) {
	t.Parallel()
	locals := map[string]string{
		"a": `"text"`, "n": `3`, "list": `["x", local.a]`, "object": `{ k = "v", inner = { deep = 1 } }`, "null": `null`, "unknown": `aws_x.y.z`, "some": `sensitive("s")`,
	}
	for _, test := range []struct {
		text   string
		direct bool
	}{
		{`"plain"`, true}, {`local.a`, true}, {`local.object.inner.deep`, true}, {`local.list[1]`, true},
		{`"${local.a}"`, true}, {`"${local.n}"`, true}, {`"a ${local.a} b ${local.n}"`, true}, {`"a ${local.unknown} b"`, true}, {`"${local.unknown}/b"`, true},
		{`"a ${local.some}"`, true}, {`[local.a, [local.n, aws_x.y.id]]`, true}, {`{ a = local.a, "b" = [local.unknown], c = { d = local.some } }`, true},
		{`merge(local.object, { k = "w", x = local.unknown })`, true}, {`jsonencode({ a = [local.a], b = aws_x.y.arn })`, true}, {`join("-", local.list)`, true},
		{`(local.n)`, true}, {`upper("${local.a}!")`, true}, {`concat(local.list, [local.unknown])`, true}, {`toset(local.list)`, true}, {`length(local.list)`, true},
		// errors, and what needs more than names
		{`local.object.none`, false}, {`"${local.object}"`, true}, {`"a${local.object}"`, false}, {`upper(local.list)`, false}, {`local.missing.x`, true}, {`nosuch(local.a)`, false},
		{`try(local.object.none, "d")`, false}, {`can(local.object.none)`, false}, {`core::try(local.object.none, "d")`, false}, {`file("x")`, false},
		{`[for x in local.list : upper(x)]`, false}, {`local.n > 2 ? local.a : "b"`, false}, {`{ (local.a) = 1 }`, false}, {`concat(local.list...)`, false},
		{`local.list[*]`, false}, {`local.list[local.n - 2]`, false}, {`-local.n`, false}, {`"%{if true}x%{endif}"`, false}, {`max(local.n, "x")`, false},
	} {
		env, expr := testScope(t, locals).Env(), parsed(t, test.text)
		got, ok := env.direct(expr)
		if ok != test.direct {
			t.Errorf("%s: direct is %v", test.text, ok)
			continue
		}
		root := env.Scope.Root
		want, diags := root.work.bounded(expr).Value(&hcl.EvalContext{Variables: env.variables(references(expr)), Functions: root.functionsFor(expr)})
		if ok && (diags.HasErrors() || !alike(got, want)) {
			t.Errorf("%s: got %#v, want %#v, %v", test.text, got, want, diags)
		}
	}
}

// alike compares marks by their kinds: many are pointers.
func alike(a, b cty.Value) bool {
	x, marks := a.UnmarkDeep()
	y, others := b.UnmarkDeep()
	kinds := map[string]int{}
	for m := range marks {
		kinds[fmt.Sprintf("%T", m)]++
	}
	for m := range others {
		kinds[fmt.Sprintf("%T", m)]--
	}
	for _, n := range kinds {
		if n != 0 {
			return false
		}
	}
	return x.RawEquals(y)
}

func TestReaches(t *testing.T) {
	t.Parallel()
	env := testScope(t, map[string]string{
		"plain": `{ a = upper("x"), b = [path.module, terraform.workspace] }`, "by": `merge(local.plain, { c = local.far })`, "far": `[for x in aws_x.y : x.id]`,
		"self": `local.self`, "out": `module.m.out`, "fine": `local.plain.a == "X" ? local.plain : null`,
	}).Env()
	for text, want := range map[string]bool{
		`"x"`: false, `local.plain`: false, `local.fine`: false, `var.none`: false, `local.none`: false, `"${local.plain.a}-${terraform.workspace}"`: false,
		`aws_x.y.id`: true, `data.aws_x.y.id`: true, `local.by`: true, `local.far[0]`: true, `local.out`: true, `local.self`: true, `each.value`: true,
		`{ a = [{ b = "${local.by.c[0]}" }] }`: true, `[for x in local.plain.b : x]`: false, `[for x in local.far : x]`: true,
	} {
		if got := env.Reaches(parsed(t, text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// The same error has the same words each time, though several functions may have been meant.
func TestFunctionsThatAreMeant(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"jsonenode(1)": `There is no function named "jsonenode". Did you mean "jsonencode"?`, "nosuchfunction(1)": `There is no function named "nosuchfunction".`,
		"[for x in [1] : jsondeode(x)]": `There is no function named "jsondeode". Did you mean "jsondecode"?`,
	} {
		for range 20 {
			causes := Causes(testScope(t, nil).Env().Eval(parsed(t, text)))
			if len(causes) != 1 || causes[0].Hint != want {
				t.Fatalf("%s: got %v, want %s", text, causes, want)
			}
		}
	}
}
