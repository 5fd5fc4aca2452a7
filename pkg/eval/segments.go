package eval

import (
	"strings"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/source"
)

// maxSegments bounds the parts of one text: parts may be texts of parts themselves.
const maxSegments = 1024

// Segments lists the runs of a text in order, each where it is written: what stands between two interpolations of a heredoc, an
// interpolation, an element of a join.
// It looks into the functions that encode a text or trim it, at what they are given. A text in one run is its only segment.
func (t Term) Segments() []Term {
	left := maxSegments
	return t.segments(maxSteps, &left)
}

func (t Term) segments(depth int, left *int) []Term {
	if *left--; *left < 0 || depth == 0 {
		return nil
	}
	r := t.resolve()
	if text, ok := r.jsonTemplate(); ok {
		r = text
	}
	switch x := r.expr.(type) {
	case *hclsyntax.TemplateExpr:
		var all []Term
		for _, part := range x.Parts {
			all = append(all, r.sub(part).segments(depth-1, left)...)
		}
		return all
	case *hclsyntax.FunctionCallExpr:
		if all, ok := r.callSegments(x, depth, left); ok {
			return all
		}
	}
	if known, ok := r.pieces(); ok {
		return known
	}
	return []Term{r}
}

// jsonTemplate reads a string of JSON syntax that is known in part. Its parts show at the whole: what JSON escapes moves them.
func (t Term) jsonTemplate() (Term, bool) {
	if _, native := t.expr.(hclsyntax.Expression); native || t.expr == nil || t.doc != nil || t.Value().IsKnown() {
		return t, false
	}
	v, diags := t.expr.Value(nil)
	if diags.HasErrors() || v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return t, false
	}
	at := t.stand()
	parsed, diags := hclsyntax.ParseTemplate([]byte(v.AsString()), at.Filename, at.Start)
	if diags.HasErrors() {
		return t, false
	}
	t.at, t.away = &at, true
	return t.sub(parsed), true
}

func (t Term) callSegments(x *hclsyntax.FunctionCallExpr, depth int, left *int) ([]Term, bool) {
	if x.ExpandFinal || len(x.Args) == 0 {
		return nil, false
	}
	switch strings.TrimPrefix(x.Name, "core::") {
	case "base64encode", "base64gzip", "textencodebase64", "chomp", "trimspace":
		return t.sub(x.Args[0]).segments(depth-1, left), true
	case "join":
		return t.joinSegments(x, depth, left)
	}
	return nil, false
}

func (t Term) joinSegments(x *hclsyntax.FunctionCallExpr, depth int, left *int) ([]Term, bool) {
	if len(x.Args) != 2 {
		return nil, false
	}
	els, ok := t.sub(x.Args[1]).Elements()
	if !ok {
		return nil, false
	}
	var all []Term
	for i, el := range els {
		if i > 0 {
			all = append(all, t.sub(x.Args[0]))
		}
		all = append(all, el.Term.segments(depth-1, left)...)
	}
	return all, true
}

// pieces are the known runs of a text that is known in part, with an unknown between any two.
func (t Term) pieces() ([]Term, bool) {
	bare, marks := t.Value().Unmark()
	if bare.IsKnown() {
		return nil, false
	}
	known, ok := onlyPieces(marks)
	if !ok {
		return nil, false
	}
	gap := t.only(cty.UnknownVal(cty.String))
	all := []Term{gap}
	for _, text := range known.Known {
		all = append(all, t.only(cty.StringVal(text)), gap)
	}
	return all, true
}

// onlyPieces returns the pieces among a value's marks; a value that was made of several half-known texts shows none of them.
func onlyPieces(marks cty.ValueMarks) (only *Pieces, ok bool) {
	for m := range marks {
		p, is := m.(*Pieces)
		if is && only != nil {
			return nil, false
		}
		if is {
			only = p
		}
	}
	return only, only != nil
}

// Line is a line of a text that is written on several, as in a heredoc, counted from 0; the text itself where its lines do not show.
func (t Term) Line(n int) Term {
	x, ok := t.expr.(*hclsyntax.LiteralValueExpr)
	if !ok || t.away || x.SrcRange.Start.Line == x.SrcRange.End.Line || x.Val.Type() != cty.String || x.Val.IsNull() {
		return t
	}
	known, written := strings.SplitAfter(x.Val.AsString(), "\n"), strings.SplitAfter(t.text(), "\n")
	if len(written) != len(known) || n < 0 || n >= len(known) {
		return t
	}
	start := x.SrcRange.Start
	for _, line := range written[:n] {
		start = hcl.Pos{Line: start.Line + 1, Column: 1, Byte: start.Byte + len(line)}
	}
	text := strings.TrimRight(written[n], "\r\n")
	indent := max(0, len(text)-len(strings.TrimRight(known[n], "\r\n"))) // what the heredoc took away
	line := t.only(cty.StringVal(known[n]))
	line.at = &source.Place{Filename: x.SrcRange.Filename, Start: forward(start, text[:indent]), End: forward(start, text)}
	return line
}

// forward moves a position over text within a line.
func forward(p hcl.Pos, text string) hcl.Pos {
	n, _ := textseg.TokenCount([]byte(text), textseg.ScanGraphemeClusters)
	return hcl.Pos{Line: p.Line, Column: p.Column + n, Byte: p.Byte + len(text)}
}
