package eval

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/demarc-lint/demarc/pkg/module"
)

// MaxInstances is how many instances one count or for_each may make; over it there is one, marked maybe.
const MaxInstances = 10_000

// Repetition says how a block with count or for_each comes out.
type Repetition struct {
	Keyed bool // the instances have keys
	Each  bool // they are strings (for_each), not numbers (count)
	Maybe bool // how many there are is not known: one instance stands for all
	Why   cty.Value
	Items []Instance
}

// Instance is one of a block's instances: its key (NilVal when it has none) and the environment in which its arguments stand.
type Instance struct {
	Key cty.Value
	Env *Env
}

// Repeat works out the instances of a resource or module call.
func (e *Env) Repeat(body module.Body) Repetition {
	if e.disabled(body) {
		return Repetition{}
	}
	if a, ok := body.Attr("count"); ok {
		return e.count(a.Expr)
	}
	if a, ok := body.Attr("for_each"); ok {
		return e.forEach(a.Expr)
	}
	return Repetition{Items: []Instance{{Env: e}}}
}

// disabled is OpenTofu's lifecycle { enabled = false }.
func (e *Env) disabled(body module.Body) bool {
	for _, b := range body.Blocks("lifecycle") {
		if a, ok := b.Body.Attr("enabled"); ok {
			v, _ := e.Eval(a.Expr).Unmark()
			return v.Type() == cty.Bool && v.IsKnown() && !v.IsNull() && v.False()
		}
	}
	return false
}

func (e *Env) count(expr hcl.Expression) Repetition {
	value := e.Eval(expr)
	bare, marks := value.Unmark()
	n, err := convert.Convert(bare, cty.Number)
	if err != nil || !n.IsKnown() || n.IsNull() {
		why := unknown(cty.Number, &Cause{Kind: CauseError, Name: "count", Place: expr.Range()}).WithMarks(marks)
		if err == nil && !n.IsKnown() {
			why = value
		}
		each := cty.UnknownVal(cty.Number).WithMarks(marks)
		return Repetition{Keyed: true, Maybe: true, Why: why, Items: []Instance{{Env: e.with("count", countBinding(each))}}}
	}
	big, _ := n.AsBigFloat().Int64()
	big = max(big, 0)
	if big > MaxInstances || !e.Scope.Root.take(big) {
		return e.tooMany("count", expr, e.with("count", countBinding(cty.UnknownVal(cty.Number))), false)
	}
	r := Repetition{Keyed: true}
	for i := range big {
		key := cty.NumberIntVal(i)
		r.Items = append(r.Items, Instance{Key: key, Env: e.with("count", countBinding(key))})
	}
	return r
}

func countBinding(index cty.Value) binding {
	return binding{value: cty.ObjectVal(map[string]cty.Value{"index": index})}
}

// maxTotal is how many instances all blocks of a root may make together: calls that double at every level make billions.
const maxTotal = 30_000

// take counts n more instances; false when there is no room for them.
func (r *Root) take(n int64) bool {
	if int64(r.made)+n > maxTotal {
		return false
	}
	r.made += int(n)
	return true
}

func (e *Env) tooMany(what string, expr hcl.Expression, env *Env, each bool) Repetition {
	budget := " over the budget of " + strconv.Itoa(MaxInstances) + " instances"
	c := &Cause{Kind: CauseBudget, Name: what + budget, Place: expr.Range()}
	e.Scope.Root.Diagnose(module.Diagnostic{Error: true, Summary: "Too many instances", Detail: "This " + what + " is" + budget + "; one instance stands for all.", Place: c.Place})
	return Repetition{Keyed: true, Each: each, Maybe: true, Why: unknown(cty.Number, c), Items: []Instance{{Env: env}}}
}

func (e *Env) forEach(expr hcl.Expression) Repetition {
	term := NewTerm(expr, e)
	value := term.Value()
	items, ok := iterate(value)
	if !ok {
		return e.someEach("each", expr, value)
	}
	if value.HasMark(Sensitive) || value.HasMark(Ephemeral) { // Terraform refuses it, since keys are shown
		c := &Cause{Kind: CauseError, Name: "for_each is sensitive", Place: expr.Range()}
		return e.someEach("each", expr, unknown(cty.DynamicPseudoType, c))
	}
	if len(items) > MaxInstances || !e.Scope.Root.take(int64(len(items))) {
		return e.tooMany("for_each", expr, e.eachUnknown("each", cty.DynamicVal), true)
	}
	r := Repetition{Keyed: true, Each: true}
	set := value.Type().IsSetType()
	elements := term.index(value)
	for _, it := range items {
		if it.key.Type() != cty.String { // a list, or a set of numbers: Terraform refuses it
			c := &Cause{Kind: CauseError, Name: "for_each wants a map or a set of strings", Place: expr.Range()}
			return e.someEach("each", expr, unknown(cty.DynamicPseudoType, c))
		}
		if !it.key.IsKnown() || it.key.IsNull() {
			return e.someEach("each", expr, value)
		}
		r.Items = append(r.Items, Instance{Key: it.key, Env: e.with("each", eachBinding(elements, it, set))})
	}
	return r
}

// someEach stands for instances whose keys are not known.
func (e *Env) someEach(name string, expr hcl.Expression, why cty.Value) Repetition {
	if bare, marks := why.Unmark(); bare.IsKnown() && len(Causes(why)) == 0 {
		why = unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "for_each", Place: expr.Range()}).WithMarks(marks)
	}
	return Repetition{Keyed: true, Each: true, Maybe: true, Why: why, Items: []Instance{{Env: e.eachUnknown(name, why)}}}
}

// eachUnknown binds key and value to unknowns that remember where they come from.
func (e *Env) eachUnknown(name string, why cty.Value) *Env {
	_, marks := why.UnmarkDeep()
	key := cty.UnknownVal(cty.String).WithMarks(marks)
	return e.with(name, binding{value: cty.ObjectVal(map[string]cty.Value{"key": key, "value": cty.DynamicVal.WithMarks(marks)})})
}

func eachBinding(elements index, it item, set bool) binding {
	value := it.value
	b := binding{terms: map[string]Term{}}
	if set {
		value = it.key
		b.terms["key"] = elements.member(it.key)
		b.terms["value"] = b.terms["key"]
	} else {
		b.terms["value"] = elements.at(it.key)
	}
	b.value = cty.ObjectVal(map[string]cty.Value{"key": it.key, "value": value})
	return b
}

type item struct{ key, value cty.Value }

// iterate lists a known collection's elements in Terraform's order; of a set, the elements stand as keys. The marks of the collection itself go to its elements' values.
func iterate(coll cty.Value) ([]item, bool) {
	bare, marks := coll.Unmark()
	if !bare.IsKnown() || bare.IsNull() || !bare.CanIterateElements() {
		return nil, false
	}
	var items []item
	set := bare.Type().IsSetType()
	for it := bare.ElementIterator(); it.Next(); {
		k, v := it.Element()
		k, _ = k.Unmark()
		if set {
			v, _ = v.Unmark()
			k = v
		}
		v = v.WithMarks(marks)
		items = append(items, item{k, v})
	}
	return items, true
}

// FormatKey writes an instance key as Terraform does: [0], ["a"], nothing for none.
func FormatKey(key cty.Value) string {
	switch {
	case key == cty.NilVal:
		return ""
	case key.Type() == cty.Number:
		return "[" + key.AsBigFloat().Text('f', -1) + "]"
	}
	return "[" + quote(key.AsString()) + "]"
}

// quote writes a text as a literal of the language, in which ${ and %{ would begin a template.
func quote(text string) string {
	var out strings.Builder
	for i, r := range text {
		switch {
		case (r == '$' || r == '%') && strings.HasPrefix(text[i+1:], "{"):
			out.WriteString(string(r) + string(r))
		case r < ' ' && !strings.ContainsRune("\n\r\t", r):
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			quoted := strconv.Quote(string(r))
			out.WriteString(quoted[1 : len(quoted)-1])
		}
	}
	return `"` + out.String() + `"`
}

// moduleValue is what module.NAME is worth: an object of outputs for each instance.
func (s *Scope) moduleValue(name string, rests []hcl.Traversal) cty.Value {
	c := s.Children(name)
	switch {
	case c == nil:
		return unknown(cty.DynamicPseudoType, &Cause{Kind: CauseError, Name: "module." + name + " is not declared"})
	case c.Missing != nil:
		return unknown(cty.DynamicPseudoType, c.Missing)
	}
	return c.Combine(func(i int) cty.Value { return c.Scopes[i].outputValues(Wanted(rests, c.Keyed)) })
}

// Combine makes one value of the instances' values, as a reference to the block sees it: the object itself, a tuple, an object by key; unknown
// but with all marks when the keys are.
func (r *Repetition) Combine(value func(i int) cty.Value) cty.Value {
	switch {
	case r.Maybe:
		_, marks := value(0).UnmarkDeep()
		_, why := r.Why.UnmarkDeep()
		return cty.DynamicVal.WithMarks(marks, why)
	case !r.Keyed && len(r.Items) == 1:
		return value(0)
	case !r.Keyed:
		return cty.NullVal(cty.DynamicPseudoType)
	case r.Each:
		byKey := map[string]cty.Value{}
		for i, it := range r.Items {
			byKey[it.Key.AsString()] = value(i)
		}
		return cty.ObjectVal(byKey)
	}
	var all []cty.Value
	for i := range r.Items {
		all = append(all, value(i))
	}
	return cty.TupleVal(all)
}

// Keyed values of a call's instance by its key; -1 when there is none.
func (r *Repetition) find(key cty.Value) int {
	return slices.IndexFunc(r.Items, func(i Instance) bool {
		return i.Key != cty.NilVal && key.Type() == i.Key.Type() && key.RawEquals(i.Key)
	})
}

func (s *Scope) outputValues(names []string) cty.Value {
	values := map[string]cty.Value{}
	if names == nil {
		for name := range s.Module.Outputs {
			values[name] = s.Output(name)
		}
	}
	for _, name := range names {
		values[name] = s.Output(name)
	}
	return cty.ObjectVal(values)
}

// Dynamic works out the blocks that a dynamic block makes: for each, the environment of its content. Maybe stands for an
// unknown number of them. made counts those of one resource, up to MaxInstances: dynamic blocks within each other multiply.
func (e *Env) Dynamic(forEach hcl.Expression, iterator string, made *int) Repetition {
	if *made >= MaxInstances || !e.Scope.Root.work.take(0) { // not even for_each is worked out then
		return e.tooMany("dynamic block", forEach, e.eachUnknown(iterator, cty.DynamicVal), true)
	}
	term := NewTerm(forEach, e)
	els, ok := term.Elements()
	if !ok {
		value := term.Value()
		if bare, _ := value.Unmark(); bare.IsKnown() && bare.IsNull() {
			return Repetition{}
		}
		return e.someEach(iterator, forEach, value)
	}
	if *made += len(els); *made > MaxInstances || !e.Scope.Root.work.take(len(els)) {
		return e.tooMany("dynamic block", forEach, e.eachUnknown(iterator, cty.DynamicVal), true)
	}
	r := Repetition{Keyed: true}
	for _, el := range els {
		value := el.Term.Value()
		key := el.Key
		if key == cty.NilVal {
			key, _ = value.Unmark()
		}
		b := binding{
			value: cty.ObjectVal(map[string]cty.Value{"key": key, "value": value}),
			terms: map[string]Term{"value": el.Term},
		}
		r.Items = append(r.Items, Instance{Key: key, Env: e.with(iterator, b)})
	}
	return r
}
