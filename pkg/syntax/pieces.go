package syntax

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// template makes an expression of the pieces on the stack from base on. The token that closes the template was the last.
func (p *parser) template(open hcl.Pos, base int) hclsyntax.Expression {
	pieces := p.meld(p.stack.pieces[base:])
	p.stack.pieces = p.stack.pieces[:base]
	switch {
	case len(pieces) == 0:
		empty := p.literal(cty.StringVal(""), p.last, p.last)
		return p.templateOf(p.nodes.expressions.list([]hclsyntax.Expression{empty}), open)
	case len(pieces) == 1 && pieces[0].kind == interpolation:
		return p.nodes.wraps.new(hclsyntax.TemplateWrapExpr{Wrapped: pieces[0].x, SrcRange: p.since(open)})
	}
	rest := pieces
	parts := p.parts(&rest)
	if len(rest) > 0 {
		p.fail()
	}
	return p.templateOf(parts, open)
}

// meld makes one of texts that follow each other, in place.
func (p *parser) meld(pieces []piece) []piece {
	n := 0
	for i := 0; i < len(pieces); n++ {
		end := i + 1
		for pieces[i].kind == literal && end < len(pieces) && pieces[end].kind == literal {
			end++
		}
		q := pieces[i]
		if end > i+1 {
			q.text, q.end = p.join(pieces[i:end]), pieces[end-1].end
		}
		pieces[n] = q
		i = end
	}
	return pieces[:n]
}

// join returns a part of the source if the texts follow each other there.
func (p *parser) join(pieces []piece) string {
	first, size, whole := pieces[0].at, 0, true
	for _, q := range pieces {
		whole = whole && q.at == first+size
		size += len(q.text)
	}
	if whole && first >= 0 {
		return p.src[first : first+size]
	}
	var b strings.Builder
	b.Grow(size)
	for _, q := range pieces {
		b.WriteString(q.text)
	}
	return b.String()
}

// parts makes expressions of pieces up to a directive that ends something.
func (p *parser) parts(rest *[]piece) []hclsyntax.Expression {
	base := len(p.stack.expressions)
	for len(*rest) > 0 && !p.failed {
		q := (*rest)[0]
		switch q.kind {
		case literal:
			p.push(p.literal(cty.StringVal(q.text), q.start, q.end))
		case interpolation:
			p.push(q.x)
		case ifDirective, forDirective:
			*rest = (*rest)[1:]
			p.enter()
			p.push(p.directed(q, rest))
			p.depth--
			continue
		default:
			return p.pop(base)
		}
		*rest = (*rest)[1:]
	}
	return p.pop(base)
}

// directed reads what an if or for directive is about, up to its end.
func (p *parser) directed(q piece, rest *[]piece) hclsyntax.Expression {
	if q.kind == ifDirective {
		return p.choice(q, rest)
	}
	content := p.parts(rest)
	end := p.next(rest, endforDirective)
	x, _ := q.x.(*hclsyntax.ForExpr)
	x.ValExpr = p.branch(content, q.end)
	x.SrcRange = p.between(q.start, end.end)
	x.OpenRange, x.CloseRange = p.between(q.start, q.end), p.between(end.start, end.end)
	return &hclsyntax.TemplateJoinExpr{Tuple: x}
}

func (p *parser) choice(q piece, rest *[]piece) hclsyntax.Expression {
	yes, no := p.parts(rest), []hclsyntax.Expression(nil)
	if len(*rest) > 0 && (*rest)[0].kind == elseDirective {
		*rest = (*rest)[1:]
		no = p.parts(rest)
	}
	end := p.next(rest, endifDirective)
	return p.nodes.conditionals.new(hclsyntax.ConditionalExpr{
		Condition: q.x, TrueResult: p.branch(yes, q.end), FalseResult: p.branch(no, end.start), SrcRange: p.between(q.start, end.end),
	})
}

// next takes the piece that has to come next.
func (p *parser) next(rest *[]piece, k pieceKind) piece {
	if len(*rest) == 0 || (*rest)[0].kind != k {
		p.fail()
		return piece{}
	}
	q := (*rest)[0]
	*rest = (*rest)[1:]
	return q
}

// branch is the template that stands between two directives; an empty one has an empty text, which is placed at where.
func (p *parser) branch(parts []hclsyntax.Expression, where hcl.Pos) hclsyntax.Expression {
	if p.failed {
		return nil
	}
	if len(parts) == 0 {
		parts = p.nodes.expressions.list([]hclsyntax.Expression{p.literal(cty.StringVal(""), where, where)})
	}
	return p.nodes.templates.new(hclsyntax.TemplateExpr{
		Parts: parts, SrcRange: hcl.RangeBetween(parts[0].Range(), parts[len(parts)-1].Range()),
	})
}
