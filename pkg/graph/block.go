package graph

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/schema"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Block is a resource's body or a nested block, in whichever of the spellings it is written: block, dynamic block, list of objects, JSON.
type Block struct {
	Maybe bool // it comes from a dynamic block whose for_each is not known: it may not exist

	owner  *Resource
	body   module.Body
	env    *eval.Env
	term   *eval.Term // the object, when the block is written as an element of an attribute's list
	why    cty.Value  // of Maybe
	schema *schema.Block
	head   source.Place
	values map[string]*kept    // known so far
	nested map[string][]*Block // the same
	names  []Name              // the same
}

// Place is the block's head: its type and labels, never its inside.
func (b *Block) Place() source.Place { return b.head }

// Resource returns the instance that the block belongs to.
func (b *Block) Resource() *Resource { return b.owner }

// InValue reports whether the block is written as an object in an argument's value, rather than as a block.
func (b *Block) InValue() bool { return b.term != nil }

// Get returns an argument's value, converted to the type that the schema gives it. It never fails: an argument that is not written is null, at
// the head of its block. A dotted path goes through the first nested block of each name; where there is none, the
// argument is null at the head of the deepest block that is there.
func (b *Block) Get(path string) Value {
	for {
		name, rest, nested := strings.Cut(path, ".")
		if !nested {
			return b.argument(name)
		}
		blocks := b.Blocks(name)
		if len(blocks) == 0 {
			return b.null(cty.DynamicPseudoType)
		}
		if blocks[0].Maybe {
			return blocks[0].unknown()
		}
		b, path = blocks[0], rest
	}
}

// kept is an argument's value with what was worked out of it.
type kept struct {
	value  Value
	memory memory
}

func (b *Block) argument(name string) Value {
	if k := b.values[name]; k != nil {
		return k.value
	}
	v := b.evaluate(name)
	if !v.written { // most arguments of most resources: to look again takes less than to keep it
		return v
	}
	k := &kept{value: v}
	k.value.memory = &k.memory
	if b.values == nil {
		b.values = map[string]*kept{}
	}
	b.values[name] = k
	return k.value
}

func (b *Block) evaluate(name string) Value {
	typ := b.typeOf(name)
	if b.term != nil {
		el := b.term.At(cty.StringVal(name))
		if isMissing(el) {
			return b.null(typ)
		}
		return b.value(el, typ)
	}
	a, ok := b.body.Attr(name)
	if !ok {
		if name == tagsAll && b == b.owner.Block && !b.owner.Data && typ != cty.DynamicPseudoType {
			return b.owner.Tags()
		}
		return b.null(typ)
	}
	if v, ok := capital(a.Expr); ok && typ == cty.Bool {
		return b.value(eval.ValueTerm(v, new(a.Expr.Range())), typ)
	}
	return b.value(eval.NewTerm(a.Expr, b.env), typ)
}

// capital reads True and False, as some other languages write booleans: Terraform takes each for a reference to nothing and refuses it, and it
// is plain what is meant.
func capital(expr hcl.Expression) (v cty.Value, ok bool) {
	switch hcl.ExprAsKeyword(expr) {
	case "True", "TRUE":
		return cty.True, true
	case "False", "FALSE":
		return cty.False, true
	}
	return cty.NilVal, false
}

func (b *Block) typeOf(name string) cty.Type {
	if b.schema != nil {
		if a := b.schema.Attributes[name]; a != nil {
			return a.Type
		}
	}
	return cty.DynamicPseudoType
}

func (b *Block) value(t eval.Term, typ cty.Type) Value {
	return newValue(b.owner, t, typ)
}

func (b *Block) null(typ cty.Type) Value {
	v := cty.NullVal(typ.WithoutOptionalAttributesDeep())
	return Value{owner: b.owner, term: eval.ValueTerm(v, &b.head), val: v, typ: typ}
}

// unknown is a value that the block may or may not give.
func (b *Block) unknown() Value {
	v := cty.DynamicVal
	if b.why != cty.NilVal {
		_, marks := b.why.UnmarkDeep()
		v = v.WithMarks(marks)
	}
	return Value{owner: b.owner, term: eval.ValueTerm(v, &b.head), val: v, typ: cty.DynamicPseudoType, written: true}
}

// Blocks returns the nested blocks of that name, in order, dynamic ones expanded; a dotted path goes through all blocks on
// the way. A dynamic block whose for_each is not known gives one block with Maybe set.
func (b *Block) Blocks(path string) []*Block {
	name, rest, nested := strings.Cut(path, ".")
	direct, known := b.nested[name]
	if !known {
		direct = b.children(name)
		if b.nested == nil {
			b.nested = map[string][]*Block{}
		}
		b.nested[name] = direct
	}
	if !nested {
		return direct
	}
	var all []*Block
	for _, d := range direct {
		all = append(all, d.Blocks(rest)...)
	}
	return all
}

// Lacks reports that surely no nested block of that name is there.
func (b *Block) Lacks(path string) bool {
	blocks := b.Blocks(path)
	if len(blocks) > 0 {
		if maybe := blocks[0]; maybe.Maybe && !slices.ContainsFunc(blocks, func(b *Block) bool { return !b.Maybe }) {
			b.owner.Graph.ask(maybe.unknown())
		}
		return false
	}
	return true
}

func (b *Block) nestedSchema(name string) *schema.Block {
	if b.schema == nil {
		return nil
	}
	if n := b.schema.Blocks[name]; n != nil {
		return n.Block
	}
	return nil
}

func (b *Block) children(name string) []*Block {
	if b.term != nil {
		el := b.term.At(cty.StringVal(name))
		return b.fromList(el, b.nestedSchema(name))
	}
	inner := b.nestedSchema(name)
	var all []*Block
	for _, n := range b.body.Blocks(name) {
		all = append(all, &Block{Maybe: b.Maybe, why: b.why, owner: b.owner, body: n.Body, env: b.env, schema: inner, head: n.Head})
	}
	plain := len(all)
	for _, n := range b.body.Blocks("dynamic", "type") {
		if len(n.Labels) == 1 && n.Labels[0] == name {
			all = append(all, b.dynamic(n, inner)...)
		}
	}
	if plain > 0 && len(all) > plain {
		slices.SortStableFunc(all, func(x, y *Block) int { return x.head.Start.Byte - y.head.Start.Byte })
	}
	if len(all) == 0 {
		if a, ok := b.body.Attr(name); ok {
			return b.fromList(eval.NewTerm(a.Expr, b.env), inner)
		}
	}
	return all
}

// dynamic expands one dynamic block.
func (b *Block) dynamic(n module.Block, inner *schema.Block) []*Block {
	forEach, ok := n.Body.Attr("for_each")
	contents := n.Body.Blocks("content")
	if !ok || len(contents) == 0 {
		return nil
	}
	iterator := n.Labels[0]
	if a, ok := n.Body.Attr("iterator"); ok {
		if vars := a.Expr.Variables(); len(vars) == 1 {
			iterator = vars[0].RootName()
		} else if name, ok := module.Literal(a.Expr); ok {
			iterator = name
		}
	}
	rep := b.env.Dynamic(forEach.Expr, iterator, &b.owner.made)
	var all []*Block
	for _, it := range rep.Items {
		d := &Block{Maybe: b.Maybe || rep.Maybe, why: rep.Why, owner: b.owner, body: contents[0].Body, env: it.Env, schema: inner, head: n.Head}
		if d.why == cty.NilVal {
			d.why = b.why
		}
		all = append(all, d)
	}
	return all
}

// fromList reads blocks that are written as an attribute: a list of objects, or one object.
func (b *Block) fromList(t eval.Term, inner *schema.Block) []*Block {
	bare, _ := t.Value().Unmark()
	if bare.IsKnown() && bare.IsNull() || isMissing(t) {
		return nil
	}
	one := func(el eval.Term) *Block {
		return &Block{Maybe: b.Maybe, why: b.why, owner: b.owner, env: b.env, term: &el, schema: inner, head: el.Place()}
	}
	if ty := bare.Type(); ty.IsObjectType() || ty.IsMapType() {
		return []*Block{one(t)}
	}
	els, ok := t.Elements()
	if !ok {
		maybe := one(t)
		maybe.Maybe, maybe.why = true, t.Value()
		return []*Block{maybe}
	}
	var all []*Block
	for _, el := range els {
		all = append(all, one(el.Term))
	}
	return all
}

func isMissing(t eval.Term) bool {
	causes := eval.Causes(t.Value())
	return len(causes) == 1 && causes[0].Name == "no such element"
}
