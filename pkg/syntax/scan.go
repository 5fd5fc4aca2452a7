package syntax

import "strings"

// What a byte may be part of.
const (
	letter = 1 << iota // begins a name
	inName
	digit
	special // ends a run of plain characters in a quoted template
)

var classes = classify()

func classify() (all [256]uint8) {
	for c := range all {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
			all[c] = letter | inName
		case c >= '0' && c <= '9':
			all[c] = digit | inName
		case c == '-':
			all[c] = inName
		case c >= 0x80, strings.IndexByte("\"\\$%\r\n", byte(c)) >= 0:
			all[c] = special
		}
	}
	return all
}

// scan makes the token that begins behind at the one at hand.
func (p *parser) scan() {
	for !p.failed && p.gap() {
	}
	if p.failed {
		return
	}
	if p.at == len(p.src) {
		p.put(eof, 0)
		return
	}
	c := p.src[p.at]
	switch class := classes[c]; {
	case class&letter != 0:
		n := p.nameLength(p.at)
		if n > MaxName {
			p.fail()
			return
		}
		p.put(name, n)
	case c == '\n' || c == '\r':
		p.lineEnd(p.at)
	case class&digit != 0:
		p.put(number, p.numberLength())
	default:
		p.sign(c)
	}
}

// put makes the next n bytes the token at hand.
func (p *parser) put(k kind, n int) {
	p.token = token{k, p.pos(p.at), p.pos(p.at + n)}
	p.at += n
}

// gap skips one thing that is no token: blanks, a comment or the end of a line that is not to be seen. It reports whether there may be more.
func (p *parser) gap() bool {
	i := p.at
	for i < len(p.src) && (p.src[i] == ' ' || p.src[i] == '\t') {
		i++
	}
	p.at = i
	if i == len(p.src) {
		return false
	}
	switch p.src[i] {
	case '\n', '\r':
		if p.lines {
			return false
		}
		p.lineEnd(i)
		return true
	case '#':
		return p.lineComment()
	case '/':
		if strings.HasPrefix(p.src[i:], "//") {
			return p.lineComment()
		}
		return strings.HasPrefix(p.src[i:], "/*") && p.blockComment()
	}
	return false
}

// lineComment skips a comment, up to the end of its line if that is a token: the token then is the whole comment.
func (p *parser) lineComment() bool {
	n := strings.IndexByte(p.src[p.at:], '\n')
	switch {
	case n < 0:
		p.count(p.src[p.at:])
		p.at = len(p.src)
		return true
	case p.lines:
		return false
	}
	p.lineEnd(p.at + n)
	return true
}

func (p *parser) blockComment() bool {
	n := strings.Index(p.src[p.at+2:], "*/")
	if n < 0 {
		p.fail()
		return false
	}
	text := p.src[p.at : p.at+2+n+2]
	if k := strings.LastIndexByte(text, '\n'); k >= 0 {
		p.line += strings.Count(text, "\n")
		p.base = p.at + k
		text = text[k+1:]
	}
	p.count(text)
	p.at += 2 + n + 2
	return true
}

// lineEnd makes what stands before the end of a line at i, and that, the token at hand.
func (p *parser) lineEnd(i int) {
	if p.src[i] == '\r' {
		i++
	}
	if i == len(p.src) || p.src[i] != '\n' {
		p.fail()
		return
	}
	start := p.pos(p.at)
	p.at = i + 1
	p.line, p.base = p.line+1, i
	p.token = token{newline, start, p.pos(p.at)}
}

func (p *parser) nameLength(start int) int {
	i := start
	for i < len(p.src) && classes[p.src[i]]&inName != 0 {
		i++
	}
	return i - start
}

// numberLength is that of what looks like a number; a point at its end is not part of it.
func (p *parser) numberLength() int {
	text, end := p.src[p.at:], 0
	for i := 0; i < len(text); {
		n := numberPart(text[i:])
		if n == 0 {
			break
		}
		if text[i] != '.' {
			end = i + n
		}
		i += n
	}
	return end
}

// numberPart is the length of a digit, a point or an exponent's beginning.
func numberPart(text string) int {
	switch c := text[0]; {
	case classes[c]&digit != 0, c == '.':
		return 1
	case c != 'e' && c != 'E':
		return 0
	}
	n := 1
	if len(text) > n && (text[n] == '+' || text[n] == '-') {
		n++
	}
	if len(text) > n && classes[text[n]]&digit != 0 {
		return n + 1
	}
	return 0
}

// sign scans what is neither a name nor a number.
func (p *parser) sign(c byte) {
	if c == '#' || c == '/' && strings.HasPrefix(p.src[p.at:], "//") {
		p.lineEnd(p.at + strings.IndexByte(p.src[p.at:], '\n'))
		return
	}
	if p.at+1 < len(p.src) {
		d := p.src[p.at+1]
		switch k := double(c, d); {
		case k != broken:
			p.put(k, 2)
			return
		case c == '<' && d == '<':
			p.openHeredoc()
			return
		case c == '.' && strings.HasPrefix(p.src[p.at:], "..."):
			p.put(ellipsis, 3)
			return
		}
	}
	if c >= 0x80 || singles[c] == broken {
		p.fail()
		return
	}
	p.put(singles[c], 1)
}

// openHeredoc scans the line's rest, which is but the marker.
func (p *parser) openHeredoc() {
	i := p.at + 2
	if i < len(p.src) && p.src[i] == '-' {
		i++
	}
	n := p.nameLength(i)
	if n == 0 || classes[p.src[i]]&letter == 0 || i+n == len(p.src) {
		p.fail()
		return
	}
	p.lineEnd(i + n)
	if !p.failed {
		p.token.kind = heredoc
	}
}
