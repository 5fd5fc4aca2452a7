package lsp

import (
	"bytes"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/demarc-lint/demarc/pkg/source"
)

// encoding is what a client counts the characters of a line in.
type encoding string

const (
	inUTF8  encoding = "utf-8"
	inUTF16 encoding = "utf-16" // every client's, unless it offers others
	inUTF32 encoding = "utf-32"
)

// negotiate takes the encoding that costs least of those that the client offers.
func negotiate(offered []string) encoding {
	for _, e := range []encoding{inUTF8, inUTF16, inUTF32} {
		if slices.Contains(offered, string(e)) {
			return e
		}
	}
	return inUTF16
}

// width is how many units a rune takes. A byte that is no UTF-8 is one character in every encoding: what an editor shows for it.
func (e encoding) width(r rune, size int) int {
	switch {
	case r == utf8.RuneError && size == 1, e == inUTF32:
		return 1
	case e == inUTF8:
		return size
	}
	return utf16.RuneLen(r)
}

// position is where a byte of the text is; one behind its end is at its end.
func (e encoding) position(text []byte, at int) position {
	at = max(0, min(at, len(text)))
	start := 1 + bytes.LastIndexByte(text[:at], '\n')
	p := position{Line: bytes.Count(text[:at], []byte{'\n'})}
	for i := start; i < at; {
		r, size := utf8.DecodeRune(text[i:])
		p.Character += e.width(r, size)
		i += size
	}
	return p
}

// offset is the byte at a position; one behind a line's end is at the line's end, as the protocol has it.
func (e encoding) offset(text []byte, p position) int {
	at := 0
	for range p.Line {
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			return len(text)
		}
		at += n + 1
	}
	for units := 0; units < p.Character && at < len(text) && text[at] != '\n'; {
		r, size := utf8.DecodeRune(text[at:])
		if text[at] == '\r' && at+1 < len(text) && text[at+1] == '\n' {
			break
		}
		units += e.width(r, size)
		at += size
	}
	return at
}

func (e encoding) textRange(text []byte, p source.Place) textRange {
	return textRange{e.position(text, p.Start.Byte), e.position(text, p.End.Byte)}
}

// edited applies a client's changes to a text, one after the other.
func (e encoding) edited(text []byte, changes []contentChange) []byte {
	for _, c := range changes {
		if c.Range == nil {
			text = []byte(c.Text)
			continue
		}
		start, end := e.offset(text, c.Range.Start), e.offset(text, c.Range.End)
		text = slices.Concat(text[:start], []byte(c.Text), text[max(start, end):])
	}
	return text
}
