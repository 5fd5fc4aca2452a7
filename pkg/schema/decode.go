package schema

import (
	"sort"
	"sync"

	"github.com/zclconf/go-cty/cty"
)

// library is one provider's file, read in place, and what was decoded from it so far.
type library struct {
	provider, version  string
	nameEnds, nameText string
	index              [kinds]string
	types, blocks      string

	mu            sync.Mutex
	decodedBlocks map[int]*Block
	decodedTypes  map[int]cty.Type
}

func open(data string) *library {
	r := reader{data: data, at: len(magic)}
	l := &library{decodedBlocks: map[int]*Block{}, decodedTypes: map[int]cty.Type{}}
	l.provider, l.version = r.text(), r.text()
	l.nameEnds, l.nameText = r.text(), r.text()
	for kind := range l.index {
		l.index[kind] = r.text()
	}
	l.types, l.blocks = r.text(), r.text()
	return l
}

func (l *library) name(id int) string {
	start := 0
	if id > 0 {
		start = fixed(l.nameEnds, (id-1)*positionSize)
	}
	return l.nameText[start:fixed(l.nameEnds, id*positionSize)]
}

// find decodes the block of a type name, nil when the library has none.
func (l *library) find(kind Kind, typeName string) *Block {
	const record = 2 * positionSize
	index := l.index[kind]
	nameAt := func(i int) string { return l.name(fixed(index, i*record)) }
	n := len(index) / record
	i := sort.Search(n, func(i int) bool { return nameAt(i) >= typeName })
	if i == n || nameAt(i) != typeName {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.block(fixed(index, i*record+positionSize))
}

func (l *library) typeNames(kind Kind) []string {
	const record = 2 * positionSize
	index := l.index[kind]
	names := make([]string, 0, len(index)/record)
	for at := 0; at < len(index); at += record {
		names = append(names, l.name(fixed(index, at)))
	}
	return names
}

// block decodes the block at a position, once: equal blocks are one pointer. The caller holds l.mu.
func (l *library) block(at int) *Block {
	if b, ok := l.decodedBlocks[at]; ok {
		return b
	}
	r := &reader{data: l.blocks, at: at}
	b := &Block{Opaque: r.byte() == 1}
	b.Attributes = l.attributes(r)
	b.Blocks = l.nested(r)
	l.decodedBlocks[at] = b
	return b
}

func (l *library) attributes(r *reader) map[string]*Attribute {
	n := r.number()
	all := make([]Attribute, n)
	byName := make(map[string]*Attribute, n)
	for i := range all {
		byName[l.name(r.number())] = &all[i]
		flags := r.byte()
		all[i] = Attribute{
			Type:       l.typeOf(r.number()),
			Required:   flags&flagRequired != 0,
			Optional:   flags&flagOptional != 0,
			Computed:   flags&flagComputed != 0,
			Deprecated: flags&flagDeprecated != 0,
			Sensitive:  flags&flagSensitive != 0,
		}
	}
	return byName
}

func (l *library) nested(r *reader) map[string]*NestedBlock {
	n := r.number()
	all := make([]NestedBlock, n)
	byName := make(map[string]*NestedBlock, n)
	for i := range all {
		byName[l.name(r.number())] = &all[i]
		flags := r.byte()
		all[i].Nesting = Nesting(flags & maskNesting)
		all[i].MinItems = int(flags & flagMinOne / flagMinOne)
		all[i].MaxItems = int(flags & flagMaxOne / flagMaxOne)
		all[i].AsAttribute = flags&flagAsAttribute != 0
		all[i].Block = l.block(r.number())
	}
	return byName
}

func (l *library) typeOf(number int) cty.Type {
	switch number {
	case typeString:
		return cty.String
	case typeNumber:
		return cty.Number
	case typeBool:
		return cty.Bool
	case typeDynamic:
		return cty.DynamicPseudoType
	case typeStringList:
		return cty.List(cty.String)
	case typeStringSet:
		return cty.Set(cty.String)
	case typeStringMap:
		return cty.Map(cty.String)
	}
	return l.storedType(number)
}

func (l *library) storedType(number int) cty.Type {
	if t, ok := l.decodedTypes[number]; ok {
		return t
	}
	r := &reader{data: l.types, at: number - firstStored}
	t := l.construct(r)
	l.decodedTypes[number] = t
	return t
}

func (l *library) construct(r *reader) cty.Type {
	switch r.byte() {
	case makeList:
		return cty.List(l.typeOf(r.number()))
	case makeSet:
		return cty.Set(l.typeOf(r.number()))
	case makeMap:
		return cty.Map(l.typeOf(r.number()))
	}
	return l.objectType(r)
}

func (l *library) objectType(r *reader) cty.Type {
	n := r.number()
	members := make(map[string]cty.Type, n)
	var optional []string
	for range n {
		name := l.name(r.number())
		if r.byte() == 1 {
			optional = append(optional, name)
		}
		members[name] = l.typeOf(r.number())
	}
	return cty.ObjectWithOptionalAttrs(members, optional)
}
