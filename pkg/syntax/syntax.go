// Package syntax parses native syntax. In go the bytes of a file; out comes the tree that hclsyntax.ParseConfig gives for them, node for
// node and range for range, in a fraction of its time. Text with a syntax error, or with what hardly any file holds (names beyond ASCII, bytes
// that are no UTF-8, a byte order mark), is refused here and given to hclsyntax as a whole, so that what is wrong with a file is always said in
// its words.
package syntax

import (
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Parse returns the tree and the diagnostics of hclsyntax.ParseConfig. Whoever calls it has made sure that the text nests no deeper than a
// recursive parser can go.
func Parse(data []byte, filename string) (*hclsyntax.Body, hcl.Diagnostics) {
	if body := quick(data, filename); body != nil {
		return body, nil
	}
	f, diags := hclsyntax.ParseConfig(data, filename, hcl.InitialPos)
	body, _ := f.Body.(*hclsyntax.Body)
	return body, diags
}

// quick returns nil for a text that it leaves to hclsyntax.
func quick(data []byte, filename string) *hclsyntax.Body {
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
