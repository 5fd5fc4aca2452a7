package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func (p *parser) file() *hclsyntax.Body {
	start := p.token.start
	b := p.items(eof)
	b.SrcRange = p.between(start, p.token.end)
	b.EndRange = p.between(p.token.end, p.token.end)
	return b
}

// items reads a body up to its end, which it leaves.
func (p *parser) items(end kind) *hclsyntax.Body {
	attributes, blocks := len(p.stack.attributes), len(p.stack.blocks)
	for p.token.kind != end && !p.failed {
		switch p.token.kind {
		case newline:
			p.advance()
		case name:
			p.item()
		default:
			p.fail()
		}
	}
	b := p.nodes.bodies.new(hclsyntax.Body{
		Attributes: p.attributes(p.stack.attributes[attributes:]),
		Blocks:     p.blocks(p.stack.blocks[blocks:]),
	})
	p.stack.attributes, p.stack.blocks = p.stack.attributes[:attributes], p.stack.blocks[:blocks]
	return b
}

func (p *parser) attributes(all []*hclsyntax.Attribute) hclsyntax.Attributes {
	named := make(hclsyntax.Attributes, len(all))
	for _, a := range all {
		named[a.Name] = a
	}
	if len(named) != len(all) {
		p.fail()
	}
	return named
}

func (p *parser) blocks(all []*hclsyntax.Block) hclsyntax.Blocks {
	if len(all) == 0 {
		return hclsyntax.Blocks{}
	}
	return p.nodes.blockLists.list(all)
}

func (p *parser) item() {
	head, word := p.token, p.text()
	p.advance()
	if p.token.kind == assign {
		p.stack.attributes = append(p.stack.attributes, p.attribute(head, word))
	} else {
		p.stack.blocks = append(p.stack.blocks, p.block(head, word))
	}
	switch p.token.kind {
	case newline:
		p.advance()
	case eof:
	default:
		p.fail()
	}
}

func (p *parser) attribute(head token, word string) *hclsyntax.Attribute {
	sign := p.token
	p.grown = 0
	p.advance()
	value := p.expression()
	return p.nodes.attributes.new(hclsyntax.Attribute{
		Name: word, Expr: value,
		SrcRange: p.since(head.start), NameRange: p.rangeOf(head), EqualsRange: p.rangeOf(sign),
	})
}

func (p *parser) block(head token, word string) *hclsyntax.Block {
	b := p.nodes.blocks.new(hclsyntax.Block{Type: word, TypeRange: p.rangeOf(head)})
	b.Labels, b.LabelRanges = p.labels()
	open := p.token
	p.take(openBrace)
	p.enter()
	switch p.token.kind {
	case newline, closeBrace:
		b.Body = p.items(closeBrace)
		b.Body.SrcRange = p.between(open.start, p.token.end)
		b.Body.EndRange = p.between(p.token.end, p.token.end)
	default:
		b.Body = p.oneLine()
	}
	p.depth--
	b.OpenBraceRange, b.CloseBraceRange = p.rangeOf(open), p.rangeOf(p.token)
	p.take(closeBrace)
	return b
}

// oneLine reads the body of a block that is written on one line: an argument.
func (p *parser) oneLine() *hclsyntax.Body {
	head, word := p.token, p.text()
	p.take(name)
	if p.token.kind != assign {
		p.fail()
		return nil
	}
	a := p.attribute(head, word)
	return p.nodes.bodies.new(hclsyntax.Body{
		Attributes: hclsyntax.Attributes{word: a},
		SrcRange:   a.SrcRange,
		EndRange:   p.between(a.SrcRange.End, a.SrcRange.End),
	})
}

func (p *parser) labels() ([]string, []hcl.Range) {
	p.stack.labels, p.stack.places = p.stack.labels[:0], p.stack.places[:0]
	for {
		switch p.token.kind {
		case name:
			p.label(p.text(), p.token.start)
		case quote:
			p.quotedLabel()
		default:
			return p.nodes.labels.list(p.stack.labels), p.nodes.ranges.list(p.stack.places)
		}
	}
}

// label takes the token at hand, with which a label that began at start ends.
func (p *parser) label(text string, start hcl.Pos) {
	p.advance()
	p.stack.labels = append(p.stack.labels, text)
	p.stack.places = append(p.stack.places, p.since(start))
}

func (p *parser) quotedLabel() {
	start := p.token.start
	text, escaped := p.run()
	if escaped {
		text = p.unescape(text)
	}
	if !p.closeQuote() {
		p.fail()
		return
	}
	p.label(text, start)
}
