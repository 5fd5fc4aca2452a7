package check

import (
	"github.com/demarc-lint/demarc/pkg/graph"
)

// Fix says what must be written for a finding to go away. It is a value: how it is written, and whether it can be, is for package fix to say.
// The zero Fix is none.
type Fix struct{ Edits []Edit }

// Edit is one thing to be written, or to be taken away.
type Edit struct {
	Kind     EditKind
	Block    *graph.Block // where: the block of an argument, the block to take away, the resource that another is put beside
	Path     string       // of the argument or the nested block, dotted; the type of a resource to add
	At       graph.Value  // the element
	Value    any          // what the argument or element is set to: a bool, number, string or []string
	Settings []Setting    // the arguments of what is added
}

// EditKind is what an Edit does. The zero value is invalid.
type EditKind int

// Kinds of Edit.
const (
	SetArgument    EditKind = iota + 1 // nested blocks that its path needs and that are not there are added
	RemoveArgument                     // it is there
	AddBlock                           // one more of that type
	RemoveBlock
	AddResource // a companion that refers to the resource
	ReplaceElement
	RemoveElement
)

// Setting is an argument of a block or resource to be added.
type Setting struct {
	Path  string // dotted through nested blocks
	Value any    // as in Edit, or a Reference
}

// Reference is the value of a companion's argument that names the resource it is put beside.
type Reference string // an attribute: "id"

// Set adds to the finding's fix that the argument at a dotted path gets a value.
func (f *Finding) Set(b *graph.Block, path string, value any) *Finding {
	return f.edit(Edit{Kind: SetArgument, Block: b, Path: path, Value: value})
}

// Remove adds to the finding's fix that an argument which is written is taken away.
func (f *Finding) Remove(b *graph.Block, name string) *Finding {
	return f.edit(Edit{Kind: RemoveArgument, Block: b, Path: name})
}

// AddBlock adds to the finding's fix that one more nested block of the type is written.
func (f *Finding) AddBlock(b *graph.Block, typ string, settings ...Setting) *Finding {
	return f.edit(Edit{Kind: AddBlock, Block: b, Path: typ, Settings: settings})
}

// RemoveBlock adds to the finding's fix that a nested block, or a resource, is taken away.
func (f *Finding) RemoveBlock(b *graph.Block) *Finding {
	return f.edit(Edit{Kind: RemoveBlock, Block: b})
}

// AddResource adds to the finding's fix that a companion is put beside a resource. Fixes that add companions of one type beside the
// same resource add one, with the settings of all.
func (f *Finding) AddResource(beside *graph.Resource, typ string, settings ...Setting) *Finding {
	return f.edit(Edit{Kind: AddResource, Block: beside.Block, Path: typ, Settings: settings})
}

// ReplaceElement adds to the finding's fix that an element of a list gets a value.
func (f *Finding) ReplaceElement(element graph.Value, value any) *Finding {
	return f.edit(Edit{Kind: ReplaceElement, At: element, Value: value})
}

// RemoveElement adds to the finding's fix that an element is taken out of its list.
func (f *Finding) RemoveElement(element graph.Value) *Finding {
	return f.edit(Edit{Kind: RemoveElement, At: element})
}

func (f *Finding) edit(e Edit) *Finding {
	f.Fix.Edits = append(f.Fix.Edits, e)
	return f
}
