package eval

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// document is a JSON text put together from the parts of a template. A part that is not known stands in it as a
// hole, so that what is written around it can still be read.
type document struct {
	text     string
	source   []byte // of the file that the segments lie in
	segments []segment
	holes    []cty.Value
	at       source.Place // where the whole shows when the text has no places of its own
}

// segment is a run of the text and the source that it was written in.
type segment struct {
	start, end int // offsets in the text
	src        source.Place
}

// Holes are written between two characters of Unicode's private use area, which no configuration holds.
const holeStart, holeEnd = "\ue000", "\ue001"

// Document returns the value inside a JSON text or a call of jsonencode. What is not JSON gives ok false; a text of which nothing is known is
// an unknown value.
func (t Term) Document() (inner Term, ok bool) {
	r := t.resolve()
	if call, is := r.expr.(*hclsyntax.FunctionCallExpr); is && strings.TrimPrefix(call.Name, "core::") == "jsonencode" && len(call.Args) == 1 {
		return r.sub(call.Args[0]), true
	}
	if tmpl, is := r.expr.(*hclsyntax.TemplateExpr); is {
		return r.templateDocument(tmpl)
	}
	v := r.Value()
	bare, _ := v.Unmark()
	if !bare.IsKnown() {
		return r.unknownDocument(v), true
	}
	if bare.IsNull() || bare.Type() != cty.String {
		return t, false
	}
	return r.parseDocument(&document{at: r.Place()}, bare.AsString())
}

// unknownDocument reads what is known of a text, such as a rendered file's: all but what was not known of its variables.
func (t Term) unknownDocument(v cty.Value) Term {
	if known, ok := piecesOf(v); ok {
		if inner, ok := t.parseDocument(known.document(t.Place())); ok {
			return inner
		}
	}
	if encoded, ok := EncodedJSON(v); ok {
		return t.only(encoded)
	}
	_, marks := v.Unmark()
	return t.only(cty.DynamicVal.WithMarks(marks))
}

// piecesOf says what a text consists of, when it is what a template gave and nothing more: marks go wherever values go.
func piecesOf(v cty.Value) (*Pieces, bool) {
	bare, marks := v.Unmark()
	p, ok := onlyPieces(marks)
	if !ok || p.gaps == nil || bare.Type() != cty.String {
		return nil, false
	}
	return p, bare.Range().StringPrefix() == p.Known[0]
}

func (t Term) templateDocument(x *hclsyntax.TemplateExpr) (Term, bool) {
	doc := &document{at: t.Place(), source: t.env.source(x.Range().Filename)}
	var text strings.Builder
	quoted := false
	for _, part := range x.Parts {
		v := t.env.Eval(part)
		start := text.Len()
		bare, _ := v.Unmark()
		s, err := convert.Convert(bare, cty.String)
		if err == nil && s.IsKnown() && !s.IsNull() {
			text.WriteString(s.AsString())
			quoted = insideQuotes(s.AsString(), quoted)
		} else {
			text.WriteString(doc.hole(v, quoted))
		}
		doc.segments = append(doc.segments, segment{start, text.Len(), part.Range()})
	}
	return t.parseDocument(doc, text.String())
}

// hole writes a mark for a part that is not known; outside of quotes it is a whole JSON value.
func (d *document) hole(v cty.Value, quoted bool) string {
	if !quoted {
		v = encodedIn(v)
	}
	d.holes = append(d.holes, v)
	mark := holeStart + strconv.Itoa(len(d.holes)-1) + holeEnd
	if quoted {
		return mark
	}
	return `"` + mark + `"`
}

// encodedIn is what an unknown JSON text encodes: what jsonencode was given, else anything.
func encodedIn(text cty.Value) cty.Value {
	if inner, ok := EncodedJSON(text); ok {
		return inner
	}
	_, marks := text.Unmark()
	return cty.DynamicVal.WithMarks(marks)
}

func insideQuotes(s string, quoted bool) bool {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quoted:
			i++
		case s[i] == '"':
			quoted = !quoted
		}
	}
	return quoted
}

func (t Term) parseDocument(doc *document, text string) (Term, bool) {
	if !t.affords(text) {
		return t, false
	}
	at := t.stand()
	expr, diags := hcljson.ParseExpression([]byte(text), at.Filename)
	if diags.HasErrors() { // who applies it is told; who reviews it wants to know what it would allow
		bare := withoutTrailing([]byte(text))
		if module.TooDeep(string(bare)) != "" {
			return t, false
		}
		expr, diags = hcljson.ParseExpression(bare, at.Filename)
	}
	if diags.HasErrors() {
		return t, false
	}
	doc.text = text
	t.expr, t.doc, t.forced, t.at = expr, doc, false, &at
	return t, true
}

// place returns where a range of the text was written.
func (d *document) place(rng source.Place) source.Place {
	start, ok := d.position(rng.Start.Byte, false)
	if !ok {
		return d.at
	}
	end, ok := d.position(rng.End.Byte, true)
	if !ok {
		end = d.at.End
	}
	return source.Place{Filename: d.segments[0].src.Filename, Start: start, End: end}
}

// position finds the segment that holds the character at an offset of the text, or, for an end, the one before it.
func (d *document) position(offset int, end bool) (hcl.Pos, bool) {
	for _, s := range d.segments {
		if offset >= s.start && (offset < s.end || end && offset == s.end) && (!end || offset > s.start) {
			return d.within(s, offset, end), true
		}
	}
	return hcl.Pos{}, false
}

// within finds the offset's line by counting, then its column from the line's end: what a heredoc took away, the
// indentation, stood at its start. A text with escapes is only placed as a whole.
func (d *document) within(s segment, offset int, end bool) hcl.Pos {
	whole := s.src.Start
	if end {
		whole = s.src.End
	}
	if s.src.End.Byte > len(d.source) || s.src.Start.Byte >= s.src.End.Byte {
		return whole
	}
	written := string(d.source[s.src.Start.Byte:s.src.End.Byte])
	text := d.text[s.start:s.end]
	lines := strings.Count(text[:offset-s.start], "\n")
	lineStart := 1 + strings.LastIndexByte(text[:offset-s.start], '\n')
	from := 0
	for range lines {
		next := strings.IndexByte(written[from:], '\n')
		if next < 0 {
			return whole
		}
		from += next + 1
	}
	theirs, _, _ := strings.Cut(written[from:], "\n")
	ours, _, _ := strings.Cut(text[lineStart:], "\n")
	theirs, ours = strings.TrimSuffix(theirs, "\r"), strings.TrimSuffix(ours, "\r")
	if !strings.HasSuffix(theirs, ours) {
		return whole
	}
	at := from + len(theirs) - len(ours) + (offset - s.start - lineStart)
	pos := hcl.Pos{Line: s.src.Start.Line + lines, Column: 1 + at - from, Byte: s.src.Start.Byte + at}
	if lines == 0 {
		pos.Column += s.src.Start.Column - 1
	}
	return pos
}

// value evaluates an expression of the text, its holes as unknowns.
func (d *document) value(expr hcl.Expression) cty.Value {
	v, diags := expr.Value(nil)
	if diags.HasErrors() {
		return cty.DynamicVal
	}
	if len(d.holes) == 0 {
		return v
	}
	v, err := cty.Transform(v, func(_ cty.Path, v cty.Value) (cty.Value, error) {
		if v.Type() == cty.String && v.IsKnown() && !v.IsNull() && strings.Contains(v.AsString(), holeStart) {
			return d.withHoles(v.AsString()), nil
		}
		return v, nil
	})
	if err != nil {
		return cty.DynamicVal
	}
	return v
}

// withHoles is a string of which only pieces are known.
func (d *document) withHoles(text string) cty.Value {
	prefix, _, _ := strings.Cut(text, holeStart)
	marks := cty.ValueMarks{}
	var pieces []string
	for rest := text; ; {
		before, after, found := strings.Cut(rest, holeStart)
		if before != "" {
			pieces = append(pieces, before)
		}
		if !found {
			break
		}
		index, after, _ := strings.Cut(after, holeEnd)
		i, err := strconv.Atoi(index)
		if err == nil && i < len(d.holes) {
			_, m := d.holes[i].UnmarkDeep()
			for mark := range m {
				marks[mark] = struct{}{}
			}
			if text == holeStart+index+holeEnd {
				return d.holes[i]
			}
		}
		rest = after
	}
	v := cty.UnknownVal(cty.String).RefineNotNull()
	if prefix != "" {
		v = cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull(prefix).NewValue()
	}
	return v.WithMarks(marks).Mark(&Pieces{Known: pieces})
}

// Pieces is the mark (by pointer) on a string of which only some pieces, in this order, are known.
type Pieces struct {
	Known []string

	gaps []cty.Value // what stands between any two of Known, where just that is known to
}

// document is a text that a function put together, of which pieces are known; it shows where the function is called.
func (p *Pieces) document(at source.Place) (doc *document, text string) {
	doc = &document{at: at}
	var all strings.Builder
	quoted := false
	for i, piece := range p.Known {
		if i > 0 {
			all.WriteString(doc.hole(p.gaps[i-1], quoted))
		}
		all.WriteString(piece)
		quoted = insideQuotes(piece, quoted)
	}
	return doc, all.String()
}
