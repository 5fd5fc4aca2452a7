package graph

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
)

// argument is one as it is written, and where: its path from the resource's body on (ingress.cidr_blocks), and the block that it stands in.
type argument struct {
	module.Attr
	path string
	in   *Block
}

// eachArgument visits the arguments of the body and of all blocks in it, dynamic ones expanded; those without any reference are left out.
func (b *Block) eachArgument(visit func(argument)) {
	b.everyArgument(func(a argument) {
		if !a.constant() {
			visit(a)
		}
	})
}

// constant reports that no reference is written in the argument. The names in a depends_on are plain texts in JSON syntax.
func (a argument) constant() bool { return eval.Constant(a.Expr) && a.Name != dependsOn }

// everyArgument is eachArgument without leaving any out.
func (b *Block) everyArgument(visit func(argument)) { b.walk("", visit) }

func (b *Block) walk(path string, visit func(argument)) {
	for _, a := range b.body.Attributes() {
		if blocks := b.blocksInJSON(a.Name); len(blocks) > 0 {
			for _, n := range blocks {
				b.walkBlock(path, n, visit)
			}
			continue
		}
		visit(argument{a, path + a.Name, b})
	}
	for _, n := range b.body.BlockTypes() {
		b.walkBlock(path, n, visit)
	}
}

func (b *Block) walkBlock(path string, n module.Block, visit func(argument)) {
	if n.Type != dynamicType {
		inner := &Block{Maybe: b.Maybe, owner: b.owner, body: n.Body, env: b.env, schema: b.nestedSchema(n.Type)}
		inner.walk(path+n.Type+".", visit)
		return
	}
	if len(n.Labels) != 1 {
		return
	}
	if a, ok := n.Body.Attr("for_each"); ok && b.owner.made < eval.MaxInstances {
		visit(argument{a, path + n.Labels[0], b})
	}
	for _, inner := range b.dynamic(n, b.nestedSchema(n.Labels[0])) {
		inner.walk(path+n.Labels[0]+".", visit)
	}
}

// blocksInJSON reads an entry of JSON syntax as the blocks that it stands for; none when it is an argument, as every entry of native syntax is.
func (b *Block) blocksInJSON(name string) []module.Block {
	if !b.body.IsJSON() {
		return nil
	}
	switch {
	case name == dynamicType, name == "provisioner":
		return b.body.Blocks(name, "type")
	case b.nestedSchema(name) != nil, slices.Contains([]string{"lifecycle", "connection"}, name):
		return b.body.Blocks(name)
	}
	return nil
}

const (
	dynamicType = "dynamic"
	dependsOn   = "depends_on"
)
