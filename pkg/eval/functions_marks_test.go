package eval

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// link stands for the marks that the rest of the package puts on values.
type link string

// markedContext has the known strings a and b, the unknown strings u and w, and the object o; each is marked with its name.
func markedContext() *hcl.EvalContext {
	marked := func(v cty.Value, name string) cty.Value { return v.Mark(link(name)) }
	return &hcl.EvalContext{Functions: Functions(nil), Variables: map[string]cty.Value{
		"a": marked(cty.StringVal("a"), "a"),
		"b": marked(cty.StringVal("b"), "b"),
		"u": marked(cty.UnknownVal(cty.String), "u"),
		"w": marked(cty.UnknownVal(cty.String), "w"),
		"o": cty.ObjectVal(map[string]cty.Value{"p": marked(cty.StringVal("p"), "o.p"), "q": cty.StringVal("q")}),
	}}
}

func value(t *testing.T, ctx *hcl.EvalContext, expression string) cty.Value {
	t.Helper()
	expr, diags := hclsyntax.ParseExpression([]byte(expression), "", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	v, diags := expr.Value(ctx)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return v
}

func TestMarksGoWhereTheirValuesGo(t *testing.T) {
	t.Parallel()
	for expression, want := range map[string]string{
		`element([a, b], 0)`:                        "a",
		`element([a, b], 5)`:                        "b",
		`lookup({x = a, y = b}, "x")`:               "a",
		`lookup({x = a}, "y", b)`:                   "b",
		`lookup({x = a}, "x", b)`:                   "a",
		`merge({x = a}, {y = b}).x`:                 "a",
		`merge({x = a}, {x = b}).x`:                 "b",
		`merge(o, {y = b}).p`:                       "o.p",
		`merge(o, {y = b}).q`:                       "",
		`concat([a], [b])[1]`:                       "b",
		`flatten([[a], [b]])[0]`:                    "a",
		`flatten([[u], [w]])[0]`:                    "u",
		`keys({x = a, y = b})[0]`:                   "",
		`values({x = a, y = b})[0]`:                 "a",
		`coalesce(null, a, b)`:                      "a",
		`coalesce("", a, b)`:                        "a",
		`coalesce(a, u)`:                            "a",
		`coalesce(u, w)`:                            "u",
		`coalescelist([], [a, b])[0]`:               "a",
		`one([a])`:                                  "a",
		`one([o]).q`:                                "",
		`one([o]).p`:                                "o.p",
		`zipmap(["x", "y"], [a, b]).x`:              "a",
		`setproduct([a], [b])[0][0]`:                "a",
		`setproduct([u], [w])[0][1]`:                "w",
		`distinct([a, b, a])[1]`:                    "b",
		`distinct([o, o])[0].q`:                     "",
		`compact([a, "", b])[1]`:                    "b",
		`sort([b, a])[0]`:                           "a",
		`matchkeys([a, b], ["k", "l"], ["k"])[0]`:   "a",
		`matchkeys([u, w], ["k", "l"], ["l"])[0]`:   "w",
		`formatlist("%s/*", [a, b])[0]`:             "a",
		`formatlist("%s/*", [u, w])[1]`:             "w",
		`formatlist("%s/%s", [u, "x"], b)[1]`:       "b",
		`reverse([a, b])[0]`:                        "b",
		`slice([a, b], 1, 2)[0]`:                    "b",
		`chunklist([a, b], 1)[0][0]`:                "a",
		`tolist([a, b])[0]`:                         "a",
		`tomap({x = a, y = b}).x`:                   "a",
		`tostring(u)`:                               "u",
		`try({x = a, y = b}.x, b)`:                  "a",
		`try(u, "")`:                                "u",
		`try([u, a], "")`:                           "a u",
		`join(",", [a, b])`:                         "a b",
		`format("%s-%s", u, b)`:                     "b u",
		`upper(u)`:                                  "u",
		`toset([a, b])`:                             "a b",
		`length([a, b])`:                            "",
		`jsonencode({x = a, y = [b]})`:              "a b",
		`templatestring("$${x}", {x = a})`:          "a",
		`jsondecode(jsonencode({x = a}))`:           "a",
		`setunion([u], [w])`:                        "u w",
		`transpose({k = [a]})`:                      "a",
		`cidrsubnets("10.0.0.0/8", length([a]), 8)`: "",
		`replace(u, "a", b)`:                        "b u",
		`split(",", u)`:                             "u",
		`contains([a, b], "a")`:                     "a b",
	} {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			if got := linksOf(value(t, markedContext(), expression)); got != want {
				t.Errorf("marked with %q, want %q", got, want)
			}
		})
	}
}

func linksOf(v cty.Value) string {
	_, marks := v.UnmarkDeep()
	var names []string
	for mark := range maps.Keys(marks) {
		if name, ok := mark.(link); ok {
			names = append(names, string(name))
		}
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

func TestEncodedJSONCanBeLookedInto(t *testing.T) {
	t.Parallel()
	ctx := markedContext()
	for expression, readable := range map[string]bool{
		`jsonencode({x = u})`:                                true,
		`jsonencode([u])`:                                    true,
		`"${jsonencode({x = u})}"`:                           true,
		`coalesce(jsonencode({x = u}), "y")`:                 true,
		`jsonencode({x = a})`:                                false, // known: there it is
		`"text ${jsonencode({x = u})}"`:                      false,
		`upper(jsonencode({x = u}))`:                         false,
		`"${jsonencode({x = u})}${jsonencode({x = w})}"`:     false,
		`base64encode(jsonencode({x = u}))`:                  false,
		`jsonencode({inner = jsonencode({x = u})})`:          true,
		`yamlencode({x = u})`:                                false,
		`nonsensitive(sensitive(jsonencode({x = u})))`:       true,
		`join("", [jsonencode({x = u}), jsonencode([w])])`:   false,
		`{policy = jsonencode({x = u})}.policy`:              true,
		`lookup({policy = jsonencode({x = u})}, "policy")`:   true,
		`element([jsonencode({x = u}), jsonencode([w])], 0)`: true,
	} {
		encoded, ok := EncodedJSON(value(t, ctx, expression))
		if ok != readable {
			t.Errorf("%s: can be looked into: %v", expression, ok)
		}
		if ok && !strings.Contains(linksOf(encoded), "u") {
			t.Errorf("%s: the argument has lost its marks: %#v", expression, encoded)
		}
	}
}

func TestEphemeralAsNull(t *testing.T) {
	t.Parallel()
	ctx := &hcl.EvalContext{Functions: Functions(nil), Variables: map[string]cty.Value{
		"secret": cty.StringVal("s").Mark(Ephemeral).Mark(link("x")),
		"later":  cty.UnknownVal(cty.String).Mark(Ephemeral),
	}}
	for expression, want := range map[string]cty.Value{
		`ephemeralasnull(secret)`:                cty.NullVal(cty.String).Mark(link("x")),
		`ephemeralasnull(later)`:                 cty.UnknownVal(cty.String),
		`ephemeralasnull({a = secret, b = 1}).a`: cty.NullVal(cty.String).Mark(link("x")),
		`ephemeralasnull([secret, "b"])[1]`:      cty.StringVal("b"),
	} {
		if got := value(t, ctx, expression); !got.RawEquals(want) {
			t.Errorf("%s is %#v, want %#v", expression, got, want)
		}
	}
}
