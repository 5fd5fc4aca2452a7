package graph

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/schema"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Name is a name that a block's body gives: of an argument or of a nested block.
type Name struct {
	Text  string
	Block bool // written as a block, dynamic or plain
	place *source.Place
}

// Place is where the name is written.
func (n Name) Place() source.Place { return *n.place }

// Schema is the block's schema, nil when no embedded provider has its type.
func (b *Block) Schema() *schema.Block { return b.schema }

// Names lists what is written in the body, each name once, in order: arguments and nested blocks, those that Terraform itself defines left out.
// An element of an attribute's list has none: its type is the attribute's.
func (b *Block) Names() []Name {
	if b.names == nil && b.term == nil {
		b.names = b.findNames()
	}
	return b.names
}

func (b *Block) findNames() []Name {
	attributes, blocks := b.body.Attributes(), b.body.BlockTypes()
	names := make([]Name, 0, len(attributes)+len(blocks))
	for _, a := range attributes {
		names = append(names, Name{Text: a.Name, place: a.NameRange})
	}
	for i := range blocks {
		n := &blocks[i]
		text := n.Type
		if text == "dynamic" && len(n.Labels) == 1 {
			text = n.Labels[0]
		}
		if !slices.ContainsFunc(names, func(o Name) bool { return o.Text == text }) {
			names = append(names, Name{Text: text, Block: true, place: &n.Head})
		}
	}
	top := b.owner != nil && b.owner.Block == b
	return slices.DeleteFunc(names, func(n Name) bool { return n.Text == "dynamic" || n.Text == "//" || top && isMeta(n.Text) })
}

// Written returns the nested blocks as they are written, the content of a dynamic block once: for questions about names and constants, which
// need no value to be worked out.
func (b *Block) Written() []*Block {
	if b.term != nil || b.schema == nil {
		return nil
	}
	var all []*Block
	for _, n := range b.body.BlockTypes() {
		typ, body := n.Type, n.Body
		if typ == "dynamic" && len(n.Labels) == 1 {
			contents := n.Body.Blocks("content")
			if len(contents) == 0 {
				continue
			}
			typ, body = n.Labels[0], contents[0].Body
		}
		if inner := b.nestedSchema(typ); inner != nil {
			all = append(all, &Block{owner: b.owner, body: body, env: b.env, schema: inner, head: n.Head})
		}
	}
	if b.body.IsJSON() {
		for name := range b.schema.Blocks {
			all = append(all, b.Blocks(name)...)
		}
	}
	return all
}

// Constant reports whether the argument is written, and without any reference.
func (b *Block) Constant(name string) bool {
	if b.term != nil {
		return false
	}
	a, ok := b.body.Attr(name)
	return ok && eval.Constant(a.Expr)
}

// Has reports whether the body gives the name, as an argument or a block.
func (b *Block) Has(name string) bool {
	return slices.ContainsFunc(b.Names(), func(n Name) bool { return n.Text == name })
}

func isMeta(name string) bool {
	return slices.Contains([]string{"count", "for_each", "provider", "depends_on", "lifecycle", "provisioner", "connection"}, name)
}

// Mismatch says why the value cannot be converted to the type that the schema gives the argument; "" when it can, or is not known.
func (v Value) Mismatch() string {
	for _, c := range eval.Causes(v.val) {
		if why, ok := strings.CutPrefix(c.Name, mismatch); ok {
			return why
		}
	}
	return ""
}

// mismatch begins the name of the cause of a value that has the wrong type.
const mismatch = "wrong type: "
