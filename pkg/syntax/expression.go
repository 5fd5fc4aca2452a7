package syntax

import (
	"math/big"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// expression is nil, as is any part of it, only when the parser has failed.
func (p *parser) expression() hclsyntax.Expression {
	p.enter()
	start := p.token.start
	x := p.operation(0)
	if p.token.kind == question {
		x = p.conditional(x, start)
	}
	p.depth--
	return x
}

func (p *parser) conditional(condition hclsyntax.Expression, start hcl.Pos) hclsyntax.Expression {
	p.advance()
	yes := p.expression()
	p.take(colon)
	no := p.expression()
	return p.nodes.conditionals.new(hclsyntax.ConditionalExpr{
		Condition: condition, TrueResult: yes, FalseResult: no, SrcRange: p.since(start),
	})
}

// operation reads operands for as long as the operators between them bind tighter than the level.
func (p *parser) operation(level int) hclsyntax.Expression {
	start := p.token.start
	left := p.operand()
	for {
		operator := &operators[p.token.kind]
		if operator.level <= level {
			return left
		}
		p.grow()
		p.advance()
		right := p.operation(operator.level)
		left = p.nodes.operations.new(hclsyntax.BinaryOpExpr{
			LHS: left, Op: operator.operation, RHS: right, SrcRange: p.since(start),
		})
	}
}

// operand reads a term and all the steps behind it.
func (p *parser) operand() hclsyntax.Expression {
	start := p.token.start
	return p.steps(p.term(), start)
}

func (p *parser) term() hclsyntax.Expression {
	switch p.token.kind {
	case name:
		return p.named()
	case quote:
		return p.quoted()
	case number:
		return p.number()
	case openBracket:
		return p.tuple()
	case openBrace:
		return p.object()
	case openParen:
		return p.parentheses()
	case heredoc:
		return p.heredoc()
	case minus:
		return p.unary(hclsyntax.OpNegate)
	case bang:
		return p.unary(hclsyntax.OpLogicalNot)
	}
	p.fail()
	return nil
}

func (p *parser) unary(operation *hclsyntax.Operation) hclsyntax.Expression {
	p.enter()
	sign := p.token
	p.advance()
	operand := p.operand()
	p.depth--
	return &hclsyntax.UnaryOpExpr{Op: operation, Val: operand, SrcRange: p.since(sign.start), SymbolRange: p.rangeOf(sign)}
}

func (p *parser) parentheses() hclsyntax.Expression {
	start, lines := p.token.start, p.lines
	p.lines = false
	p.advance()
	x := p.expression()
	p.leave(closeParen, lines)
	return &hclsyntax.ParenthesesExpr{Expression: x, SrcRange: p.since(start)}
}

// named reads what begins with a name: a call, a constant or a reference.
func (p *parser) named() hclsyntax.Expression {
	head, word := p.token, p.text()
	p.advance()
	if p.token.kind == openParen || p.token.kind == doubleColon {
		return p.call(head, word)
	}
	switch word {
	case "true":
		return p.literal(cty.True, head.start, head.end)
	case "false":
		return p.literal(cty.False, head.start, head.end)
	case "null":
		return p.literal(cty.NullVal(cty.DynamicPseudoType), head.start, head.end)
	}
	at := p.rangeOf(head)
	return p.nodes.scopes.new(hclsyntax.ScopeTraversalExpr{
		Traversal: p.nodes.traversers.extend(nil, hcl.TraverseRoot{Name: word, SrcRange: at}), SrcRange: at,
	})
}

func (p *parser) literal(v cty.Value, start, end hcl.Pos) hclsyntax.Expression {
	return p.nodes.literals.new(hclsyntax.LiteralValueExpr{Val: v, SrcRange: p.between(start, end)})
}

func (p *parser) number() hclsyntax.Expression {
	t, v := p.token, p.numberValue()
	p.advance()
	return p.literal(v, t.start, t.end)
}

// numberPrecision is that of all numbers that are parsed, as cty.ParseNumberVal has it.
const numberPrecision = 512

func (p *parser) numberValue() cty.Value {
	text := p.text()
	if n, err := strconv.ParseUint(text, 10, 64); err == nil && n > 0 {
		return cty.NumberVal(new(big.Float).SetPrec(numberPrecision).SetUint64(n))
	}
	if TooLong(text) {
		p.fail()
		return cty.NilVal
	}
	v, err := cty.ParseNumberVal(text)
	if err != nil {
		p.fail()
	}
	return v
}
