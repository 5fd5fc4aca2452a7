package eval

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
)

// FuzzFunctions lets bytes choose a function and its arguments, and calls it as hcl would.
func FuzzFunctions(f *testing.F) {
	functions := Functions(testFiles{})
	var names []string
	for name := range functions {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := range names {
		f.Add([]byte{byte(i), 3, 1, 'a', 7, 2, 1, 'b', 0, 9, 4})
		f.Add([]byte{byte(i), 8, 2, 3, 1, 'a', 10, 4, 200, 13, 12, 3, 1, 'x'})
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		source := &chosen{data: data}
		called := functions[names[int(source.next())%len(names)]]
		args := source.arguments(called)
		start := time.Now()
		result, err := called.Call(args)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("took %v", took)
		}
		if err == nil {
			_ = weigh(result)
			_, _ = EncodedJSON(result)
		}
	})
}

// chosen makes values of bytes; when they run out, it goes on with zeros.
type chosen struct{ data []byte }

func (c *chosen) next() byte {
	if len(c.data) == 0 {
		return 0
	}
	b := c.data[0]
	c.data = c.data[1:]
	return b
}

// arguments are as many as the function takes.
func (c *chosen) arguments(f function.Function) []cty.Value {
	params := f.Params()
	if rest := f.VarParam(); rest != nil {
		for range c.next() % 5 {
			params = append(params, *rest)
		}
	}
	args := make([]cty.Value, len(params))
	for i, p := range params {
		if p.Type == customdecode.ExpressionClosureType {
			args[i] = closure(c.value(0))
			continue
		}
		args[i] = c.value(0)
	}
	return args
}

func closure(v cty.Value) cty.Value {
	return customdecode.ExpressionClosureVal(&customdecode.ExpressionClosure{
		Expression:  &hclsyntax.LiteralValueExpr{Val: v},
		EvalContext: &hcl.EvalContext{},
	})
}

func (c *chosen) value(depth int) cty.Value {
	kind := c.next() % 20
	if depth > 4 {
		kind %= 8
	}
	switch kind {
	case 0:
		return cty.NullVal(cty.DynamicPseudoType)
	case 1:
		return cty.BoolVal(c.next()%2 == 0)
	case 2, 3:
		return cty.StringVal(c.text())
	case 4:
		return cty.NumberIntVal(int64(int8(c.next())))
	case 5:
		number := new(big.Float).SetMantExp(big.NewFloat(float64(c.next())/7), int(c.next())*int(c.next()))
		return cty.NumberVal(number)
	case 6:
		return cty.UnknownVal([]cty.Type{
			cty.String, cty.Number, cty.Bool, cty.DynamicPseudoType, cty.List(cty.String), cty.Map(cty.Number),
			cty.Set(cty.String), cty.Tuple([]cty.Type{cty.String, cty.Number}), cty.EmptyObject,
		}[c.next()%9])
	case 7:
		return cty.UnknownVal(cty.String).Refine().StringPrefix(c.text()).NewValue()
	case 8, 9, 10:
		return cty.TupleVal(c.values(depth))
	case 11, 12:
		return c.object(depth)
	case 13:
		return c.converted(depth, cty.List(cty.DynamicPseudoType))
	case 14:
		return c.converted(depth, cty.Set(cty.DynamicPseudoType))
	case 15:
		if v, err := convert.Convert(c.object(depth), cty.Map(cty.DynamicPseudoType)); err == nil {
			return v
		}
		return cty.MapValEmpty(cty.String)
	case 16:
		return c.value(depth + 1).Mark(Sensitive)
	case 17:
		return c.value(depth + 1).Mark(link("x"))
	case 18:
		return c.value(depth + 1).Mark(Ephemeral)
	}
	return cty.NullVal(cty.List(cty.String))
}

func (c *chosen) text() string {
	fragments := []string{
		"a", "", "10.0.0.0/8", "::/0", "2020-01-01T00:00:00Z", "1h", "[a-z]+(b)?", "/a(.)/", "%s%d%v", "a,b\n1,2", "{\"a\":[1]}",
		"a: &x [1]\nb: *x", "hello.txt", "greet.tftpl", "UTF-16LE", "${a}", "%{ for x in a }${x}%{ endfor }", "**/*", "aGk=", "é👨‍👩‍👧",
	}
	n := c.next()
	if int(n) < 2*len(fragments) {
		return fragments[int(n)%len(fragments)]
	}
	size := min(int(n)%32, len(c.data))
	text := string(c.data[:size])
	c.data = c.data[size:]
	return text
}

func (c *chosen) values(depth int) []cty.Value {
	values := make([]cty.Value, c.next()%5)
	for i := range values {
		values[i] = c.value(depth + 1)
	}
	return values
}

func (c *chosen) object(depth int) cty.Value {
	attributes := map[string]cty.Value{}
	for range c.next() % 5 {
		name := []string{"a", "b", "name", "loud", "items", "x y"}[c.next()%6]
		attributes[name] = c.value(depth + 1)
	}
	return cty.ObjectVal(attributes)
}

func (c *chosen) converted(depth int, ty cty.Type) cty.Value {
	v, err := convert.Convert(cty.TupleVal(c.values(depth)), ty)
	if err != nil {
		return cty.ListValEmpty(cty.String)
	}
	return v
}
