package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// builder turns a parsed module into the schema that it was generated from.
type builder struct {
	*module
	inside map[string]int // structures being built, how often each: some hold themselves
	errs   []error
}

// maxRecursion is how often a structure that holds itself is nested: as often as the provider allows for the
// statements of a web ACL rule, the only such structure.
const maxRecursion = 3

func (m *module) build() (*schema.Block, error) {
	b := &builder{module: m, inside: map[string]int{}}
	block := b.block(rootWriter, m.root.fields, m.docs[m.root.name+"Config"])
	if len(b.errs) > 0 {
		return nil, b.errs[0]
	}
	return block, nil
}

func (b *builder) fail(name, problem string) {
	b.errs = append(b.errs, fmt.Errorf("%s: %s: %s", b.typeName, name, problem))
}

func (b *builder) block(writerName string, fields []field, docs map[string]doc) *schema.Block {
	out := &schema.Block{Attributes: map[string]*schema.Attribute{}, Blocks: map[string]*schema.NestedBlock{}}
	for _, f := range fields {
		b.add(out, f, b.writers[writerName][f.name], docs[f.name])
	}
	return out
}

// structure builds a nested structure's block.
func (b *builder) structure(name string) *schema.Block {
	b.inside[name]++
	defer func() { b.inside[name]-- }()
	return b.block(lowerFirst(name), b.fieldsOf(name), b.docs[name])
}

// fieldsOf gives a structure's fields. A provider's structures have no class: theirs are made up from what is written.
func (b *builder) fieldsOf(structure string) []field {
	if c := b.classes[structure+"OutputReference"]; c != nil {
		return c.fields
	}
	if b.writers[lowerFirst(structure)] == nil {
		b.fail(structure, "not declared")
	}
	return b.writtenFields(structure)
}

func (b *builder) writtenFields(name string) []field {
	var fields []field
	for argument, w := range b.writers[lowerFirst(name)] {
		optional := b.docs[name][argument].optional
		fields = append(fields, field{name: argument, optional: optional, required: !optional, declared: w.declaration()})
	}
	return fields
}

func (b *builder) add(out *schema.Block, f field, w writer, d doc) {
	structure, how := f.structure()
	switch {
	case d.block && f.declared == "any":
		out.Blocks[f.name] = opaque(f)
	case b.inside[structure] == maxRecursion:
	case structure == "":
		out.Attributes[f.name] = f.attribute(b.plainType(f, w))
	case d.block:
		out.Blocks[f.name] = b.nested(f, w, structure, how)
	case f.takesObjects(how):
		nested := b.nested(f, w, structure, how)
		nested.AsAttribute, nested.MinItems = true, minItems(f)
		out.Blocks[f.name] = nested
	default:
		out.Attributes[f.name] = f.attribute(b.objectType(f, structure, how))
	}
}

// shape says how a structure is held by a field.
type shape int

const (
	one shape = iota + 1
	list
	set
	dictionary
)

// structure finds the structure that a field is made of, empty when it is made of plain values.
func (f field) structure() (name string, how shape) {
	if rest, ok := strings.CutPrefix(f.declared, "new "); ok {
		class, arguments, _ := strings.Cut(rest, "(")
		return structureOf(class, arguments)
	}
	name, _, _ = strings.Cut(f.declared, " ")
	if name, ok := strings.CutSuffix(name, "[]"); ok && isUpper(name) {
		return name, list
	}
	if isUpper(name) {
		return name, one
	}
	return "", 0
}

func structureOf(class, arguments string) (name string, how shape) {
	if strings.HasPrefix(class, "cdkt") { // cdktf.StringMap and its like
		return "", 0
	}
	if name, ok := strings.CutSuffix(class, "OutputReference"); ok {
		return name, one
	}
	if name, ok := strings.CutSuffix(class, "Map"); ok {
		return name, dictionary
	}
	if strings.HasSuffix(arguments, "true)") {
		return strings.TrimSuffix(class, "List"), set
	}
	return strings.TrimSuffix(class, "List"), list
}

// takesObjects tells an argument that takes an object or a list or set of them. Terraform lets the lists be written as blocks too, and
// of the single ones some are blocks in other versions of their provider.
func (f field) takesObjects(how shape) bool {
	return (f.optional || f.required) && how != dictionary
}

func (f field) attribute(t cty.Type) *schema.Attribute {
	return &schema.Attribute{Type: t, Required: f.required, Optional: f.optional, Computed: f.computed}
}

// opaque stands for the blocks whose contents the bindings leave out, since they recur or are very large.
func opaque(f field) *schema.NestedBlock {
	return &schema.NestedBlock{Block: &schema.Block{Opaque: true}, Nesting: schema.List, MinItems: minItems(f), MaxItems: 1}
}

func minItems(f field) int {
	if f.required {
		return 1
	}
	return 0
}

// nested is a list or set of at most one where a single structure is written as a list.
func (b *builder) nested(f field, w writer, structure string, how shape) *schema.NestedBlock {
	n := &schema.NestedBlock{Block: b.structure(structure), MinItems: minItems(f)}
	if how == one {
		n.MaxItems = 1
	}
	switch {
	case w.kind == "struct":
		n.Nesting, n.MinItems = schema.Single, 0 // a single block counts as required here when anything in it is
	case w.kind == "map":
		n.Nesting = schema.Map
	case w.kind == "set":
		n.Nesting = schema.Set
	case w.kind == "list":
		n.Nesting = schema.List
	default:
		b.fail(f.name, "a block that is never written")
	}
	return n
}

// objectType is the type of an attribute that is made of structures.
func (b *builder) objectType(f field, structure string, how shape) cty.Type {
	object := b.element(structure, f.computed && !f.optional)
	switch how {
	case list:
		return cty.List(object)
	case set:
		return cty.Set(object)
	case dictionary:
		return cty.Map(object)
	}
	return object
}

// element is a list of objects where lists are held in a list.
func (b *builder) element(structure string, readOnly bool) cty.Type {
	if c := b.classes[structure]; c != nil && c.base == "ComplexList" {
		return cty.List(b.object(strings.TrimSuffix(structure, "List"), readOnly))
	}
	return b.object(structure, readOnly)
}

// object is the type of a structure's members; those that may be left out are optional unless the whole is only read.
func (b *builder) object(structure string, readOnly bool) cty.Type {
	members := map[string]cty.Type{}
	var optional []string
	for _, f := range b.fieldsOf(structure) {
		members[f.name] = b.memberType(f, b.writers[lowerFirst(structure)][f.name])
		if !readOnly && !f.required {
			optional = append(optional, f.name)
		}
	}
	return cty.ObjectWithOptionalAttrs(members, optional)
}

func (b *builder) memberType(f field, w writer) cty.Type {
	structure, how := f.structure()
	if structure == "" {
		return b.plainType(f, w)
	}
	return b.objectType(f, structure, how)
}

func lowerFirst(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToLower(first)) + name[size:]
}

func isUpper(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(first)
}
