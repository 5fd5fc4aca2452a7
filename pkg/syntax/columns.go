package syntax

import (
	"strings"

	"github.com/apparentlymart/go-textseg/v15/textseg"
)

// count notes that a text behind at, all on one line, may have fewer columns than bytes.
func (p *parser) count(text string) { p.base += len(text) - columns(text) }

// columns is the number of grapheme clusters in a line's text. Two characters of ASCII are never in one. Built with Go 1.27, hclsyntax counts by a
// later version of Unicode: the import above has to follow when go.mod does.
func columns(text string) int {
	n := 0
	var wide []byte
	for i := 0; i < len(text); n++ {
		if text[i] < 0x80 && (i+1 == len(text) || text[i+1] < 0x80) {
			i++
			continue
		}
		if wide == nil {
			wide = []byte(text)
		}
		length, _, _ := textseg.ScanGraphemeClusters(wide[i:], true)
		i += max(1, length)
	}
	return n
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// countTemplate is count for a template's text, in which dollar and percent signs are tokens of their own, and no cluster goes over tokens.
func (p *parser) countTemplate(text string) {
	for text != "" {
		n := templateToken(text)
		p.count(text[:n])
		text = text[n:]
	}
}

func templateToken(text string) int {
	c := text[0]
	if c != '$' && c != '%' {
		if n := strings.IndexAny(text, "$%"); n >= 0 {
			return n
		}
		return len(text)
	}
	if len(text) < 3 || text[1] != c || text[2] != '{' {
		return 1
	}
	if len(text) > 3 && text[3] == '~' {
		return 4
	}
	return 3
}
