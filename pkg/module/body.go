package module

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/source"
)

// Body is the inside of a block: the body as first written and, over it, those of override files. Native and JSON syntax read alike.
type Body struct {
	layers []hcl.Body // later ones win
}

// Attr is an argument as written.
type Attr struct {
	Name      string
	Expr      hcl.Expression
	NameRange *source.Place
}

// Block is a nested block as written.
type Block struct {
	Type   string
	Labels []string
	Body   Body
	Head   source.Place
}

func bodyOf(b hcl.Body) Body { return Body{layers: []hcl.Body{b}} }

// Override returns the body with another laid over it: its arguments replace those of the same name, its nested blocks all
// those of the same type.
func (b Body) Override(over Body) Body {
	return Body{layers: append(slices.Clone(b.layers), over.layers...)}
}

// Attr returns the argument of that name; ok is false when it is not written.
func (b Body) Attr(name string) (a Attr, ok bool) {
	for i := len(b.layers) - 1; i >= 0; i-- {
		switch body := b.layers[i].(type) {
		case *hclsyntax.Body:
			if n := body.Attributes[name]; n != nil {
				return Attr{name, n.Expr, &n.NameRange}, true
			}
		case nil:
		default:
			content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
			if n := content.Attributes[name]; n != nil {
				return Attr{name, n.Expr, &n.NameRange}, true
			}
		}
	}
	return Attr{}, false
}

// Attributes returns all arguments, in the order in which they are written. In JSON syntax, where only the schema tells a nested block from an
// argument, blocks are among them.
func (b Body) Attributes() []Attr {
	if len(b.layers) == 1 {
		return attributesOf(b.layers[0])
	}
	var all []Attr
	for _, layer := range b.layers {
		all = slices.DeleteFunc(all, func(a Attr) bool { _, ok := bodyOf(layer).Attr(a.Name); return ok })
		all = append(all, attributesOf(layer)...)
	}
	return all
}

func attributesOf(layer hcl.Body) []Attr {
	if native, ok := layer.(*hclsyntax.Body); ok {
		return nativeAttributes(native)
	}
	var all []Attr
	if layer != nil {
		attrs, _ := layer.JustAttributes()
		for _, n := range attrs {
			all = append(all, Attr{n.Name, n.Expr, &n.NameRange})
		}
	}
	slices.SortFunc(all, func(x, y Attr) int { return x.NameRange.Start.Byte - y.NameRange.Start.Byte })
	return all
}

func nativeAttributes(body *hclsyntax.Body) []Attr {
	if len(body.Attributes) == 0 {
		return nil
	}
	sorted := make([]*hclsyntax.Attribute, 0, len(body.Attributes))
	for _, n := range body.Attributes {
		sorted = append(sorted, n)
	}
	slices.SortFunc(sorted, func(x, y *hclsyntax.Attribute) int { return x.NameRange.Start.Byte - y.NameRange.Start.Byte })
	all := make([]Attr, len(sorted))
	for i, n := range sorted {
		all[i] = Attr{n.Name, n.Expr, &n.NameRange}
	}
	return all
}

// Blocks returns the nested blocks of a type, in order. With labels, the number of labels that blocks of the type carry in JSON syntax is
// taken from them ("dynamic" has one).
func (b Body) Blocks(typ string, labels ...string) []Block {
	if typ == "lifecycle" {
		return b.lifecycle()
	}
	var all []Block
	for i, layer := range b.layers {
		for _, n := range blocksOf(layer, typ, labels) {
			if !b.overridden(i, n) {
				all = append(all, n)
			}
		}
	}
	return all
}

// lifecycle is the one block that Terraform merges argument by argument.
func (b Body) lifecycle() []Block {
	var merged []Block
	for _, layer := range b.layers {
		for _, n := range blocksOf(layer, "lifecycle", nil) {
			if len(merged) == 0 {
				merged = []Block{n}
				continue
			}
			merged[0].Body = merged[0].Body.Override(n.Body)
		}
	}
	return merged
}

// BlockTypes returns the types of all nested blocks in native syntax, in order, with repeats; JSON bodies show none.
func (b Body) BlockTypes() []Block {
	var all []Block
	for i, layer := range b.layers {
		native, ok := layer.(*hclsyntax.Body)
		if !ok {
			continue
		}
		for _, n := range native.Blocks {
			if block := nativeBlock(n); !b.overridden(i, block) {
				all = append(all, block)
			}
		}
	}
	return all
}

// overridden reports whether a later layer than the i-th has blocks in the place of this one, dynamic or not.
func (b Body) overridden(i int, n Block) bool {
	typ := n.Type
	if typ == "dynamic" && len(n.Labels) == 1 {
		typ = n.Labels[0]
	}
	return slices.ContainsFunc(b.layers[i+1:], func(layer hcl.Body) bool {
		if native, ok := layer.(*hclsyntax.Body); ok {
			return slices.ContainsFunc(native.Blocks, func(n *hclsyntax.Block) bool {
				return n.Type == typ || n.Type == "dynamic" && len(n.Labels) == 1 && n.Labels[0] == typ
			})
		}
		return len(blocksOf(layer, typ, nil)) > 0 ||
			slices.ContainsFunc(blocksOf(layer, "dynamic", []string{"type"}), func(d Block) bool { return len(d.Labels) == 1 && d.Labels[0] == typ })
	})
}

// IsJSON reports whether any layer is in JSON syntax.
func (b Body) IsJSON() bool {
	for _, layer := range b.layers {
		if _, native := layer.(*hclsyntax.Body); !native {
			return true
		}
	}
	return false
}

func blocksOf(layer hcl.Body, typ string, labels []string) []Block {
	var found []Block
	if native, ok := layer.(*hclsyntax.Body); ok {
		for _, n := range native.Blocks {
			if n.Type == typ {
				found = append(found, nativeBlock(n))
			}
		}
		return found
	}
	if layer == nil {
		return nil
	}
	content, _, _ := layer.PartialContent(&hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: typ, LabelNames: labels}}})
	for _, n := range content.Blocks {
		found = append(found, Block{n.Type, n.Labels, bodyOf(n.Body), n.DefRange})
	}
	return found
}

func nativeBlock(n *hclsyntax.Block) Block {
	return Block{n.Type, n.Labels, Body{layers: []hcl.Body{n.Body}}, n.DefRange()}
}

// literal returns an argument's text when it is written as a literal, else "".
func (b Body) literal(name string) string {
	a, ok := b.Attr(name)
	if !ok {
		return ""
	}
	s, _ := Literal(a.Expr)
	return s
}

// Literal returns the text of an expression that is a string without references.
func Literal(expr hcl.Expression) (s string, ok bool) {
	v, diags := expr.Value(nil)
	v, _ = v.Unmark()
	if diags.HasErrors() || !v.IsKnown() || v.IsNull() || v.Type().FriendlyName() != "string" {
		return "", false
	}
	return v.AsString(), true
}

// inconstant tells what a value in a variables file may not hold: references and calls, which have no meaning there.
func inconstant(a Attr) hcl.Diagnostics {
	native, ok := a.Expr.(hclsyntax.Expression)
	if !ok { // texts of JSON syntax are no templates there
		return nil
	}
	what, at := "", source.Place{}
	if refs := native.Variables(); len(refs) > 0 {
		what, at = "refers to "+refs[0].RootName(), refs[0].SourceRange()
	}
	_ = hclsyntax.VisitAll(native, func(n hclsyntax.Node) hcl.Diagnostics {
		if call, ok := n.(*hclsyntax.FunctionCallExpr); ok {
			what, at = "calls "+call.Name, call.Range()
		}
		return nil
	})
	if what == "" {
		return nil
	}
	return hcl.Diagnostics{{
		Severity: hcl.DiagError, Summary: "Value of a variable is not constant", Subject: &at,
		Detail: a.Name + " " + what + ", which has no meaning in a variables file; the value counts as not known.",
	}}
}

// topLevel lists the block types of a file with the labels that JSON syntax has to know about.
func topLevel() *hcl.BodySchema {
	one, two := []string{"name"}, []string{"type", "name"}
	return &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "terraform"}, {Type: "locals"}, {Type: "moved"}, {Type: "import"}, {Type: "removed"},
		{Type: "variable", LabelNames: one}, {Type: "output", LabelNames: one}, {Type: "module", LabelNames: one},
		{Type: "provider", LabelNames: one}, {Type: "check", LabelNames: one},
		{Type: "resource", LabelNames: two}, {Type: "data", LabelNames: two}, {Type: "ephemeral", LabelNames: two},
	}}
}

// topBlocks returns the blocks of a file in order, with what is wrong in the shape of a JSON file.
func topBlocks(body hcl.Body) ([]*hcl.Block, hcl.Diagnostics) {
	if native, ok := body.(*hclsyntax.Body); ok {
		all := make([]*hcl.Block, 0, len(native.Blocks))
		for _, b := range native.Blocks {
			all = append(all, b.AsHCLBlock())
		}
		return all, nil
	}
	if body == nil {
		return nil, nil
	}
	content, _, diags := body.PartialContent(topLevel())
	slices.SortStableFunc(content.Blocks, func(x, y *hcl.Block) int { return x.DefRange.Start.Byte - y.DefRange.Start.Byte })
	return content.Blocks, diags
}
