package eval

import (
	"errors"
	"fmt"
	"maps"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/syntax"
)

// addTemplateFunctions adds the functions that evaluate templates, which may call all the others but not each other.
func addTemplateFunctions(table map[string]function.Function, files Files) {
	outer := maps.Clone(table)
	total := meter{what: "rendering all templates of the root module", limit: weight{elements: maxRenderedElements, bytes: maxRenderedBytes}}
	inner := &renderer{total: total, functions: sync.OnceValue(func() map[string]function.Function {
		for _, name := range []string{"templatefile", "templatestring"} {
			outer[name], outer[namespace+name] = recursive(name), recursive(name)
		}
		return outer
	})}
	for name, f := range map[string]function.Function{
		"templatefile":   guarded(templateFileFunction(files, inner)),
		"templatestring": guarded(templateStringFunction(inner)),
	} {
		table[name], table[namespace+name] = f, f
	}
}

// renderer evaluates templates, and parses most once: loops render one file for each of their elements.
type renderer struct {
	functions func() map[string]function.Function // those that a template may call, made when a first one needs them
	mutex     sync.Mutex
	parsed    map[string]parsedTemplate // by name and text
	kept      int                       // bytes of all these texts
	last      parsedTemplate            // the one that was parsed last, however long
	lastKey   string
	total     meter // of all templates that were rendered
}

// What all templates of a root may handle together: a loop renders one for each of its elements, and what that takes does not show in the text.
const (
	maxRenderedElements = maxLoopElements / 2
	maxRenderedBytes    = maxLoopBytes
)

// maxKept bounds the texts of templates that are kept, as parsed ones take many times their memory.
const maxKept = 1 << 20

// parsing is how much longer it takes to parse a byte of a template than to render it, as far as it counts.
const parsing = 3

type parsedTemplate struct {
	expr hclsyntax.Expression
	err  error
}

func (r *renderer) parse(template []byte, name string) (hclsyntax.Expression, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	const little = 4 << 10
	if len(template) > little {
		r.total.spend(weight{bytes: len(template)})
	}
	key := name + "\x00" + string(template)
	if known, ok := r.parsed[key]; ok {
		return known.expr, known.err
	}
	if key == r.lastKey {
		return r.last.expr, r.last.err
	}
	expr, err := parseTemplate(template, name)
	r.last, r.lastKey = parsedTemplate{expr, err}, key
	if r.kept += len(key); r.kept > maxKept {
		r.total.spend(weight{bytes: parsing * len(template)})
		return expr, err
	}
	if r.parsed == nil {
		r.parsed = map[string]parsedTemplate{}
	}
	r.parsed[key] = r.last
	return expr, err
}

func (r *renderer) exceeded() error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.total.exceeded()
}

// value evaluates a template, and counts what that takes.
func (r *renderer) value(expr hclsyntax.Expression, ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	if err := r.exceeded(); err != nil {
		return cty.DynamicVal, budgetDiagnostics(err, expr.Range())
	}
	m := templateMeter()
	value, diags := m.copyOf(expr).Value(ctx)
	r.mutex.Lock()
	r.total.spend(m.spent)
	r.mutex.Unlock()
	return value, diags
}

func recursive(name string) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{anyValue(), anyValue()},
		Type:   function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func([]cty.Value, cty.Type) (cty.Value, error) {
			return cty.NilVal, fmt.Errorf("a template cannot call %s", name)
		},
	})
}

// templateFileFunction renders a file, with the elements of a map or object as its variables.
func templateFileFunction(files Files, r *renderer) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "path", Type: cty.String},
			{Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true},
		},
		Type: function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			if err := r.exceeded(); err != nil { // not even the file is read then
				return cty.NilVal, err
			}
			path := args[0].AsString()
			content, err := files.ReadFile(path)
			if err != nil {
				return seen(cty.DynamicVal, err)
			}
			return r.render(content, path, args[1])
		},
	})
}

// templateStringFunction renders a string, as a string. Any will do, as in OpenTofu; Terraform wants a reference to one.
func templateStringFunction(r *renderer) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{
			{Name: "template", Type: cty.String},
			{Name: "vars", Type: cty.DynamicPseudoType, AllowMarked: true},
		},
		Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			value, err := r.render([]byte(args[0].AsString()), "template", args[1])
			if err != nil {
				return cty.NilVal, err
			}
			return convert.Convert(value, cty.String)
		},
	})
}

// render leaves the marks of variables with what is made of them, but what keeps one secret keeps the whole.
func (r *renderer) render(template []byte, name string, vars cty.Value) (cty.Value, error) {
	secret := secrecy([]cty.Value{vars})
	vars, marks := vars.Unmark()
	variables, err := templateVariables(vars)
	if err != nil {
		return cty.NilVal, argumentError(1, err)
	}
	expr, err := r.parse(template, name)
	if err != nil {
		return cty.NilVal, argumentError(0, err)
	}
	for _, traversal := range expr.Variables() {
		if _, given := variables[traversal.RootName()]; !given {
			return cty.NilVal, function.NewArgErrorf(1, "must have the element %q, which the template asks for", traversal.RootName())
		}
	}
	ctx := &hcl.EvalContext{Variables: variables, Functions: r.functions()}
	value, diags := r.value(expr, ctx)
	if err := overBudget(diags); err != nil {
		return cty.NilVal, err
	}
	switch {
	case diags.HasErrors():
		return cty.NilVal, diags
	case value.IsNull():
		return cty.NilVal, errors.New("the template gives null")
	case !value.IsKnown():
		return withPieces(value, r.knownPieces(expr, ctx)).WithMarks(marks, secret), nil
	}
	return value.WithMarks(marks, secret), nil
}

// knownPieces are the runs of a template that are known though the whole is not, and what stands between them.
func (r *renderer) knownPieces(expr hclsyntax.Expression, ctx *hcl.EvalContext) *Pieces {
	whole, ok := expr.(*hclsyntax.TemplateExpr)
	if !ok {
		return &Pieces{}
	}
	p := &Pieces{}
	run := ""
	for _, part := range whole.Parts {
		value, diags := r.value(part, ctx)
		bare, _ := value.Unmark()
		text, err := convert.Convert(bare, cty.String)
		if diags.HasErrors() || err != nil || !text.IsKnown() || text.IsNull() {
			p.Known, p.gaps, run = append(p.Known, run), append(p.gaps, value), ""
			continue
		}
		text, _ = text.Unmark()
		run += text.AsString()
	}
	p.Known = append(p.Known, run)
	return p
}

// withPieces says what is known of a text, in the place of what is of its parts.
func withPieces(v cty.Value, p *Pieces) cty.Value {
	bare, marks := v.Unmark()
	if len(p.Known) > 0 && bare.Type() == cty.String {
		bare = cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull(p.Known[0]).NewValue()
	}
	for m := range marks {
		switch m.(type) {
		case *Pieces, Encoded:
		default:
			bare = bare.Mark(m)
		}
	}
	return bare.Mark(p)
}

func templateVariables(vars cty.Value) (map[string]cty.Value, error) {
	if ty := vars.Type(); !ty.IsMapType() && !ty.IsObjectType() {
		return nil, errors.New("must be a map")
	}
	variables := vars.AsValueMap()
	for name := range variables {
		if !hclsyntax.ValidIdentifier(name) {
			return nil, fmt.Errorf("%q cannot be the name of a variable", name)
		}
	}
	return variables, nil
}

// parseTemplate counts the tokens before the parser, which follows nesting by recursion, sees them.
func parseTemplate(template []byte, name string) (hclsyntax.Expression, error) {
	const mostTokens = 20_000
	if len(template) > maxBytes {
		return nil, tooMuch("a template has more than %d bytes", maxBytes)
	}
	tokens, _ := hclsyntax.LexTemplate(template, name, hcl.InitialPos)
	code := 0
	for _, token := range tokens {
		if token.Type != hclsyntax.TokenStringLit && token.Type != hclsyntax.TokenQuotedLit {
			code++
		}
		if token.Type == hclsyntax.TokenNumberLit && syntax.TooLong(string(token.Bytes)) {
			return nil, tooMuch("a number has more than %d digits", maxDigits)
		}
	}
	if code > mostTokens {
		return nil, tooMuch("a template has more than %d tokens", mostTokens)
	}
	if module.TooManyPieces(tokens) {
		return nil, tooMuch("a template has so many lines that joining them takes more than %d bytes", module.MaxJoined)
	}
	expr, diags := hclsyntax.ParseTemplate(template, name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	return expr, nil
}
