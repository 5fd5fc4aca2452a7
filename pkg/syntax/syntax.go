// Package syntax parses native syntax. In go the bytes of a file; out comes the tree that hclsyntax.ParseConfig gives for them, node for
// node and range for range, in a fraction of its time. Text with a syntax error, with what hardly any file holds (names beyond ASCII, bytes
// that are no UTF-8, a byte order mark), or with a tree so deep that walking it would take too much stack is refused here and left to hclsyntax as a
// whole, so that what is wrong with a file is always said in its words.
package syntax

import (
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// What a tree may hold. Parsers and all that walks trees recurse.
const (
	maxDepth = 500    // expressions and blocks within each other
	maxSteps = 10_000 // operators, indexes and attribute steps of one argument
)

// MaxName is how many bytes a name may have outside of texts: what is not there under a name is compared with all that is.
const MaxName = 10_000

// Parse returns the tree of hclsyntax.ParseConfig, which has nothing to report then; nil for a text that it leaves to that.
func Parse(data []byte, filename string) *hclsyntax.Body {
	if !utf8.Valid(data) {
		return nil
	}
	p := parser{src: string(data), filename: filename, line: 1, base: -1, lines: true}
	p.scan()
	body := p.file()
	if p.failed {
		return nil
	}
	return body
}
