package main

import "github.com/demarc-lint/demarc/pkg/schema"

// unite adds to the definitions what only the others have: types, and arguments and blocks of types.
func unite(definitions, others schema.Definitions) {
	for kind := range others {
		for typeName, other := range others[kind] {
			if known := definitions[kind][typeName]; known != nil {
				uniteBlocks(known, other)
			} else {
				definitions[kind][typeName] = other
			}
		}
	}
}

// uniteBlocks requires nothing that only the other block has: b is written without it.
func uniteBlocks(b, other *schema.Block) {
	if b.Opaque || other.Opaque {
		return
	}
	for name, attribute := range other.Attributes {
		if b.Attributes[name] == nil && b.Blocks[name] == nil {
			b.Attributes[name] = whenChosen(attribute)
		}
	}
	for name, nested := range other.Blocks {
		switch {
		case b.Blocks[name] != nil:
			uniteBlocks(b.Blocks[name].Block, nested.Block)
		case b.Attributes[name] == nil:
			nested.MinItems = 0
			b.Blocks[name] = nested
		}
	}
}

func whenChosen(attribute *schema.Attribute) *schema.Attribute {
	if attribute.Required {
		attribute.Required, attribute.Optional = false, true
	}
	return attribute
}

// deprecate marks the attributes that definitions lack, of types and blocks that both have.
func deprecate(definitions, earlier schema.Definitions) {
	for kind := range earlier {
		for typeName, b := range earlier[kind] {
			if known := definitions[kind][typeName]; known != nil {
				deprecateIn(known, b)
			}
		}
	}
}

func deprecateIn(known, b *schema.Block) {
	for name, attribute := range b.Attributes {
		attribute.Deprecated = known.Attributes[name] == nil
	}
	for name, nested := range b.Blocks {
		if same := known.Blocks[name]; same != nil {
			deprecateIn(same.Block, nested.Block)
		}
	}
}
