package report

import (
	"html"
	"strings"
	"unicode"
)

// prose is text as Markdown that says just that, in the dialects of GitHub and GitLab: no mark-up, HTML, link, mention, reference to an
// issue or formula begins in it, and words and numbers stay readable where the Markdown itself is shown. It must not stand at the head of a line.
func prose(s string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		b.WriteString(proseRune(r, runes[:i], runes[i+1:]))
	}
	return b.String()
}

const apart = "&#8203;" // a space without width: what it stands in is no mention and no link

func proseRune(r rune, before, after []rune) string {
	switch r {
	case '<', '>', '&':
		return html.EscapeString(string(r))
	case '\\', '`', '*', '[', ']', '~', '|', '$':
		return `\` + string(r)
	case '_':
		if len(before) > 0 && len(after) > 0 && word(before[len(before)-1]) && word(after[0]) {
			return "_"
		}
		return `\_`
	case '@', '#', '!', '%', '^':
		if len(after) > 0 && (word(after[0]) || after[0] == '"') {
			return string(r) + apart
		}
	case ':':
		if len(after) > 1 && after[0] == '/' && after[1] == '/' {
			return ":" + apart
		}
	case '.':
		if n := len(before); n >= 3 && strings.EqualFold(string(before[n-3:]), "www") {
			return apart + "."
		}
	}
	return string(r)
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// code is text as a code span, in which nothing is mark-up; a span cannot hold its own fence, nor be empty.
func code(s string) string {
	if s == "" {
		return "` `"
	}
	longest, run := 0, 0
	for _, r := range s {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// clip shortens text to so many characters.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-len(cut)]) + cut
}
