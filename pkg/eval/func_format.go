package eval

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// maxFormatted limits format and formatlist: a width or a precision asks for padding, and a verb with an index may write
// the same argument again and again.
func maxFormatted(args []cty.Value) error {
	pattern, known := text(args[0])
	if !known {
		return nil
	}
	padding, verbs := formatCost(pattern)
	var largest weight
	times := 1
	for _, arg := range args[1:] {
		var w weight
		if err := w.add(arg); err != nil {
			return err
		}
		largest.bytes = max(largest.bytes, w.bytes+8*w.elements)
		if n, known := length(arg); known && isSequence(arg.Type()) {
			times = max(times, n)
		}
	}
	if err := maxRepeated(largest.bytes, verbs); err != nil {
		return err
	}
	return maxRepeated(len(pattern)+padding+verbs*largest.bytes/times, times)
}

// formatCost adds up the numbers written in the verbs of a format, and counts the verbs.
func formatCost(pattern string) (padding, verbs int) {
	for {
		_, rest, found := strings.Cut(pattern, "%")
		if !found {
			return padding, verbs
		}
		verbs++
		number := 0
		end := strings.IndexFunc(rest, func(r rune) bool {
			switch {
			case '0' <= r && r <= '9':
				number = min(number*10+int(r-'0'), maxBytes+1)
				return false
			case strings.ContainsRune(" +-#.[]", r):
				padding, number = padding+number, 0
				return false
			}
			return true
		})
		padding = min(padding+number, maxBytes+1)
		if end < 0 {
			return padding, verbs
		}
		pattern = rest[max(end, 1):]
	}
}
