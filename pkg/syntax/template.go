package syntax

import (
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// piece is what a template is made of before its directives are matched: a run of text, an interpolation or a directive.
type piece struct {
	kind       pieceKind
	start, end hcl.Pos
	x          hclsyntax.Expression // of an interpolation, an if or a for

	text  string
	at    int  // where the text stands in the source just so, -1 if it does not
	signs bool // a heredoc's text with dollar or percent signs that begin nothing
	cut   bool // the first of its line in a heredoc, whose indent counts
}

type pieceKind uint8

const (
	literal pieceKind = iota
	interpolation
	ifDirective
	elseDirective
	endifDirective
	forDirective
	endforDirective
)

func (p *parser) quoted() hclsyntax.Expression {
	open, base, trim := p.token.start, len(p.stack.pieces), false
	for {
		start, at := p.pos(p.at), p.at
		text, escaped := p.run()
		switch {
		case p.failed:
			return nil
		case p.src[p.at] == '"' && !escaped && len(p.stack.pieces) == base && text != "":
			return p.plain(text, open, start)
		case text != "":
			p.add(piece{start: start, end: p.pos(p.at), text: text, at: at}, escaped, true, trim)
		}
		if p.closeQuote() {
			p.advance()
			return p.template(open, base)
		}
		trim = p.sequence(base)
	}
}

// plain is a template of one text.
func (p *parser) plain(text string, open, start hcl.Pos) hclsyntax.Expression {
	end := p.pos(p.at)
	p.closeQuote()
	p.advance()
	x := p.literal(cty.StringVal(text), start, end)
	return p.templateOf(p.nodes.expressions.list([]hclsyntax.Expression{x}), open)
}

func (p *parser) templateOf(parts []hclsyntax.Expression, open hcl.Pos) hclsyntax.Expression {
	return p.nodes.templates.new(hclsyntax.TemplateExpr{Parts: parts, SrcRange: p.since(open)})
}

// closeQuote makes the quote that ends a template the token at hand, if it comes next.
func (p *parser) closeQuote() bool {
	if p.failed || p.src[p.at] != '"' {
		return false
	}
	p.put(quote, 1)
	return true
}

// run goes over text in quotes up to the closing one or what begins a sequence.
func (p *parser) run() (text string, escaped bool) {
	i, wide := p.at, false
	for {
		for i < len(p.src) && classes[p.src[i]]&special == 0 {
			i++
		}
		if i >= len(p.src) || p.src[i] == '\n' || p.src[i] == '\r' {
			p.fail()
			return "", false
		}
		c := p.src[i]
		if c == '"' || sequenceAt(p.src, i) {
			break
		}
		n, escape := 1, false
		if c >= 0x80 {
			wide = true
		} else {
			n, escape = escapeAt(p.src, i)
		}
		i += n
		escaped = escaped || escape
	}
	text = p.src[p.at:i]
	if wide {
		p.countTemplate(text)
	}
	p.at = i
	return text, escaped
}

func sequenceAt(text string, i int) bool {
	return (text[i] == '$' || text[i] == '%') && i+1 < len(text) && text[i+1] == '{'
}

// escapeAt is the length of a backslash with what it escapes, of a sequence that is none as its sign is doubled, or of a sign that is nothing.
func escapeAt(text string, i int) (int, bool) {
	switch c := text[i]; {
	case c == '\\':
		return 2, true
	case i+2 < len(text) && text[i+1] == c && text[i+2] == '{':
		return 3, true
	}
	return 1, false
}

// add adds a run of text.
func (p *parser) add(q piece, escaped, quoted, trim bool) {
	if escaped {
		q.at = -1
		if quoted {
			q.text = p.unescape(q.text)
		} else {
			q.text = undouble(q.text)
		}
	}
	if trim {
		before := len(q.text)
		q.text = strings.TrimLeftFunc(q.text, unicode.IsSpace)
		if q.at >= 0 {
			q.at += before - len(q.text)
		}
	}
	p.stack.pieces = append(p.stack.pieces, q)
}

// sequence reads an interpolation or a directive, and reports whether blanks behind it are to be trimmed.
func (p *parser) sequence(base int) (trim bool) {
	q, lines, sign := piece{kind: interpolation, start: p.pos(p.at)}, p.lines, p.src[p.at]
	p.at += 2
	if p.at < len(p.src) && p.src[p.at] == '~' {
		p.at++
		p.trimLast(base)
	}
	p.lines = false
	p.scan()
	if sign == '$' {
		q.x = p.expression()
	} else {
		q.kind, q.x = p.directive()
	}
	trim = p.token.kind == closeTrim
	if !trim && p.token.kind != closeBrace {
		p.fail()
	}
	p.lines = lines
	q.end = p.token.end
	p.stack.pieces = append(p.stack.pieces, q)
	return trim
}

// trimLast takes the blanks from the end of the text before a sequence.
func (p *parser) trimLast(base int) {
	if len(p.stack.pieces) == base {
		return
	}
	q := &p.stack.pieces[len(p.stack.pieces)-1]
	if q.kind != literal {
		return
	}
	if q.signs { // hclsyntax trims the last token, and it is hard to tell where those around signs begin
		p.fail()
	}
	q.text = strings.TrimRightFunc(q.text, unicode.IsSpace)
}

func (p *parser) directive() (pieceKind, hclsyntax.Expression) {
	word := p.text()
	p.take(name)
	switch word {
	case "if":
		return ifDirective, p.expression()
	case "else":
		return elseDirective, nil
	case "endif":
		return endifDirective, nil
	case "for":
		x := &hclsyntax.ForExpr{}
		p.loopHead(x)
		return forDirective, x
	case "endfor":
		return endforDirective, nil
	}
	p.fail()
	return literal, nil
}
