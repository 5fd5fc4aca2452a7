package syntax

import (
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func (p *parser) heredoc() hclsyntax.Expression {
	open, base := p.token.start, len(p.stack.pieces)
	marker, flush := strings.CutPrefix(strings.TrimRight(p.text()[2:], "\r\n"), "-")
	for fresh, trim, stop := true, false, 0; ; {
		if fresh && p.closeHeredoc(marker) {
			break
		}
		if p.at >= stop { // a line may hold many sequences, and a sequence may go over many lines
			stop = p.at + strings.IndexByte(p.src[p.at:], '\n') + 1
		}
		fresh = p.heredocLine(p.src[p.at:stop], trim)
		if trim = !fresh && !p.failed && p.sequence(base); p.failed {
			return nil
		}
	}
	p.advance()
	if flush {
		p.flush(p.stack.pieces[base:])
	}
	return p.template(open, base)
}

// closeHeredoc makes a line of nothing but the marker the token at hand, without the line's end.
func (p *parser) closeHeredoc(marker string) bool {
	text, _, ended := strings.Cut(p.src[p.at:], "\n")
	text = strings.TrimSuffix(text, "\r")
	if !ended || strings.TrimSpace(text) != marker || strings.Contains(text, "\r") {
		return false
	}
	start := p.pos(p.at)
	p.count(text)
	p.at += len(text)
	p.token = token{heredoc, start, p.pos(p.at)}
	return true
}

// heredocLine reads of a line's rest what stands before a sequence, or all of it: then the line has ended. An empty rest is that of the file.
func (p *parser) heredocLine(text string, trim bool) (ended bool) {
	n, escaped, signs := p.lineLength(text)
	if r := strings.IndexByte(text[:n], '\r'); text == "" || r >= 0 && r != len(text)-2 {
		p.fail()
	}
	if n == 0 {
		return false
	}
	q := piece{start: p.pos(p.at), text: text[:n], at: p.at, signs: signs}
	p.at += n
	if ended = n == len(text); ended {
		p.line, p.base = p.line+1, p.at-1
	} else {
		p.countTemplate(q.text)
	}
	q.end = p.pos(p.at)
	p.add(q, escaped, false, trim)
	return ended
}

// lineLength is how far a line goes without a sequence.
func (p *parser) lineLength(text string) (n int, escaped, signs bool) {
	for n < len(text) {
		i := strings.IndexAny(text[n:], "$%")
		if i < 0 {
			return len(text), escaped, signs
		}
		if n += i; sequenceAt(text, n) {
			break
		}
		length, escape := escapeAt(text, n)
		escaped, signs = escaped || escape, signs || !escape
		if !escape && !ascii(text[n:min(n+4, len(text))]) { // where hclsyntax begins the next token is hard to tell
			p.fail()
		}
		n += length
	}
	return n, escaped, signs
}

// flush takes from each line the indent that all of them have.
func (p *parser) flush(pieces []piece) {
	least := -1
	for i := range pieces {
		q := &pieces[i]
		if i > 0 && (pieces[i-1].kind != literal || !strings.HasSuffix(pieces[i-1].text, "\n")) {
			q.cut = false
			continue
		}
		if n, counts := p.indent(q); counts && (least < 0 || n < least) {
			least = n
		}
	}
	for i := range pieces {
		if pieces[i].cut && least > 0 {
			p.cut(&pieces[i], least)
		}
	}
}

// indent is that of a line by its first piece. It does not count, nor is it cut, where there is nothing on the line.
func (p *parser) indent(q *piece) (n int, counts bool) {
	q.cut = q.kind == literal
	if !q.cut {
		return 0, true
	}
	rest := strings.TrimLeftFunc(q.text, unicode.IsSpace)
	if rest == "" && strings.HasSuffix(q.text, "\n") {
		q.cut = false
		return 0, false
	}
	n = len(q.text) - len(rest)
	if columns(q.text[:n]) < n {
		p.fail()
	}
	return n, true
}

func (p *parser) cut(q *piece, n int) {
	next := q.text[n-1:]
	if len(next) > 1 && next[1] >= 0x80 && columns(next) == columns(next[1:]) { // what stands behind the blank is one with it
		p.fail()
		return
	}
	q.text = q.text[n:]
	q.start.Column += n
	q.start.Byte += n
	if q.at >= 0 {
		q.at += n
	}
}
