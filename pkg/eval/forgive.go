package eval

import "bytes"

// withoutTrailing blanks each comma after the last element of a list or object: no JSON, and still plain what is meant. The text keeps its length.
func withoutTrailing(text []byte) []byte {
	out := bytes.Clone(text)
	comma, quoted := -1, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted, comma = !quoted, -1
		case quoted, c == ' ', c == '\t', c == '\n', c == '\r':
		case c == ',':
			comma = i
		case (c == ']' || c == '}') && comma >= 0:
			out[comma], comma = ' ', -1
		default:
			comma = -1
		}
	}
	return out
}
