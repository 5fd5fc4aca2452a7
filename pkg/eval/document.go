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
	v := r.Value()
	bare, marks := v.Unmark()
	for m := range marks {
		if enc, is := m.(Encoded); is {
			return r.only(enc.Value()), true
		}
	}
	if tmpl, is := r.expr.(*hclsyntax.TemplateExpr); is {
		return r.templateDocument(tmpl)
	}
	if !bare.IsKnown() {
		return r.only(cty.DynamicVal.WithMarks(marks)), true
	}
	if bare.IsNull() || bare.Type() != cty.String {
		return t, false
	}
	return r.parseDocument(&document{at: r.Place()}, bare.AsString())
}

func (t Term) templateDocument(x *hclsyntax.TemplateExpr) (Term, bool) {
	doc := &document{at: t.Place()}
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
	d.holes = append(d.holes, v)
	mark := holeStart + strconv.Itoa(len(d.holes)-1) + holeEnd
	if quoted {
		return mark
	}
	return `"` + mark + `"`
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
	if module.TooDeep(text) {
		return t, false
	}
	expr, diags := hcljson.ParseExpression([]byte(text), t.at.Filename)
	if diags.HasErrors() {
		return t, false
	}
	t.expr, t.doc = expr, doc
	return t, true
}

// place returns where a range of the text was written.
func (d *document) place(rng source.Place) source.Place {
	for _, s := range d.segments {
		if rng.Start.Byte < s.start || rng.Start.Byte >= s.end {
			continue
		}
		place := s.src
		place.Start = s.position(rng.Start.Byte)
		place.End = s.src.End
		if rng.End.Byte <= s.end {
			place.End = s.position(rng.End.Byte)
		} else if last := d.segments[len(d.segments)-1]; rng.End.Byte <= last.end {
			place.End = d.end(rng.End.Byte)
		}
		return place
	}
	return d.at
}

func (d *document) end(offset int) hcl.Pos {
	for _, s := range d.segments {
		if offset <= s.end {
			return s.position(offset)
		}
	}
	return d.at.End
}

// position counts from the segment's end: what the template took away (indentation) stood at its start.
func (s segment) position(offset int) hcl.Pos {
	src := s.src
	back := s.end - offset
	if src.Start.Line == src.End.Line {
		pos := src.End
		pos.Byte = max(src.Start.Byte, pos.Byte-back)
		pos.Column = max(src.Start.Column, pos.Column-back)
		return pos
	}
	// one line with its line break: the end lies at the start of the next
	pos := src.Start
	forward := (src.End.Byte - src.Start.Byte) - back
	pos.Byte += max(0, forward)
	pos.Column += max(0, forward)
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
	marks := cty.NewValueMarks()
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
	return v.WithMarks(marks).Mark(&Pieces{pieces})
}

// Pieces is the mark (by pointer) on a string of which only some pieces, in this order, are known.
type Pieces struct{ Known []string }
