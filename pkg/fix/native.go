package fix

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

var (
	errUnread   = errors.New("its file does not parse")
	errDisagree = errors.New("another fix would write something else in the same place")
	errComputed = errors.New("its value is worked out by an expression")
	errText     = errors.New("it stands inside of a text")
	errNowhere  = errors.New("it is not written in a place of its own")
)

// native is a file in HCL's own syntax.
type native struct {
	data   []byte
	body   *hclsyntax.Body
	tokens hclsyntax.Tokens
}

func parse(name string, data []byte) syntax {
	body, diags := module.Parse(name, data)
	if diags.HasErrors() || body == nil {
		return nil
	}
	if b, ok := body.(*hclsyntax.Body); ok {
		tokens, _ := hclsyntax.LexConfig(data, name, hcl.InitialPos)
		return &native{data, b, tokens}
	}
	return &inJSON{data}
}

// lines gives the text the file's line ends.
func lines(text, eol string) string {
	if eol == "\n" {
		return text
	}
	return strings.ReplaceAll(text, "\n", eol)
}

// found is an expression in the file.
type found struct {
	attr *hclsyntax.Attribute // that it belongs to
	in   []hclsyntax.Expression
	expr hclsyntax.Expression

	inner hclsyntax.Expression // where the search ended
}

// whole reports that the expression is all of its argument's value.
func (f found) whole() bool { return len(f.in) == 0 }

// find looks for the expression at a place; through lists, objects and jsonencode, where each part has one meaning.
func (n *native) find(at source.Place) (found, bool) { return findIn(n.body, at) }

func findIn(body *hclsyntax.Body, at source.Place) (found, bool) {
	for _, a := range body.Attributes {
		if contains(a.Expr.Range(), at) {
			f := found{attr: a}
			return f, f.descend(a.Expr, at)
		}
	}
	for _, b := range body.Blocks {
		if contains(b.Range(), at) {
			return findIn(b.Body, at)
		}
	}
	return found{}, false
}

func contains(outer, inner source.Place) bool {
	return outer.Start.Byte <= inner.Start.Byte && inner.End.Byte <= outer.End.Byte
}

func (f *found) descend(expr hclsyntax.Expression, at source.Place) bool {
	f.inner = expr
	if rng := expr.Range(); rng.Start.Byte == at.Start.Byte && rng.End.Byte == at.End.Byte {
		f.expr = expr
		return true
	}
	for _, part := range parts(expr) {
		if contains(part.Range(), at) {
			f.in = append(f.in, expr)
			return f.descend(part, at)
		}
	}
	return false
}

func parts(expr hclsyntax.Expression) []hclsyntax.Expression {
	switch x := expr.(type) {
	case *hclsyntax.TupleConsExpr:
		return x.Exprs
	case *hclsyntax.ObjectConsExpr:
		var all []hclsyntax.Expression
		for _, item := range x.Items {
			all = append(all, item.ValueExpr)
		}
		return all
	case *hclsyntax.FunctionCallExpr:
		if x.Name == "jsonencode" {
			return x.Args
		}
	}
	return nil
}

// isLiteral reports an expression that says what it is worth.
func isLiteral(expr hclsyntax.Expression) bool {
	switch x := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return true
	case *hclsyntax.TemplateExpr:
		return x.IsStringLiteral()
	case *hclsyntax.UnaryOpExpr:
		return isLiteral(x.Val)
	case *hclsyntax.TupleConsExpr, *hclsyntax.ObjectConsExpr:
		return !slices.ContainsFunc(parts(x), func(p hclsyntax.Expression) bool { return !isLiteral(p) })
	}
	return false
}

// replace implements syntax.
func (n *native) replace(c change) (span, error) {
	if c.kind == drop {
		return n.drop(c.at)
	}
	f, ok := n.find(c.target())
	switch _, text := f.inner.(*hclsyntax.TemplateExpr); {
	case ok:
	case text:
		return span{}, errText
	default:
		return span{}, errComputed
	}
	rng := f.expr.Range()
	switch {
	case c.kind == pull:
		return n.pull(f)
	case c.kind == erase && f.whole():
		return n.erase(f.attr), nil
	case c.kind == replace && isLiteral(f.expr):
		return span{start: rng.Start.Byte, end: rng.End.Byte, text: c.value}, nil
	}
	return span{}, errComputed
}

// erase takes an argument away with its line, unless more stands there.
func (n *native) erase(a *hclsyntax.Attribute) span {
	rng := a.Range()
	return n.cut(rng.Start.Byte, rng.End.Byte)
}

// cut takes bytes away, and the lines that would be left empty.
func (n *native) cut(start, end int) span {
	first := start - len(blanksBefore(n.data[:start]))
	last := end + len(n.data[end:]) - len(bytes.TrimLeft(n.data[end:], " \t"))
	alone := first == 0 || n.data[first-1] == '\n'
	if !alone {
		return span{start: first, end: end}
	}
	rest := n.data[last:]
	for _, eol := range []string{"\r\n", "\n"} {
		if bytes.HasPrefix(rest, []byte(eol)) {
			return span{start: first, end: last + len(eol)}
		}
	}
	return span{start: start, end: last}
}

// blanksBefore are the spaces and tabs at the end of the text.
func blanksBefore(text []byte) []byte { return text[len(bytes.TrimRight(text, " \t")):] }

// drop takes a block away, and one of the empty lines around it.
func (n *native) drop(head source.Place) (span, error) {
	b := blockAt(n.body, head.Start.Byte)
	if b == nil || b.Type == "dynamic" { // which makes others, too
		return span{}, errNowhere
	}
	s := n.cut(b.Range().Start.Byte, b.CloseBraceRange.End.Byte)
	above := bytes.TrimRight(n.data[:s.start], " \t")
	trimmed := bytes.TrimSuffix(bytes.TrimSuffix(above, []byte("\n")), []byte("\r"))
	below := n.data[s.end:]
	switch {
	case bytes.HasSuffix(trimmed, []byte("\n")): // an empty line above
		s.start = len(trimmed)
	case bytes.HasPrefix(below, []byte("\n")): // an empty line below
		s.end++
	case bytes.HasPrefix(below, []byte("\r\n")):
		s.end += 2
	}
	return s, nil
}

// block is the one with that head; of a dynamic block, its content.
func (n *native) block(head source.Place) *hclsyntax.Block {
	b := blockAt(n.body, head.Start.Byte)
	if b != nil && b.Type == "dynamic" {
		for _, inner := range b.Body.Blocks {
			if inner.Type == "content" {
				return inner
			}
		}
	}
	return b
}

func blockAt(body *hclsyntax.Body, at int) *hclsyntax.Block {
	for _, b := range body.Blocks {
		switch rng := b.Range(); {
		case rng.Start.Byte == at:
			return b
		case rng.Start.Byte < at && at < b.CloseBraceRange.End.Byte:
			return blockAt(b.Body, at)
		}
	}
	return nil
}

// finish formats the blocks at the top of the file that were touched, as `terraform fmt` would; others are left alone.
func (n *native) finish(after []byte, touched []span) []byte {
	f, diags := hclsyntax.ParseConfig(after, "", hcl.InitialPos)
	if diags.HasErrors() {
		return after
	}
	var out bytes.Buffer
	at := 0
	for _, b := range f.Body.(*hclsyntax.Body).Blocks {
		if start, end := b.Range().Start.Byte, b.CloseBraceRange.End.Byte; isTouched(touched, start, end) {
			out.Write(after[at:start])
			out.Write(hclwrite.Format(after[start:end]))
			at = end
		}
	}
	out.Write(after[at:])
	return out.Bytes()
}

// isTouched reports whether one of the spans, which are in order, lies in a block; what is beside it does not count.
func isTouched(spans []span, start, end int) bool {
	i, _ := slices.BinarySearchFunc(spans, start, func(s span, at int) int { return s.end - at })
	for ; i < len(spans) && spans[i].start <= end; i++ {
		if s := spans[i]; s.start == s.end || s.start < end && start < s.end {
			return true
		}
	}
	return false
}
