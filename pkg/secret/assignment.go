package secret

import "strings"

// assigned returns the values that a line gives to names which say that they hold a credential, in the spellings of shells,
// properties, YAML, JSON, connection strings and command-line flags.
func assigned(line string) []Secret {
	if comment(line) {
		return nil
	}
	var found []Secret
	for at := 0; at < len(line); {
		if !isWord(line[at]) {
			at++
			continue
		}
		end := at + nameLength(line[at:])
		kind, ok := kindOf(line[at:end])
		if !ok {
			at = end
			continue
		}
		value, loose := valueAfter(line, end)
		s := Secret{Kind: kind, Name: line[at:end], Start: value.start, End: value.end}
		if value.end > value.start && acceptable(kind, line[value.start:value.end], loose) {
			found = append(found, s)
		}
		at = max(end, value.end)
	}
	return found
}

// comment reports a line that nothing runs. Formats are looked for in comments too, assignments are not: they are prose.
func comment(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//") && !strings.Contains(line, "_authToken")
}

// nameLength returns the length of a name at the start of the text: letters, digits and the punctuation inside names.
func nameLength(text string) int {
	n := 0
	for n < len(text) && isDotted(text[n]) {
		n++
	}
	return n
}

// extent is a part of a line.
type extent struct{ start, end int }

// acceptable reports that a value is a credential. A loose one runs to the end of its line, as in YAML, and could be prose.
func acceptable(kind Kind, value string, loose bool) bool {
	if loose && strings.ContainsAny(value, " \t(") {
		return false
	}
	return value != "" && !strings.ContainsRune(" ;&|),", rune(value[0])) && literal(kind, value)
}

// valueAfter returns the value that follows a name. loose says that nothing frames it but the end of the line.
func valueAfter(line string, at int) (value extent, loose bool) {
	at = skip(line, skip(line, at, `\"']`), " \t")
	if at >= len(line) {
		return extent{}, false
	}
	switch {
	case strings.HasPrefix(line[at:], "=="), strings.HasPrefix(line[at:], "::"), strings.HasPrefix(line[at:], "://"):
		return extent{}, false
	case strings.HasPrefix(line[at:], ":="), strings.HasPrefix(line[at:], "=>"):
		at += 2
	case line[at] == '=':
		at++
	case line[at] == ':':
		at++
		loose = true
	case line[at] == '>': // <password>value</password>
		return extent{at + 1, at + 1 + lengthTo(line[at+1:], "<")}, true
	default:
		return extent{}, false
	}
	return framed(line, skip(line, at, " \t"), loose)
}

// framed returns the value that begins at a place: to the closing quote when it is quoted, else to what ends a word.
func framed(line string, at int, loose bool) (extent, bool) {
	start := skip(line, at, `\`)
	if start >= len(line) {
		return extent{}, false
	}
	if q := line[start]; q == '"' || q == '\'' {
		start++
		n := lengthTo(line[start:], string(q))
		return extent{start, start + len(strings.TrimRight(line[start:start+n], `\`))}, false
	}
	if loose {
		n := lengthTo(line[start:], "#")
		return extent{start, start + len(strings.TrimRight(line[start:start+n], " \t\r,}"))}, true
	}
	n := lengthTo(line[start:], " \t\r;&|\"'<>")
	return extent{start, start + len(strings.TrimRight(line[start:start+n], ",)}]\\"))}, false
}

func skip(line string, at int, set string) int {
	for at < len(line) && strings.IndexByte(set, line[at]) >= 0 {
		at++
	}
	return at
}

func lengthTo(text, ends string) int {
	if n := strings.IndexAny(text, ends); n >= 0 {
		return n
	}
	return len(text)
}
