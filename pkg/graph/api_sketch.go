// Package graph is the typed resource graph of one root module: every resource instance with its nested blocks and
// arguments, each value with its place, and who refers to whom.
package graph

import "github.com/demarc-lint/demarc/pkg/source"

// ---- Graph

type Graph struct{}

// All returns the managed resource instances of the types, in source order, the instances of all modules included.
func (g *Graph) All(types ...string) []*Resource { panic("todo") }

// Data is All for data sources ("aws_iam_policy_document", without "data.").
func (g *Graph) Data(types ...string) []*Resource { panic("todo") }

// ---- Resource: one instance of a resource or data source. It is the Block of its own body.

type Resource struct {
	*Block
	Address string // module.web["a"].aws_s3_bucket.logs[0]
	Type    string // aws_s3_bucket
	Name    string // logs
	Data    bool
	Maybe   bool // count or for_each is not known: the instance may not exist
	Graph   *Graph
}

// ReferredBy returns the managed instances of type typ whose argument arg (dotted through nested blocks: "rule.bucket") names r:
// by a reference (through locals, modules, for_each) or by a literal equal to one of r's arguments listed in names ("bucket", "name").
// An instance whose arg is not known counts as Maybe.
func (r *Resource) ReferredBy(typ, arg string, names ...string) Related { panic("todo") }

// Refers returns the instances that arg names, of the types given (all types when none; "data.T" for data sources);
// a literal equal to the argument names[...] is NOT looked up here, see Find.
func (r *Resource) Refers(arg string, types ...string) Related { panic("todo") }

// Find returns the managed instances of type typ that v names: by reference, or by a literal equal to their argument listed in names.
func (v Value) Find(typ string, names ...string) Related { panic("todo") }

// Related is an answer about links. Sure are linked; Maybe could be (an unknown value stands between).
type Related struct{ Sure, Maybe []*Resource }

// None reports that surely nothing is linked. When something may be, it answers no and the check counts as undetermined.
func (r Related) None() bool { panic("todo") }

// ---- Block

type Block struct{}

func (b *Block) Place() source.Place { panic("todo") } // the head: `resource "aws_s3_bucket" "b"`, `ingress`, never the body

// Get returns the argument's value, converted to the schema's type. It never fails: an argument that is not written is null at the
// head of its block. A dotted path goes through nested blocks ("versioning.enabled": the first such block; when there is none, null at this block's head).
func (b *Block) Get(path string) Value { panic("todo") }

// Blocks returns the nested blocks of that name (dotted path allowed: all of them), dynamic ones expanded, the attribute-list form included.
// Blocks of a dynamic block whose for_each is not known come once with Maybe set.
func (b *Block) Blocks(path string) []*Block { panic("todo") }

// Lacks reports that surely no such nested block is there.
func (b *Block) Lacks(path string) bool { panic("todo") }

// ---- Value: what an argument (or an element of one) is worth, and where it was written. Every question means "surely": it answers
// no when the value is not known, and that unanswered question makes a silent check undetermined.

type Value struct{}

func (v Value) Place() source.Place { panic("todo") } // element-precise; the block's head when not written

func (v Value) Is(want any) bool             { panic("todo") } // surely equal; string, bool, int, float64. null is equal to nothing
func (v Value) IsNot(want any) bool          { panic("todo") } // surely different; null differs from everything
func (v Value) OneOf(want ...string) bool    { panic("todo") } // surely one of; exact
func (v Value) NoneOf(want ...string) bool   { panic("todo") } // surely none of
func (v Value) Or(def any) Value             { panic("todo") } // the provider's default in place of a null
func (v Value) Absent() bool                 { panic("todo") } // surely null / not written
func (v Value) Present() bool                { panic("todo") } // surely not null (a reference to another resource's attribute is present)
func (v Value) Empty() bool                  { panic("todo") } // surely null, "" or an empty collection
func (v Value) Known() bool                  { panic("todo") } // wholly known (null is known). Does not count as a question
func (v Value) Holds(f func(string) bool) bool { panic("todo") } // surely a string for which f holds
func (v Value) Text() (s string, ok bool)    { panic("todo") } // ok when surely a non-null string (numbers and bools converted)
func (v Value) Number() (n float64, ok bool) { panic("todo") }
func (v Value) Bool() (b, ok bool)           { panic("todo") }
func (v Value) Prefix() string               { panic("todo") } // the part of a string that is surely its beginning: whole if known, "" if nothing is
func (v Value) Pieces() []string             { panic("todo") } // the known pieces of a string, in order, unknown gaps between them left out: one piece if wholly known
func (v Value) Each() []Value                { panic("todo") } // elements of a list or set, values of a map/object; each with its own place; nil if null or not known (a question)
func (v Value) Entries() []Entry             { panic("todo") } // of a map or object, in source order where possible
func (v Value) Attr(name string) Value       { panic("todo") } // of an object or map; null here when it has none
func (v Value) IsCollection() bool           { panic("todo") } // surely a list, set, tuple; map and object not included
func (v Value) Refs(types ...string) []*Resource { panic("todo") } // the instances that the value was made from, "data.T" for data sources
func (v Value) Document() Value              { panic("todo") } // a JSON text (heredoc, file, literal) or jsonencode(...) as the value in it, places inside the text; null here if it is no JSON; unknown stays unknown

type Entry struct {
	Key   Value // placed at the key
	Value Value
}
