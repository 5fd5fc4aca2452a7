package eval

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/demarc-lint/demarc/pkg/module"
)

// Var returns the value of an input variable, converted to its type; without a value it is unknown.
func (s *Scope) Var(name string) cty.Value {
	v := s.Module.Variables[name]
	if v == nil {
		return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "var." + name + " is not declared"})
	}
	return s.memo(s.vars, name, v.Head, func() cty.Value { return s.variable(name, v) })
}

func (s *Scope) variable(name string, decl *module.Named) cty.Value {
	typ, defaults := typeOf(decl)
	term, given := s.given(name)
	value := cty.NilVal
	if given {
		value = term.Value()
		s.tellBudget(value)
		if bare, _ := value.Unmark(); bare.IsKnown() && bare.IsNull() && s.falseFlag(decl, "nullable") {
			given = false
		}
	}
	if !given {
		def, ok := decl.Body.Attr("default")
		if !ok {
			value = unknown(typ.WithoutOptionalAttributesDeep(), s.unset(name, decl))
			return s.protect(decl, value)
		}
		value = s.Env().Eval(def.Expr)
	}
	if defaults != nil {
		value = defaults.Apply(value)
	}
	value, err := uniformFor(value, typ)
	if err != nil {
		return s.protect(decl, s.overBudget("var."+name, decl.Head, err.Error()))
	}
	converted, err := convert.Convert(value, typ)
	if err != nil {
		converted = unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "var." + name + ": " + err.Error(), Place: decl.Head})
	}
	return s.protect(decl, converted)
}

// tellBudget says that the value from a variables file was too much to work out: the file has no scope to say it in.
func (s *Scope) tellBudget(v cty.Value) {
	if s.Call != nil {
		return
	}
	for _, c := range Causes(v) {
		if c.Kind == CauseBudget {
			s.overBudget(c.Name, c.Place, c.Hint)
		}
	}
}

// unset is the cause of a variable that nobody gave a value.
func (s *Scope) unset(name string, decl *module.Named) *Cause {
	c := &Cause{Kind: CauseVariable, Name: "var." + name, Place: decl.Head, Hint: "pass --var-file or --var " + name + "=..."}
	if s.Call != nil {
		c.Name, c.Hint = s.Address+".var."+name, "give "+name+" in the module call"
	}
	return c
}

func (s *Scope) falseFlag(decl *module.Named, name string) bool {
	a, ok := decl.Body.Attr(name)
	if !ok {
		return false
	}
	v, _ := s.Env().Eval(a.Expr).Unmark()
	return v.Type() == cty.Bool && v.IsWhollyKnown() && !v.IsNull() && v.False()
}

func (s *Scope) trueFlag(decl *module.Named, name string) bool {
	a, ok := decl.Body.Attr(name)
	if !ok {
		return false
	}
	v, _ := s.Env().Eval(a.Expr).Unmark()
	return v.Type() == cty.Bool && v.IsWhollyKnown() && !v.IsNull() && v.True()
}

// typeOf reads a variable's type constraint; a broken one counts as any.
func typeOf(decl *module.Named) (cty.Type, *typeexpr.Defaults) {
	a, ok := decl.Body.Attr("type")
	if !ok {
		return cty.DynamicPseudoType, nil
	}
	switch hcl.ExprAsKeyword(a.Expr) {
	case "list", "map": // short for list(any) and map(any)
		return oldType(hcl.ExprAsKeyword(a.Expr)), nil
	}
	typ, defaults, diags := typeexpr.TypeConstraintWithDefaults(a.Expr)
	if diags.HasErrors() {
		if word, ok := module.Literal(a.Expr); ok { // the quoted form of old
			return oldType(word), nil
		}
		return cty.DynamicPseudoType, nil
	}
	return typ, defaults
}

func oldType(word string) cty.Type {
	switch word {
	case "string":
		return cty.String
	case "list":
		return cty.List(cty.DynamicPseudoType)
	case "map":
		return cty.Map(cty.DynamicPseudoType)
	}
	return cty.DynamicPseudoType
}

// given returns the term that gives the variable its value, from the caller or, for a root, from files and flags.
func (s *Scope) given(name string) (Term, bool) {
	if s.Call == nil {
		t, ok := s.inputs[name]
		return t, ok
	}
	a, ok := s.Call.Body.Attr(name)
	if !ok {
		return Term{}, false
	}
	return NewTerm(a.Expr, s.callEnv), true
}

// varTerm returns where the variable's value is written: given, or its default.
func (s *Scope) varTerm(name string) (Term, bool) {
	if t, ok := s.given(name); ok {
		return t, true
	}
	decl := s.Module.Variables[name]
	if decl == nil {
		return Term{}, false
	}
	def, ok := decl.Body.Attr("default")
	if !ok {
		return Term{}, false
	}
	return NewTerm(def.Expr, s.Env()), true
}

// Validate evaluates the validation blocks of the variables; one that surely fails is a warning: Terraform would refuse the value, and
// what the configuration makes of it is judged all the same.
func (s *Scope) Validate() {
	for _, decl := range s.Module.Variables {
		for _, block := range decl.Body.Blocks("validation") {
			cond, ok := block.Body.Attr("condition")
			if !ok {
				continue
			}
			v, _ := s.Env().Eval(cond.Expr).Unmark()
			if v.Type() == cty.Bool && v.IsKnown() && !v.IsNull() && v.False() {
				s.invalid(decl, block)
			}
		}
	}
}

func (s *Scope) invalid(decl *module.Named, block module.Block) {
	d := module.Diagnostic{Summary: "Invalid value for var." + decl.Name, Place: decl.Head}
	if term, ok := s.given(decl.Name); ok && term.Place().Filename != "" {
		d.Place = term.Place()
	}
	if a, ok := block.Body.Attr("error_message"); ok {
		if msg, _ := s.Env().Eval(a.Expr).Unmark(); msg.Type() == cty.String && msg.IsKnown() && !msg.IsNull() {
			d.Detail = msg.AsString()
		}
	}
	s.Root.Diagnose(d)
}
