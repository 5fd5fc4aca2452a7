package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// parser reads a text once. It always has one token at hand; that one is scanned as soon as the one before is taken, so what decides how to
// scan it has to be set before.
type parser struct {
	src      string
	filename string

	at    int // where the token at hand ends
	line  int
	base  int  // what a column on this line is less than its offset
	lines bool // whether ends of lines are tokens

	token  token
	last   hcl.Pos // where the last taken token ends
	depth  int
	grown  int // operators and steps of the argument at hand
	failed bool

	nodes nodes
	stack stack
}

// stack holds the children that are read before their parent is.
type stack struct {
	attributes  []*hclsyntax.Attribute
	blocks      []*hclsyntax.Block
	labels      []string
	places      []hcl.Range
	expressions []hclsyntax.Expression
	items       []hclsyntax.ObjectConsItem
	pieces      []piece
}

// fail gives up: no token follows any more, so that every loop ends.
func (p *parser) fail() {
	p.failed = true
	p.token.kind = broken
}

// advance takes the token at hand.
func (p *parser) advance() {
	p.last = p.token.end
	p.scan()
}

// take takes a token of the kind.
func (p *parser) take(k kind) {
	if p.token.kind != k {
		p.fail()
		return
	}
	p.advance()
}

// leave takes a closing bracket, behind which ends of lines count as they did before its opening one.
func (p *parser) leave(k kind, lines bool) {
	p.lines = lines
	p.take(k)
}

// enter goes a level deeper, unless that is too deep.
func (p *parser) enter() {
	if p.depth++; p.depth > maxDepth {
		p.fail()
	}
}

// grow counts one more operator or step of an argument's tree.
func (p *parser) grow() {
	if p.grown++; p.grown > maxSteps {
		p.fail()
	}
}

// text is the token at hand as it is written.
func (p *parser) text() string { return p.src[p.token.start.Byte:p.token.end.Byte] }

// is reports whether the token at hand is that word.
func (p *parser) is(word string) bool { return p.token.kind == name && p.text() == word }

// pos is where an offset stands on the line at hand.
func (p *parser) pos(offset int) hcl.Pos {
	return hcl.Pos{Line: p.line, Column: offset - p.base, Byte: offset}
}

func (p *parser) between(start, end hcl.Pos) hcl.Range {
	return hcl.Range{Filename: p.filename, Start: start, End: end}
}

// since is the range from start to the last taken token.
func (p *parser) since(start hcl.Pos) hcl.Range { return p.between(start, p.last) }

func (p *parser) rangeOf(t token) hcl.Range { return p.between(t.start, t.end) }
