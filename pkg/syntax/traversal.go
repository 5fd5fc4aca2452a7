package syntax

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// steps reads attributes, indexes and splats of what began at start.
func (p *parser) steps(from hclsyntax.Expression, start hcl.Pos) hclsyntax.Expression {
	for {
		switch p.token.kind {
		case dot:
			from = p.attributeStep(from, start)
		case openBracket:
			from = p.indexStep(from, start)
		default:
			return from
		}
		p.grow()
	}
}

func (p *parser) attributeStep(from hclsyntax.Expression, start hcl.Pos) hclsyntax.Expression {
	point := p.token.start
	p.advance()
	if p.token.kind == star {
		return p.attributeSplat(from, start, point)
	}
	return p.step(from, start, p.attributeName(point))
}

// attributeName reads what follows a dot: a name, or a number as in the language's first version.
func (p *parser) attributeName(point hcl.Pos) hcl.Traverser {
	word := p.text()
	switch p.token.kind {
	case name:
		p.advance()
		return hcl.TraverseAttr{Name: word, SrcRange: p.since(point)}
	case number:
		if strings.IndexByte(word, '.') < 0 {
			key := p.numberValue()
			p.advance()
			return hcl.TraverseIndex{Key: key, SrcRange: p.since(point)}
		}
	}
	p.fail()
	return nil
}

// step adds the last taken step to a traversal, or makes one of what is none.
func (p *parser) step(from hclsyntax.Expression, start hcl.Pos, step hcl.Traverser) hclsyntax.Expression {
	switch x := from.(type) {
	case *hclsyntax.ScopeTraversalExpr:
		x.Traversal = p.nodes.traversers.extend(x.Traversal, step)
		x.SrcRange.End = p.last
		return x
	case *hclsyntax.RelativeTraversalExpr:
		x.Traversal = p.nodes.traversers.extend(x.Traversal, step)
		x.SrcRange.End = p.last
		return x
	}
	return &hclsyntax.RelativeTraversalExpr{
		Source: from, Traversal: p.nodes.traversers.extend(nil, step), SrcRange: p.since(start),
	}
}

// attributeSplat reads ".*" and the attributes of each element; what else follows is of the list.
func (p *parser) attributeSplat(from hclsyntax.Expression, start, point hcl.Pos) hclsyntax.Expression {
	p.advance()
	marker, first := p.since(point), p.token.start
	item := &hclsyntax.AnonSymbolExpr{SrcRange: marker}
	var each hclsyntax.Expression = item
	for p.token.kind == dot {
		p.grow()
		at := p.token.start
		p.advance()
		each = p.step(each, first, p.attributeName(at))
	}
	return &hclsyntax.SplatExpr{Source: from, Each: each, Item: item, SrcRange: p.since(start), MarkerRange: marker}
}

func (p *parser) indexStep(from hclsyntax.Expression, start hcl.Pos) hclsyntax.Expression {
	open := p.token
	p.advance()
	if p.token.kind == star {
		return p.splat(from, start, open)
	}
	lines := p.lines
	p.lines = false
	if p.token.kind == newline {
		p.advance()
	}
	key := p.expression()
	p.leave(closeBracket, lines)
	bracket := p.since(open.start)
	if k, ok := constant(key); ok {
		return p.step(from, start, hcl.TraverseIndex{Key: k.Val, SrcRange: bracket})
	}
	return &hclsyntax.IndexExpr{
		Collection: from, Key: key, SrcRange: p.since(start), OpenRange: p.rangeOf(open), BracketRange: bracket,
	}
}

// constant is the value of a key that can be a step of a traversal.
func constant(key hclsyntax.Expression) (*hclsyntax.LiteralValueExpr, bool) {
	if t, ok := key.(*hclsyntax.TemplateExpr); ok && t.IsStringLiteral() {
		key = t.Parts[0]
	}
	x, ok := key.(*hclsyntax.LiteralValueExpr)
	return x, ok
}

// splat reads "[*]" and all steps of each element.
func (p *parser) splat(from hclsyntax.Expression, start hcl.Pos, open token) hclsyntax.Expression {
	p.enter()
	p.advance()
	p.take(closeBracket)
	marker := p.since(open.start)
	item := &hclsyntax.AnonSymbolExpr{SrcRange: marker}
	each := p.steps(item, open.start)
	p.depth--
	return &hclsyntax.SplatExpr{Source: from, Each: each, Item: item, SrcRange: p.since(start), MarkerRange: marker}
}
