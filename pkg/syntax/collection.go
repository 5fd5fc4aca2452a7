package syntax

import "github.com/hashicorp/hcl/v2/hclsyntax"

func (p *parser) tuple() hclsyntax.Expression {
	open, lines := p.token, p.lines
	p.lines = false
	p.advance()
	if p.is("for") {
		return p.loop(open, closeBracket, lines)
	}
	members := p.members(closeBracket)
	p.leave(closeBracket, lines)
	return p.nodes.tuples.new(hclsyntax.TupleConsExpr{Exprs: members, SrcRange: p.since(open.start), OpenRange: p.rangeOf(open)})
}

// members reads expressions with commas between them, up to what is no comma. A comma may stand before the end.
func (p *parser) members(end kind) []hclsyntax.Expression {
	base := len(p.stack.expressions)
	for p.token.kind != end && !p.failed {
		p.push(p.expression())
		if p.token.kind != comma {
			break
		}
		p.advance()
	}
	return p.pop(base)
}

func (p *parser) push(x hclsyntax.Expression) {
	p.stack.expressions = append(p.stack.expressions, x)
}

// pop takes all expressions from the stack that were pushed since its length was base.
func (p *parser) pop(base int) []hclsyntax.Expression {
	all := p.nodes.expressions.list(p.stack.expressions[base:])
	p.stack.expressions = p.stack.expressions[:base]
	return all
}

func (p *parser) object() hclsyntax.Expression {
	open, lines := p.token, p.lines
	p.lines = true
	p.advance()
	p.skipLines()
	if p.is("for") {
		p.lines = false
		return p.loop(open, closeBrace, lines)
	}
	items := p.objectItems()
	p.leave(closeBrace, lines)
	return p.nodes.objects.new(hclsyntax.ObjectConsExpr{Items: items, SrcRange: p.since(open.start), OpenRange: p.rangeOf(open)})
}

func (p *parser) skipLines() {
	for p.token.kind == newline {
		p.advance()
	}
}

func (p *parser) objectItems() []hclsyntax.ObjectConsItem {
	base := len(p.stack.items)
	for p.token.kind != closeBrace && !p.failed {
		p.stack.items = append(p.stack.items, p.objectItem())
		if p.token.kind != comma && p.token.kind != newline {
			break
		}
		p.advance()
		p.skipLines()
	}
	all := p.nodes.items.list(p.stack.items[base:])
	p.stack.items = p.stack.items[:base]
	return all
}

func (p *parser) objectItem() hclsyntax.ObjectConsItem {
	forced := p.token.kind == openParen
	key := p.expression()
	if p.token.kind != assign && p.token.kind != colon {
		p.fail()
	}
	p.advance()
	return hclsyntax.ObjectConsItem{
		KeyExpr:   p.nodes.keys.new(hclsyntax.ObjectConsKeyExpr{Wrapped: key, ForceNonLiteral: forced}),
		ValueExpr: p.expression(),
	}
}

// loop reads a for expression from its keyword on.
func (p *parser) loop(open token, end kind, lines bool) hclsyntax.Expression {
	x := &hclsyntax.ForExpr{OpenRange: p.rangeOf(open)}
	p.advance()
	p.loopHead(x)
	p.take(colon)
	x.ValExpr = p.expression()
	if end == closeBrace {
		p.take(arrow)
		x.KeyExpr, x.ValExpr = x.ValExpr, p.expression()
		if p.token.kind == ellipsis {
			x.Group = true
			p.advance()
		}
	}
	if p.is("if") {
		p.advance()
		x.CondExpr = p.expression()
	}
	x.CloseRange = p.rangeOf(p.token)
	p.leave(end, lines)
	x.SrcRange = p.since(open.start)
	return x
}

// loopHead reads "k, v in all".
func (p *parser) loopHead(x *hclsyntax.ForExpr) {
	x.ValVar = p.text()
	p.take(name)
	if p.token.kind == comma {
		p.advance()
		x.KeyVar, x.ValVar = x.ValVar, p.text()
		p.take(name)
	}
	if !p.is("in") {
		p.fail()
	}
	p.advance()
	x.CollExpr = p.expression()
}

// call reads a function call from the namespace's colons or the parenthesis on.
func (p *parser) call(head token, word string) hclsyntax.Expression {
	for p.token.kind == doubleColon {
		p.advance()
		word += "::" + p.text()
		p.take(name)
	}
	named, open, lines := p.since(head.start), p.token, p.lines
	p.lines = false
	p.take(openParen)
	arguments := p.members(closeParen)
	expanded := p.token.kind == ellipsis
	if expanded {
		p.advance()
	}
	end := p.token
	p.leave(closeParen, lines)
	return p.nodes.calls.new(hclsyntax.FunctionCallExpr{
		Name: word, Args: arguments, ExpandFinal: expanded,
		NameRange: named, OpenParenRange: p.rangeOf(open), CloseParenRange: p.rangeOf(end),
	})
}
