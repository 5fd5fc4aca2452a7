package report

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/secret"
	"github.com/demarc-lint/demarc/pkg/source"
)

const (
	excerptLines = 4   // lines of a range that are shown
	excerptWidth = 100 // terminal columns of a line that are shown
	excerptLead  = 40  // of these, at least so many may stand before the range
	excerptBytes = 4 * excerptWidth
	tabWidth     = 4
	cut          = "..."
)

// excerptLine is one line under a place: what it says and the mark that belongs beneath it.
type excerptLine struct {
	number int
	text   string
	mark   string // spaces, then "^~~~"
	marked span   // of text: what stands above the mark; empty where that is the end of the line
}

// span is a range of bytes in a file.
type span struct{ start, end int }

func (s span) overlaps(start, end int) bool { return s.start < end && start < s.end }

// excerpt returns the lines under a place, at most excerptLines of them, with more telling whether some were left out.
// Bytes that a secret covers are masked. There are no lines when the source no longer has the place.
func excerpt(src []byte, p source.Place, secrets []span) (lines []excerptLine, more bool) {
	if p.Start.Line < 1 || p.Start.Byte < 0 || p.End.Byte < p.Start.Byte || p.End.Byte > len(src) {
		return nil, false
	}
	marked := span{p.Start.Byte, max(p.End.Byte, p.Start.Byte+1)}
	at := bytes.LastIndexByte(src[:p.Start.Byte], '\n') + 1
	for number := p.Start.Line; at < marked.end && at <= len(src); number++ {
		if len(lines) == excerptLines {
			return lines, true
		}
		end := at + lineLength(src[at:])
		d := drawing{src: src, line: span{at, end}, marked: marked, secrets: secrets}
		drawn := d.draw()
		drawn.number = number
		lines = append(lines, drawn)
		at = end + 1
	}
	return lines, false
}

// overlapping keeps the spans that concern a range, so that a file with many secrets is not looked through for each character.
func overlapping(spans []span, start, end int) []span {
	var near []span
	for _, s := range spans {
		if s.overlaps(start, end) {
			near = append(near, s)
		}
	}
	return near
}

func lineLength(src []byte) int {
	if n := bytes.IndexByte(src, '\n'); n >= 0 {
		return n
	}
	return len(src)
}

// drawing is one line of source on its way to the terminal.
type drawing struct {
	src     []byte
	line    span // without its end
	marked  span
	secrets []span
}

// cell is what cannot be divided on a terminal: a character, an escape, a tab, a masked secret.
type cell struct {
	text   string
	width  int
	marked bool
}

func (d drawing) draw() excerptLine {
	cells, before, after := d.cells()
	cells, left, right := window(cells)
	if before || left {
		cells = append([]cell{{text: cut, width: len(cut)}}, cells...)
	}
	var t, m strings.Builder
	var marked span
	for _, c := range cells {
		if c.marked && marked.end == 0 {
			marked.start = t.Len()
		}
		t.WriteString(c.text)
		m.WriteString(markUnder(c, m.String()))
		if c.marked {
			marked.end = t.Len()
		}
	}
	if after || right {
		t.WriteString(cut)
	}
	if d.marked.start >= d.line.end && !strings.Contains(m.String(), "^") {
		m.WriteString("^") // the place is the end of the line
	}
	text := strings.TrimRight(t.String(), " ")
	marked.end = min(marked.end, len(text))
	marked.start = min(marked.start, marked.end)
	return excerptLine{text: text, mark: strings.TrimRight(m.String(), " "), marked: marked}
}

// markUnder is what stands beneath a cell, after the mark so far.
func markUnder(c cell, sofar string) string {
	switch {
	case !c.marked:
		return strings.Repeat(" ", c.width)
	case c.width == 0:
		return ""
	case strings.Contains(sofar, "^"):
		return strings.Repeat("~", c.width)
	default:
		return "^" + strings.Repeat("~", c.width-1)
	}
}

// cells divides the part of the line that can come to show, and tells whether there is more before and after it.
func (d drawing) cells() (cells []cell, before, after bool) {
	start := max(d.line.start, d.runeStart(min(d.marked.start, d.line.end)-excerptBytes))
	end := min(d.line.end, d.runeStart(max(start, d.marked.start)+excerptBytes))
	d.secrets = overlapping(d.secrets, start, end)
	for _, s := range secret.InLine(string(d.src[start:end])) {
		d.secrets = append(d.secrets, span{start + s.Start, start + s.End})
	}
	column := 0
	hidden := false // in a secret that has its mask already
	clusters := displaywidth.BytesGraphemes(bytes.TrimSuffix(d.src[start:end], []byte("\r")))
	for at := start; clusters.Next(); {
		value := clusters.Value()
		next := at + len(value)
		secret := d.secret(at, next)
		if !secret || !hidden {
			c := newCell(value, column, secret)
			column += c.width
			cells = append(cells, c)
		}
		if d.marked.overlaps(at, next) && !d.indent(at) {
			cells[len(cells)-1].marked = true
		}
		hidden, at = secret, next
	}
	return cells, start > d.line.start, end < d.line.end
}

// runeStart moves an offset back to the start of the rune that it falls into.
func (d drawing) runeStart(at int) int {
	for at > 0 && at < len(d.src) && !utf8.RuneStart(d.src[at]) {
		at--
	}
	return at
}

func (d drawing) secret(start, end int) bool {
	return slices.ContainsFunc(d.secrets, func(s span) bool { return s.overlaps(start, end) })
}

// indent reports whether the offset lies in the white space before a line: a mark over several lines leaves that out.
func (d drawing) indent(at int) bool {
	return at != d.marked.start && len(bytes.TrimSpace(d.src[d.line.start:at+1])) == 0
}

func newCell(value []byte, column int, hidden bool) cell {
	switch {
	case hidden:
		return cell{text: secret.Mask, width: len(secret.Mask)}
	case string(value) == "\t":
		width := tabWidth - column%tabWidth
		return cell{text: strings.Repeat(" ", width), width: width}
	}
	text := Escape(string(value))
	if len(text) > 64 { // a character buried under combining marks
		text = string([]rune(text)[:1])
	}
	return cell{text: text, width: displaywidth.String(text)}
}

// window cuts cells to excerptWidth columns around the marked ones.
func window(cells []cell) (shown []cell, left, right bool) {
	total, first := 0, -1
	for i, c := range cells {
		total += c.width
		if c.marked && first < 0 {
			first = i
		}
	}
	if total <= excerptWidth {
		return cells, false, false
	}
	from := max(first, 0)
	for lead := 0; from > 0 && lead+cells[from-1].width <= excerptLead; from-- {
		lead += cells[from-1].width
	}
	to := from
	for width := 0; to < len(cells) && width+cells[to].width <= excerptWidth; to++ {
		width += cells[to].width
	}
	return cells[from:to], from > 0, to < len(cells)
}

// secretsByFile collects the ranges that no excerpt may show, accepted findings' too. A quoted secret keeps its quotes.
func secretsByFile(r *lint.Result, o Options) map[string][]span {
	secrets := map[string][]span{}
	add := func(at source.Place) {
		s := span{at.Start.Byte, at.End.Byte}
		secrets[at.Filename] = append(secrets[at.Filename], unquoted(o.Source(at.Filename), s))
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Masked {
			add(f.Place)
		}
	}
	for _, at := range r.Secrets {
		add(at)
	}
	return secrets
}

func unquoted(src []byte, s span) span {
	if s.start >= 0 && s.end <= len(src) && s.end-s.start >= 2 && src[s.start] == '"' && src[s.end-1] == '"' {
		return span{s.start + 1, s.end - 1}
	}
	return s
}
