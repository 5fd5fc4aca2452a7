package module

import (
	"bytes"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/syntax"
)

// What a file may hold. The parser and all that walks its trees recurse, and a stack that overflows ends the process; the parser keeps
// some hundred bytes for each token.
const (
	MaxNesting   = 500     // brackets and template directives within each other
	maxBrackets  = 10_000  // open ones, wherever they stand: in texts and comments too
	MaxOperators = 10_000  // operators, indexes and attribute steps that one expression stacks up
	MaxTokens    = 3 << 19 // words and signs in a file
	MaxJoined    = 2 << 30 // bytes that are copied to join the pieces of texts: their lines, and what stands between one % or $ and the next
)

// excess is where and how a text is more than a parser may be given.
type excess struct {
	at  int
	why string
}

// Words counts the words and signs of a text, which are what parsing it costs.
func Words(text string) int {
	n, inWord := 0, false
	for i := range len(text) {
		word := isASCIIWord(text[i])
		if text[i] != ' ' && (!word || !inWord) {
			n++
		}
		inWord = word
	}
	return n
}

func isASCIIWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// tooMuch looks at a file's bytes before a parser does. Only a text with enough signs to stack up too many operators, or one that may hold a long
// number, is looked at token by token.
func tooMuch(data []byte, isJSON bool) *excess {
	if x := brackets(data, isJSON); x != nil {
		return x
	}
	long := mayHoldLongNumber(data)
	switch {
	case isJSON:
		return jsonTexts(data, long)
	case len(data) > MaxOperators && operators(data) > MaxOperators || bytes.Count(data, []byte("%{")) > MaxNesting || long || mayHoldLongName(data) || tooManyPieces(data):
		tokens, _ := hclsyntax.LexConfig(data, "", hcl.InitialPos)
		return stacked(tokens)
	}
	return nil
}

// tooManyPieces reports whether joining texts could take more than MaxJoined: by what may divide them, wherever it stands.
func tooManyPieces(data []byte) bool {
	if len(data)*len(data)/2 <= MaxJoined {
		return false
	}
	pieces := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("%")) + bytes.Count(data, []byte("$"))
	return pieces*len(data)/2 > MaxJoined
}

// operators counts at least the bytes that operators, indexes and steps begin with, wherever they stand.
func operators(data []byte) int {
	n := 2 * bytes.Count(data, []byte("=="))
	for _, c := range data {
		n += int(signs[c])
	}
	return n
}

var signs = [256]uint8{
	'!': 1, '-': 1, '+': 1, '*': 1, '/': 1, '%': 1, '&': 1, '|': 1, '<': 1, '>': 1, '?': 1, '[': 1, '.': 1,
}

// level is an open bracket or directive: how many operators are stacked up around it, and whether line ends separate expressions within.
type level struct {
	opened    int
	operators int
	lines     bool
}

// stacked counts the operators that an expression's tree has one below the other, the directives within each other, and what it takes to join texts.
func stacked(tokens hclsyntax.Tokens) *excess {
	levels := []level{{lines: true}}
	operators, directives := 0, 0
	var texts joining
	for i, t := range tokens {
		top := &levels[len(levels)-1]
		switch kind(t.Type) {
		case opening:
			levels = append(levels, level{operators, operators, t.Type == hclsyntax.TokenOBrace && !isFor(tokens, i+1)})
		case closing:
			if len(levels) > 1 {
				operators = top.opened + 1 // what was enclosed may be indexed
				levels = levels[:len(levels)-1]
			}
		case separating:
			if t.Type != hclsyntax.TokenNewline || top.lines {
				operators = top.operators
			}
		case operating:
			operators++
		}
		if t.Type == hclsyntax.TokenTemplateControl {
			directives += nests(tokens, i+1)
		}
		switch {
		case operators > MaxOperators:
			return &excess{t.Range.Start.Byte, fmt.Sprintf("An expression stacks up more than %d operators", MaxOperators)}
		case directives > MaxNesting:
			return &excess{t.Range.Start.Byte, fmt.Sprintf("Template directives nest more than %d levels deep", MaxNesting)}
		case t.Type == hclsyntax.TokenIdent && len(t.Bytes) > syntax.MaxName:
			return &excess{t.Range.Start.Byte, fmt.Sprintf("A name has more than %d bytes", syntax.MaxName)}
		case t.Type == hclsyntax.TokenNumberLit && syntax.TooLong(string(t.Bytes)):
			return &excess{t.Range.Start.Byte, longNumber}
		case texts.add(t) > MaxJoined:
			return &excess{t.Range.Start.Byte, fmt.Sprintf("Texts have so many lines or signs that joining them takes more than %d bytes", MaxJoined)}
		}
	}
	return nil
}

// TooManyPieces reports whether joining the texts among the tokens takes more than MaxJoined.
func TooManyPieces(tokens hclsyntax.Tokens) bool {
	var texts joining
	for _, t := range tokens {
		texts.add(t)
	}
	return texts.copied > MaxJoined
}

// joining adds up what the parser copies: it joins the pieces of a text one after the other.
type joining struct{ text, copied int }

func (j *joining) add(t hclsyntax.Token) (copied int) {
	if t.Type != hclsyntax.TokenStringLit && t.Type != hclsyntax.TokenQuotedLit {
		j.text = 0
		return j.copied
	}
	j.text += len(t.Bytes)
	j.copied += j.text
	return j.copied
}

// Kinds of tokens, by what they do to the operators stacked up.
const (
	standing = iota
	opening
	closing
	separating
	operating
)

func kind(t hclsyntax.TokenType) int {
	switch t {
	case hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote, hclsyntax.TokenOHeredoc,
		hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl:
		return opening
	case hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote, hclsyntax.TokenCHeredoc,
		hclsyntax.TokenTemplateSeqEnd:
		return closing
	case hclsyntax.TokenComma, hclsyntax.TokenNewline, hclsyntax.TokenStringLit, hclsyntax.TokenQuotedLit:
		return separating
	case hclsyntax.TokenIdent, hclsyntax.TokenNumberLit, hclsyntax.TokenComment, hclsyntax.TokenEqual, hclsyntax.TokenColon, hclsyntax.TokenEOF:
		return standing
	}
	return operating
}

func isFor(tokens hclsyntax.Tokens, i int) bool {
	for ; i < len(tokens); i++ {
		if t := tokens[i].Type; t != hclsyntax.TokenNewline && t != hclsyntax.TokenComment {
			return string(tokens[i].Bytes) == "for"
		}
	}
	return false
}

// nests is how a directive changes how deep directives nest.
func nests(tokens hclsyntax.Tokens, i int) int {
	if i < len(tokens) {
		switch string(tokens[i].Bytes) {
		case "if", "for":
			return 1
		case "endif", "endfor":
			return -1
		}
	}
	return 0
}
