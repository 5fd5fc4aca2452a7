package schema

import "fmt"

const magic = "demarc schema 1\n"

// positionSize is the width of positions and name ids in fixed records, in bytes.
const positionSize = 3

// flags of an attribute, one byte.
const (
	flagRequired = 1 << iota
	flagOptional
	flagComputed
	flagDeprecated
	flagSensitive
)

// flags of a nested block, one byte: the nesting in the lowest three bits.
const (
	maskNesting     = 7
	flagMinOne      = 1 << 3
	flagMaxOne      = 1 << 4
	flagAsAttribute = 1 << 5
)

// A type is a number: these stand for themselves, firstStored and above are positions in the types section, shifted.
const (
	typeString = iota
	typeNumber
	typeBool
	typeDynamic
	typeStringList
	typeStringSet
	typeStringMap
	firstStored
)

// A stored type begins with its constructor.
const (
	makeList = iota
	makeSet
	makeMap
	makeObject
)

// reader takes numbers and texts off the front of a section.
type reader struct {
	data string
	at   int
}

func (r *reader) number() int {
	n := 0
	for shift := 0; ; shift += 7 {
		c := r.byte()
		n |= int(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
}

func (r *reader) byte() byte {
	r.at++
	return r.data[r.at-1]
}

func (r *reader) text() string {
	n := r.number()
	r.at += n
	return r.data[r.at-n : r.at]
}

// fixed reads the positionSize bytes at a position.
func fixed(data string, at int) int {
	return int(data[at]) | int(data[at+1])<<8 | int(data[at+2])<<16
}

func appendNumber(to []byte, n int) []byte {
	for ; n >= 0x80; n >>= 7 {
		to = append(to, byte(n)|0x80)
	}
	return append(to, byte(n))
}

func appendText(to []byte, text string) []byte {
	return append(appendNumber(to, len(text)), text...)
}

func appendFixed(to []byte, n int) ([]byte, error) {
	if n >= 1<<(8*positionSize) {
		return nil, fmt.Errorf("%d does not fit %d bytes", n, positionSize)
	}
	return append(to, byte(n), byte(n>>8), byte(n>>16)), nil
}
