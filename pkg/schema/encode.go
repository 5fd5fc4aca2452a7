package schema

import (
	"fmt"
	"maps"
	"slices"
	"sort"

	"github.com/zclconf/go-cty/cty"
)

// Definitions are the blocks of one provider by kind and type name.
type Definitions [kinds]map[string]*Block

// Encode writes a provider's definitions in the form that is embedded. Equal input gives equal bytes.
func Encode(provider, version string, definitions Definitions) ([]byte, error) {
	e := &encoder{ids: map[string]int{}, typeAt: map[string]int{}, blockAt: map[string]int{}}
	e.collectNames(definitions)
	var index [kinds][]byte
	for kind, blocks := range definitions {
		for _, typeName := range slices.Sorted(maps.Keys(blocks)) {
			at := e.block(blocks[typeName])
			index[kind] = e.fixed(e.fixed(index[kind], e.ids[typeName]), at)
		}
	}
	out := appendText(appendText([]byte(magic), provider), version)
	ends, text := e.nameTable()
	out = appendText(appendText(out, string(ends)), text)
	for _, records := range index {
		out = appendText(out, string(records))
	}
	out = appendText(appendText(out, string(e.types)), string(e.blocks))
	return out, e.err
}

type encoder struct {
	names           []string
	ids             map[string]int
	types, blocks   []byte
	typeAt, blockAt map[string]int // by encoded bytes
	err             error
}

// collectNames numbers the names by falling frequency, so that common ones take one byte.
func (e *encoder) collectNames(definitions Definitions) {
	count := map[string]int{}
	for _, blocks := range definitions {
		for typeName, b := range blocks {
			count[typeName]++
			countNames(count, b)
		}
	}
	e.names = slices.Sorted(maps.Keys(count))
	sort.SliceStable(e.names, func(i, j int) bool { return count[e.names[i]] > count[e.names[j]] })
	for id, name := range e.names {
		e.ids[name] = id
	}
}

func countNames(count map[string]int, b *Block) {
	for name, attribute := range b.Attributes {
		count[name]++
		countMembers(count, attribute.Type)
	}
	for name, nested := range b.Blocks {
		count[name]++
		countNames(count, nested.Block)
	}
}

func countMembers(count map[string]int, t cty.Type) {
	if t.IsCollectionType() {
		countMembers(count, t.ElementType())
	}
	if t.IsObjectType() {
		for name, member := range t.AttributeTypes() {
			count[name]++
			countMembers(count, member)
		}
	}
}

func (e *encoder) nameTable() (ends []byte, text string) {
	for _, name := range e.names {
		text += name
		ends = e.fixed(ends, len(text))
	}
	return ends, text
}

func (e *encoder) fixed(to []byte, n int) []byte {
	out, err := appendFixed(to, n)
	if err != nil {
		e.err = err
	}
	return out
}

// block stores a block and gives its position.
func (e *encoder) block(b *Block) int {
	encoded := []byte{bit(b.Opaque, 1)}
	encoded = appendNumber(encoded, len(b.Attributes))
	for _, name := range slices.Sorted(maps.Keys(b.Attributes)) {
		attribute := b.Attributes[name]
		encoded = append(appendNumber(encoded, e.ids[name]), attribute.flags())
		encoded = appendNumber(encoded, e.typeNumber(attribute.Type))
	}
	encoded = appendNumber(encoded, len(b.Blocks))
	for _, name := range slices.Sorted(maps.Keys(b.Blocks)) {
		nested := b.Blocks[name]
		encoded = append(appendNumber(encoded, e.ids[name]), nested.flags())
		encoded = appendNumber(encoded, e.block(nested.Block))
	}
	return store(&e.blocks, e.blockAt, encoded)
}

func store(section *[]byte, known map[string]int, encoded []byte) int {
	at, ok := known[string(encoded)]
	if !ok {
		at = len(*section)
		known[string(encoded)] = at
		*section = append(*section, encoded...)
	}
	return at
}

func (a *Attribute) flags() byte {
	return bit(a.Required, flagRequired) | bit(a.Optional, flagOptional) | bit(a.Computed, flagComputed) |
		bit(a.Deprecated, flagDeprecated) | bit(a.Sensitive, flagSensitive)
}

func (n *NestedBlock) flags() byte {
	return byte(n.Nesting) | bit(n.MinItems == 1, flagMinOne) | bit(n.MaxItems == 1, flagMaxOne) |
		bit(n.AsAttribute, flagAsAttribute)
}

func bit(set bool, flag byte) byte {
	if set {
		return flag
	}
	return 0
}

func (e *encoder) typeNumber(t cty.Type) int {
	plain := []cty.Type{
		typeString: cty.String, typeNumber: cty.Number, typeBool: cty.Bool, typeDynamic: cty.DynamicPseudoType,
		typeStringList: cty.List(cty.String), typeStringSet: cty.Set(cty.String), typeStringMap: cty.Map(cty.String),
	}
	for number, known := range plain {
		if t.Equals(known) {
			return number
		}
	}
	return store(&e.types, e.typeAt, e.constructor(t)) + firstStored
}

func (e *encoder) constructor(t cty.Type) []byte {
	switch {
	case t.IsListType():
		return appendNumber([]byte{makeList}, e.typeNumber(t.ElementType()))
	case t.IsSetType():
		return appendNumber([]byte{makeSet}, e.typeNumber(t.ElementType()))
	case t.IsMapType():
		return appendNumber([]byte{makeMap}, e.typeNumber(t.ElementType()))
	case t.IsObjectType():
		return e.object(t)
	}
	e.err = fmt.Errorf("no provider has a %s", t.FriendlyName())
	return nil
}

func (e *encoder) object(t cty.Type) []byte {
	members := t.AttributeTypes()
	encoded := appendNumber([]byte{makeObject}, len(members))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		encoded = append(appendNumber(encoded, e.ids[name]), bit(t.AttributeOptional(name), 1))
		encoded = appendNumber(encoded, e.typeNumber(members[name]))
	}
	return encoded
}
