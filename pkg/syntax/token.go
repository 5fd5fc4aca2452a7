package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

type token struct {
	kind       kind
	start, end hcl.Pos
}

type kind uint8

const (
	broken kind = iota // nothing can be made of what follows
	eof
	newline
	name
	number
	quote
	heredoc
	openParen
	closeParen
	openBracket
	closeBracket
	openBrace
	closeBrace
	closeTrim // "~}"
	dot
	ellipsis
	comma
	colon
	doubleColon
	question
	assign
	arrow
	bang
	star
	slash
	percent
	plus
	minus
	equal
	notEqual
	less
	lessEqual
	greater
	greaterEqual
	and
	or
	kinds
)

// singles are the tokens of one character.
var singles = [128]kind{
	'(': openParen, ')': closeParen, '[': openBracket, ']': closeBracket, '{': openBrace, '}': closeBrace, '"': quote,
	'.': dot, ',': comma, ':': colon, '?': question, '=': assign, '!': bang, '<': less, '>': greater,
	'*': star, '/': slash, '%': percent, '+': plus, '-': minus,
}

// double is the token of two characters, broken if they are none.
func double(c, d byte) kind {
	switch uint16(c)<<8 | uint16(d) {
	case '='<<8 | '=':
		return equal
	case '='<<8 | '>':
		return arrow
	case '!'<<8 | '=':
		return notEqual
	case '<'<<8 | '=':
		return lessEqual
	case '>'<<8 | '=':
		return greaterEqual
	case '&'<<8 | '&':
		return and
	case '|'<<8 | '|':
		return or
	case ':'<<8 | ':':
		return doubleColon
	case '~'<<8 | '}':
		return closeTrim
	}
	return broken
}

// operators are the binary ones by their tokens. One with a higher level binds tighter.
var operators = [kinds]struct {
	level     int
	operation *hclsyntax.Operation
}{
	or:           {1, hclsyntax.OpLogicalOr},
	and:          {2, hclsyntax.OpLogicalAnd},
	equal:        {3, hclsyntax.OpEqual},
	notEqual:     {3, hclsyntax.OpNotEqual},
	greater:      {4, hclsyntax.OpGreaterThan},
	greaterEqual: {4, hclsyntax.OpGreaterThanOrEqual},
	less:         {4, hclsyntax.OpLessThan},
	lessEqual:    {4, hclsyntax.OpLessThanOrEqual},
	plus:         {5, hclsyntax.OpAdd},
	minus:        {5, hclsyntax.OpSubtract},
	star:         {6, hclsyntax.OpMultiply},
	slash:        {6, hclsyntax.OpDivide},
	percent:      {6, hclsyntax.OpModulo},
}
