// Package fix turns what checks say is to be written into bytes. In go findings with intents and the bytes of files; out come new
// bytes that parse, are formatted as `terraform fmt` would, and keep comments, line ends and what was not to be changed, or the reason why there
// are none. It writes no file, and does not know who lints: Repair is handed a function for it.
package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/source"
)

// Fix is how one finding is mended, as data that needs no graph any more.
type Fix struct {
	Title   string   // "set publicly_accessible to false"
	Unsafe  string   // why it is not to be applied unasked; "" when it is safe
	Refused string   // why it cannot be applied; "" when it can be tried
	changes []change // all of them or none
}

// Applicable reports whether there is a fix that can be tried.
func (f *Fix) Applicable() bool { return f != nil && f.Refused == "" }

// Safe reports whether the fix may be applied unasked.
func (f *Fix) Safe() bool { return f.Unsafe == "" }

type kind int

const (
	replace  kind = iota + 1 // the value at a place
	erase                    // the argument whose value is at a place
	pull                     // the element at a place out of its list
	add                      // settings to the block at a place
	addBlock                 // one more nested block to the block at a place
	drop                     // the block at a place
	beside                   // a resource after the one at a place
)

// change is one thing to write into one file.
type change struct {
	kind     kind
	at       source.Place   // of the value, the element, or the head of the block
	way      []source.Place // references from there to where the value is written; none when it is written there
	stray    string         // why a value that is written elsewhere is left alone
	value    string         // in native syntax
	json     string         // the same in JSON syntax
	label    string         // the type of the block or resource to add
	name     string         // of the resource to add
	settings []setting
}

// setting is an argument to be written.
type setting struct {
	path        string // dotted through nested blocks
	value, json string
}

// maxChanges bounds what one fix writes.
const maxChanges = 64

// Merge returns the fix of a finding that stands for several instances, each of which has one.
func Merge(a, b *Fix) *Fix {
	switch {
	case a == b:
		return a
	case a == nil || b == nil:
		return nil
	case a.Refused != "":
		return a
	case b.Refused != "":
		return b
	}
	both := *a
	both.changes = slices.Clone(a.changes)
	for _, c := range b.changes {
		if !slices.ContainsFunc(both.changes, c.same) {
			both.changes = append(both.changes, c)
		}
	}
	if both.Unsafe == "" {
		both.Unsafe = b.Unsafe
	}
	if len(both.changes) > maxChanges {
		return &Fix{Title: a.Title, Refused: "it would have to be written in too many places"}
	}
	return &both
}

func (c change) same(o change) bool { return c.key() == o.key() }

func (c change) key() string { return fmt.Sprintf("%+v", c) }

// target is where the value is written.
func (c change) target() source.Place {
	if n := len(c.way); n > 0 {
		return c.way[n-1]
	}
	return c.at
}

// downloaded reports a file that `terraform init` brought along: what is written there is gone with the next one.
func downloaded(file string) bool {
	return slices.Contains(strings.Split(file, "/"), ".terraform")
}
