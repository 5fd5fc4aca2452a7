package suppress

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/demarc-lint/demarc/pkg/module"
)

// layout knows what stands on which line of a file.
type layout struct {
	src      []byte
	starts   []int                    // the first byte of each line
	code     map[int]bool             // lines on which something other than a comment stands
	begins   map[int]bool             // of these, the ones that do more than close brackets
	comments map[int]bool             // lines on which only comments stand
	below    []int                    // by line, that itself or the next with code that begins something, with only comments between; 0 for none
	first    int                      // the first line with code
	reach    map[int]int              // by line, the end of the largest that begins there
	blocks   map[int]*hclsyntax.Block // by line, the block whose head it is
	top      []*hclsyntax.Block
}

func newLayout(f *module.File, body *hclsyntax.Body, tokens hclsyntax.Tokens) *layout {
	l := &layout{
		src: f.Bytes, starts: []int{0}, code: map[int]bool{}, begins: map[int]bool{}, comments: map[int]bool{},
		reach: map[int]int{}, blocks: map[int]*hclsyntax.Block{}, top: body.Blocks,
	}
	for i, c := range f.Bytes {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	l.first = len(l.starts) + 1
	l.lines(tokens)
	l.below = make([]int, len(l.starts)+2)
	for n := len(l.starts); n > 0; n-- {
		switch {
		case l.begins[n]:
			l.below[n] = n
		case l.comments[n] && !l.code[n]:
			l.below[n] = l.below[n+1]
		}
	}
	_ = hclsyntax.VisitAll(body, func(n hclsyntax.Node) hcl.Diagnostics {
		l.measure(n)
		return nil
	})
	return l
}

func (l *layout) lines(tokens hclsyntax.Tokens) {
	for _, t := range tokens {
		switch t.Type {
		case hclsyntax.TokenNewline, hclsyntax.TokenEOF:
		case hclsyntax.TokenComment:
			for n := t.Range.Start.Line; n <= lastLine(t); n++ {
				l.comments[n] = true
			}
		default:
			for n := t.Range.Start.Line; n <= t.Range.End.Line; n++ {
				l.code[n] = true
			}
			if !slices.Contains([]hclsyntax.TokenType{hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenComma}, t.Type) {
				l.begins[t.Range.Start.Line] = true
			}
			l.first = min(l.first, t.Range.Start.Line)
		}
	}
}

// lastLine is the line on which a comment ends; the line end belongs to one that it ends.
func lastLine(t hclsyntax.Token) int {
	if t.Range.End.Column == 1 && t.Range.End.Line > t.Range.Start.Line {
		return t.Range.End.Line - 1
	}
	return t.Range.End.Line
}

// measure notes how far a block, argument or expression reaches from the line on which it begins.
func (l *layout) measure(n hclsyntax.Node) {
	switch n := n.(type) {
	case *hclsyntax.Block:
		at := n.Range().Start.Line
		l.blocks[at] = n
		l.reach[at] = max(l.reach[at], n.CloseBraceRange.End.Byte)
	case *hclsyntax.Attribute:
		l.reach[n.SrcRange.Start.Line] = max(l.reach[n.SrcRange.Start.Line], n.SrcRange.End.Byte)
	case hclsyntax.Expression:
		r := n.Range()
		l.reach[r.Start.Line] = max(l.reach[r.Start.Line], r.End.Byte)
	}
}

// place gives a directive the bytes it holds for; ok is false where a condition of it does not hold.
func (l *layout) place(d directive, t hclsyntax.Token) (Comment, bool) {
	c := Comment{
		Place: t.Range, Peer: d.peer, Terms: d.terms, Reason: d.reason, Until: d.until, Workspace: d.workspace, Wrong: d.wrong, except: d.except,
	}
	text := bytes.TrimRight(t.Bytes, "\r\n")
	if len(text) < len(t.Bytes) { // the line's end belongs to the token, not to what is shown
		c.Place.End = c.Place.Start
		c.Place.End.Byte += len(text)
		c.Place.End.Column += utf8.RuneCount(text)
	}
	block := l.enclosing(t)
	switch d.scope {
	case beside, line:
		n := l.target(t)
		block = l.blocks[n]
		switch {
		case n > 0:
			c.from, c.to = l.line(n)
			if d.scope == beside {
				c.to = max(c.to, l.reach[n])
			}
		case d.peer == "" && lastLine(t) < l.first:
			c.to = len(l.src)
		}
	case enclosing:
		if block != nil {
			c.from, c.to = block.Range().Start.Byte, block.CloseBraceRange.End.Byte
		}
	case whole:
		if lastLine(t) < l.first {
			c.to = len(l.src)
		}
	}
	c.around = l.around(c.from, c.to)
	for _, condition := range d.conditions {
		if !holds(block, condition) {
			return c, false
		}
	}
	return c, true
}

// around widens a range to the outermost blocks that it touches.
func (l *layout) around(from, to int) [2]int {
	first, _ := slices.BinarySearchFunc(l.top, from, func(b *hclsyntax.Block, at int) int { return cmp.Compare(b.CloseBraceRange.End.Byte, at+1) })
	wide := [2]int{from, to}
	for _, b := range l.top[first:] {
		if b.Range().Start.Byte >= to {
			break
		}
		wide[0], wide[1] = min(wide[0], b.Range().Start.Byte), max(wide[1], b.CloseBraceRange.End.Byte)
	}
	return wide
}

// target is the line that a comment speaks of: its own where code stands, else the one below the comments that it stands among; 0 when
// an empty line or the end of a block comes between.
func (l *layout) target(t hclsyntax.Token) int {
	if l.code[t.Range.Start.Line] {
		return t.Range.Start.Line
	}
	return l.below[lastLine(t)]
}

func (l *layout) line(n int) (from, to int) {
	if n < len(l.starts) {
		return l.starts[n-1], l.starts[n]
	}
	return l.starts[n-1], len(l.src)
}

func (l *layout) enclosing(t hclsyntax.Token) *hclsyntax.Block {
	at := t.Range.Start.Byte
	i, _ := slices.BinarySearchFunc(l.top, at, func(b *hclsyntax.Block, at int) int { return cmp.Compare(b.CloseBraceRange.End.Byte, at+1) })
	if i < len(l.top) && l.top[i].Range().Start.Byte <= at {
		return l.top[i]
	}
	return nil
}

// holds reports whether an argument of the block is written as that value: "name=value", of nested blocks "ingress.from_port=22".
func holds(b *hclsyntax.Block, condition string) bool {
	name, want, ok := strings.Cut(condition, "=")
	if !ok || b == nil {
		return false
	}
	head, rest, nested := strings.Cut(strings.TrimSpace(name), ".")
	if nested {
		for _, inner := range b.Body.Blocks {
			if inner.Type == head && holds(inner, rest+"="+want) {
				return true
			}
		}
		return false
	}
	a := b.Body.Attributes[head]
	if a == nil {
		return false
	}
	v, diags := a.Expr.Value(nil)
	text, err := convert.Convert(v, cty.String)
	return !diags.HasErrors() && err == nil && text.IsKnown() && !text.IsNull() && text.AsString() == strings.Trim(strings.TrimSpace(want), `"`)
}
