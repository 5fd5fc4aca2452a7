package module

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/syntax"
)

// Unparsable says why a text must not be given to a parser of native syntax, and at which line; "" when it may.
func Unparsable(text []byte) (why string, line int) {
	x := tooMuch(text, false)
	if x == nil {
		return "", 0
	}
	return x.why, x.line(text)
}

// TooDeep says why a JSON text must not be given to a parser; "" when it may.
func TooDeep(text string) string {
	data := []byte(text)
	if x := brackets(data, true); x != nil {
		return x.why
	}
	if mayHoldLongNumber(data) {
		if x := jsonTokens(data, func(string) *excess { return nil }); x != nil {
			return x.why
		}
	}
	return ""
}

func (x *excess) line(text []byte) int { return 1 + bytes.Count(text[:x.at], []byte{'\n'}) }

// brackets looks at how deep brackets nest and at how many words there are. Of most files a look at their size and at their open brackets tells that
// there cannot be so many. Brackets in texts and comments, such as those of the colours in a script, are not those that a parser follows.
func brackets(data []byte, isJSON bool) *excess {
	deep := nesting(data)
	if len(data) <= MaxTokens && deep <= MaxNesting {
		return nil
	}
	if x := count(data); x != nil || deep <= MaxNesting {
		return x
	}
	if isJSON {
		return jsonDepth(data)
	}
	tokens, _ := hclsyntax.LexConfig(data, "", hcl.InitialPos)
	return tokenDepth(tokens)
}

// nesting is at least as much as brackets nest.
func nesting(data []byte) int {
	if n := bytes.Count(data, []byte("(")) + bytes.Count(data, []byte("[")) + bytes.Count(data, []byte("{")); n <= MaxNesting {
		return n
	}
	depth, most := 0, 0
	for _, c := range data {
		if step := int(steps[c]); step != 0 {
			depth = max(0, depth+step)
			most = max(most, depth)
		}
	}
	return most
}

// steps is how brackets change how deep they nest.
var steps = [256]int8{'(': 1, '[': 1, '{': 1, ')': -1, ']': -1, '}': -1}

// count counts words and brackets wherever they stand: a file with so many is no configuration that anybody wrote.
func count(data []byte) *excess {
	depth, tokens, inWord := 0, 0, false
	for i, c := range data {
		word := isASCIIWord(c)
		if c != ' ' && (!word || !inWord) {
			if tokens++; tokens > MaxTokens {
				return &excess{i, fmt.Sprintf("The file holds more than %d words and signs", MaxTokens)}
			}
		}
		inWord = word
		if depth = max(0, depth+int(steps[c])); depth > maxBrackets {
			return &excess{i, fmt.Sprintf("More than %d brackets are open at once", maxBrackets)}
		}
	}
	return nil
}

func tooNested(at int) *excess {
	return &excess{at, fmt.Sprintf("Brackets nest more than %d levels deep", MaxNesting)}
}

// tokenDepth is for native syntax, with the templates in its texts.
func tokenDepth(tokens hclsyntax.Tokens) *excess {
	depth := 0
	for _, t := range tokens {
		switch kind(t.Type) {
		case opening:
			depth++
		case closing:
			depth = max(0, depth-1)
		}
		if depth > MaxNesting {
			return tooNested(t.Range.Start.Byte)
		}
	}
	return nil
}

// jsonDepth counts brackets outside of texts.
func jsonDepth(data []byte) *excess {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c < ' ': // hcl's scanner ends a text there
			quoted = false
		case quoted && c == '\\' && i+1 < len(data) && data[i+1] >= ' ':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted:
			if depth = max(0, depth+int(steps[c])); depth > MaxNesting {
				return tooNested(i)
			}
		}
	}
	return nil
}

var longNumber = fmt.Sprintf("A number has more than %d digits when it is written out", syntax.MaxDigits)

// mayHoldLongNumber reports whether something that looks like a number of more than syntax.MaxDigits digits stands anywhere.
func mayHoldLongNumber(data []byte) bool {
	const exponent = len("5000")
	run := 0 // how many digits and points there are in a row
	for i, c := range data {
		switch {
		case c >= '0' && c <= '9' || c == '.':
			if run++; run > syntax.MaxDigits {
				return true
			}
			if run == exponent && i > exponent && isExponent(data[:i+1-exponent]) {
				return true
			}
		default:
			run = 0
		}
	}
	return false
}

// mayHoldLongName reports whether something that looks like a name of more than syntax.MaxName bytes stands anywhere.
func mayHoldLongName(data []byte) bool {
	run := 0
	for _, c := range data {
		if run++; c != '-' && c < 0x80 && !isASCIIWord(c) {
			run = 0
		}
		if run > syntax.MaxName {
			return true
		}
	}
	return false
}

// isExponent reports whether a number goes on with its exponent behind this.
func isExponent(before []byte) bool {
	n := len(before)
	if before[n-1] == '+' || before[n-1] == '-' {
		n--
	}
	return n > 1 && (before[n-1] == 'e' || before[n-1] == 'E') && (before[n-2] == '.' || before[n-2] >= '0' && before[n-2] <= '9')
}

// jsonTexts looks at the numbers of a JSON document, and into its texts, which are templates.
func jsonTexts(data []byte, long bool) *excess {
	if !long && len(data) <= MaxOperators && bytes.Count(data, []byte("%")) <= MaxNesting {
		return nil
	}
	return jsonTokens(data, func(text string) *excess { return templateExcess([]byte(text)) })
}

// jsonTokens looks at the numbers of a JSON document, and hands its texts to a function.
func jsonTokens(data []byte, inText func(string) *excess) *excess {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil // its end, or the parser's to report
		}
		var x *excess
		switch token := token.(type) {
		case json.Number:
			if syntax.TooLong(string(token)) {
				x = &excess{why: longNumber}
			}
		case string:
			x = inText(token)
		}
		if x != nil {
			return &excess{int(decoder.InputOffset()), x.why}
		}
	}
}

// templateExcess looks at a text that is a template.
func templateExcess(text []byte) *excess {
	if len(text) <= MaxNesting && !mayHoldLongNumber(text) {
		return nil
	}
	if x := count(text); x != nil {
		return x
	}
	tokens, _ := hclsyntax.LexTemplate(text, "", hcl.InitialPos)
	if x := tokenDepth(tokens); x != nil {
		return x
	}
	return stacked(tokens)
}
