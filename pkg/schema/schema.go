// Package schema knows the arguments and nested blocks of the providers' resources, data sources and provider blocks.
//
// In goes a type name, out comes its Block: names, types, what is required, what repeats. It knows nothing of configuration,
// files or values, nor what an argument means.
//
// The schemas are embedded, one file a provider under data/, and read in place: nothing is decoded before it is asked for. A file is
//
//	magic, provider name, version, then sections, each a length and its bytes:
//	names   every distinct name once, the most frequent first: one section of 3-byte ends, one of text
//	index   one section a Kind: sorted type names, as records of 3-byte name id and 3-byte block position
//	types   argument types beyond the plain ones, each distinct type once
//	blocks  each distinct block once: its arguments (name, flags, type) and nested blocks (name, nesting, block position)
//
// with other numbers as unsigned varints, and positions counted within the section. Equal blocks (timeouts, the statements of a web ACL)
// are stored once and shared by all who nest them. `go generate` writes the files anew from the providers' published bindings.
package schema

import (
	"slices"
	"sync"

	"github.com/zclconf/go-cty/cty"
)

//go:generate go run ./generate

// Kind says in which role a type name is used.
type Kind int

// Kinds.
const (
	Resource      Kind = iota // resource "NAME" "..."
	Data                      // data "NAME" "..."
	ProviderBlock             // provider "NAME"
	kinds
)

// Nesting says how the nested blocks of one name are held: the zero value is invalid.
type Nesting int

// Nestings.
const (
	Single Nesting = iota + 1 // at most one, held as an object
	List
	Set
	Map
)

// Block is the body of a resource, a data source, a provider or a nested block. Blocks are shared: treat them as read-only.
type Block struct {
	Attributes map[string]*Attribute
	Blocks     map[string]*NestedBlock
	Opaque     bool // the arguments are not described here: any name may be right

	once    sync.Once
	implied cty.Type

	demanded sync.Once
	required []string
}

// Required lists the arguments and nested blocks that must be written, sorted.
func (b *Block) Required() []string {
	b.demanded.Do(func() {
		for name, a := range b.Attributes {
			if a.Required {
				b.required = append(b.required, name)
			}
		}
		for name, n := range b.Blocks {
			if n.MinItems > 0 {
				b.required = append(b.required, name)
			}
		}
		slices.Sort(b.required)
	})
	return b.required
}

// Attribute is one argument or exported attribute. Deprecated are those that only the provider's previous major version has, and some that
// it warns about; that and Sensitive come from reviewed tables, which are not complete.
// Where an argument takes a map of objects, its Type is a conversion target: members that may be left out are optional attributes of it.
type Attribute struct {
	Type                                                cty.Type
	Required, Optional, Computed, Deprecated, Sensitive bool
}

// NestedBlock is a block inside another block.
type NestedBlock struct {
	*Block
	Nesting            Nesting
	MinItems, MaxItems int  // MinItems is 0 or 1: more is not recorded. MaxItems is 1, or 0 for any number
	AsAttribute        bool // may also be written as an attribute, an object or (unless Single) a list of them: ingress = [{...}]
}

// Type returns the type of values of the block: an object of its attributes and nested blocks, as Terraform implies it.
func (b *Block) Type() cty.Type {
	b.once.Do(func() { b.implied = b.impliedType() })
	return b.implied
}

func (b *Block) impliedType() cty.Type {
	if b.Opaque {
		return cty.DynamicPseudoType
	}
	members := make(map[string]cty.Type, len(b.Attributes)+len(b.Blocks))
	for name, attribute := range b.Attributes {
		members[name] = attribute.Type.WithoutOptionalAttributesDeep()
	}
	for name, nested := range b.Blocks {
		members[name] = nested.collectionType()
	}
	return cty.Object(members)
}

// collectionType is dynamic where a member is: elements of one collection may then differ in type.
func (n *NestedBlock) collectionType() cty.Type {
	element := n.Block.Type()
	switch {
	case n.Nesting == Single:
		return element
	case element.HasDynamicTypes():
		return cty.DynamicPseudoType
	case n.Nesting == Set:
		return cty.Set(element)
	case n.Nesting == Map:
		return cty.Map(element)
	}
	return cty.List(element)
}
