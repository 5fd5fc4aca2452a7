package fix

import (
	"bytes"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// pull takes an element out of its list, with the comma that belongs to it.
func (n *native) pull(f found) (span, error) {
	if f.whole() {
		return span{}, errNowhere
	}
	list, ok := f.in[len(f.in)-1].(*hclsyntax.TupleConsExpr)
	if !ok {
		return span{}, errNowhere
	}
	start, end := f.expr.Range().Start.Byte, f.expr.Range().End.Byte
	if comma := n.after(end); comma.Type == hclsyntax.TokenComma {
		s := n.cut(start, comma.Range.End.Byte)
		if s.start == start { // more follows on the line
			s.end += len(n.data[s.end:]) - len(bytes.TrimLeft(n.data[s.end:], " \t"))
		}
		return s, nil
	}
	before := -1
	for i, e := range list.Exprs[1:] {
		if e == f.expr {
			before = list.Exprs[i].Range().End.Byte
		}
	}
	if before < 0 || bytes.ContainsAny(n.data[before:start], "\n#/") { // the comma before it may stay
		return n.cut(start, end), nil
	}
	return span{start: before, end: end}, nil
}

// after is the token that follows.
func (n *native) after(at int) hclsyntax.Token {
	for _, t := range n.tokensFrom(at) {
		if t.Type != hclsyntax.TokenComment && t.Type != hclsyntax.TokenNewline {
			return t
		}
	}
	return hclsyntax.Token{Type: hclsyntax.TokenEOF, Range: hcl.Range{}}
}

// onTheSpot reports an element that is a reference in a list: it is taken out there, whatever it refers to.
func (d *document) onTheSpot(c change) bool {
	n, ok := d.syntax.(*native)
	if c.kind != pull || len(c.way) == 0 || !ok {
		return false
	}
	f, ok := n.find(c.at)
	if !ok || f.whole() {
		return false
	}
	_, inList := f.in[len(f.in)-1].(*hclsyntax.TupleConsExpr)
	return inList
}
