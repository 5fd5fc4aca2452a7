package syntax

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape resolves the escapes of a text in quotes.
func (p *parser) unescape(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for text != "" {
		n := strings.IndexAny(text, "\\$%")
		if n < 0 {
			break
		}
		b.WriteString(text[:n])
		text = text[n:]
		if text[0] == '\\' {
			text = text[p.escape(&b, text):]
		} else {
			n, escape := escapeAt(text, 0)
			b.WriteByte(text[0])
			if escape {
				b.WriteByte('{')
			}
			text = text[n:]
		}
	}
	b.WriteString(text)
	return b.String()
}

// undouble resolves the escapes of a heredoc's text: signs that are doubled before a brace.
func undouble(text string) string {
	text = strings.ReplaceAll(text, "$${", "${")
	return strings.ReplaceAll(text, "%%{", "%{")
}

// escape writes what a backslash stands for, and returns the escape's length.
func (p *parser) escape(b *strings.Builder, text string) int {
	switch text[1] {
	case 'n':
		b.WriteByte('\n')
	case 'r':
		b.WriteByte('\r')
	case 't':
		b.WriteByte('\t')
	case '"', '\\':
		b.WriteByte(text[1])
	case 'u':
		return p.character(b, text, 2+4)
	case 'U':
		return p.character(b, text, 2+8)
	default:
		p.fail()
	}
	return 2
}

// character writes the character whose number an escape of n bytes holds.
func (p *parser) character(b *strings.Builder, text string, n int) int {
	if len(text) < n {
		p.fail()
		return len(text)
	}
	r, err := strconv.ParseUint(text[2:n], 16, 32)
	if err != nil || r > utf8.MaxRune || !utf8.ValidRune(rune(r)) {
		p.fail()
	}
	b.WriteRune(rune(r))
	return n
}
