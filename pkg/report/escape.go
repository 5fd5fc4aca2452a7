package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape makes text from the input fit to print: control characters (line ends and tabs too), characters that reorder
// or hide text, and bytes that are not UTF-8 come out as Go would escape them. Text without any is returned as it is.
func Escape(s string) string {
	if printable(s) {
		return s
	}
	var b strings.Builder
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		b.WriteString(escapeRune(s[:size], r))
		s = s[size:]
	}
	return b.String()
}

// escapeMarkdown is Escape for text of several lines.
func escapeMarkdown(s string) string {
	if printable(s) {
		return s
	}
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = Escape(strings.ReplaceAll(line, "\t", "    "))
	}
	return strings.Join(lines, "\n")
}

func printable(s string) bool {
	return utf8.ValidString(s) && strings.IndexFunc(s, hidden) < 0
}

// escapeRune returns the text of one rune, escaped where it must be.
func escapeRune(text string, r rune) string {
	switch {
	case r == utf8.RuneError && len(text) == 1:
		return fmt.Sprintf(`\x%02x`, text[0])
	case !hidden(r):
		return text
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xffff:
		return fmt.Sprintf(`\u%04x`, r)
	default:
		return fmt.Sprintf(`\U%08x`, r)
	}
}

// hidden reports whether a rune acts on the terminal or on its neighbours instead of showing: C0, C1, the bidirectional
// controls, byte order marks, tags, line and paragraph separators. Joiners stay: emoji and several scripts need them.
func hidden(r rune) bool {
	if r < 0x7f {
		return r < ' '
	}
	if r == '\u200c' || r == '\u200d' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}
