package fix

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"github.com/demarc-lint/demarc/pkg/module"
)

// Plan is what applying some fixes together makes of the files.
type Plan struct {
	Files   map[string][]byte // the new contents of those that change
	Refused []string          // for each fix why it is not among them; "" when it is
	before  map[string][]byte
}

// Make plans fixes; read returns the bytes that a file has now, nil when it has none. Of fixes that disagree none is made. What comes out parses
// and is formatted where something was changed; whether findings are gone is for Repair to say.
func Make(read func(file string) []byte, fixes ...*Fix) *Plan {
	p := &Plan{Refused: make([]string, len(fixes)), before: map[string][]byte{}}
	for i, f := range fixes {
		switch {
		case f == nil:
			p.Refused[i] = "the check has none"
		case f.Refused != "":
			p.Refused[i] = f.Refused
		}
	}
	for !p.try(read, fixes) {
	}
	return p
}

// try plans the fixes that are not refused; false when some had to be.
func (p *Plan) try(read func(string) []byte, fixes []*Fix) bool {
	docs := documents{read: read, open: map[string]*document{}}
	p.Files = map[string][]byte{}
	refused := slices.Clone(p.Refused)
	for i, f := range fixes {
		if p.Refused[i] != "" {
			continue
		}
		for _, c := range f.changes {
			if docs.get(c.at.Filename).onTheSpot(c) {
				c.way = nil
			}
			docs.get(c.target().Filename).change(c, i, read, p.Refused)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(docs.open)) {
		doc := docs.open[name]
		doc.conflicts(p.Refused)
		if !slices.Equal(p.Refused, refused) {
			continue
		}
		after, ok := doc.apply()
		if !ok {
			doc.refuse(p.Refused, notParsed)
			continue
		}
		if !bytes.Equal(after, doc.data) {
			p.Files[name], p.before[name] = after, doc.data
		}
	}
	return slices.Equal(p.Refused, refused)
}

// documents are the files that changes are about, each parsed once.
type documents struct {
	read func(string) []byte
	open map[string]*document
}

func (d documents) get(name string) *document {
	if d.open[name] == nil {
		d.open[name] = open(name, d.read(name))
	}
	return d.open[name]
}

// document is a file with the changes to be made in it.
type document struct {
	name   string
	data   []byte
	syntax syntax
	eol    string
	spans  []span
	placed map[placed]int // spans by what they do
	added  []*addition
	of     map[string]int // added by what they add to
}

type placed struct {
	start, end int
	text       string
}

// span replaces some bytes of the file.
type span struct {
	start, end int
	text       string
	fixes      []int
}

// addition is what is to be added at one place: to a block, or beside a resource.
type addition struct {
	of       change // without its settings
	settings []setting
	fixes    []int
	wanted   [][]int // for each setting the fixes that add it
}

// syntax is the written form of a file.
type syntax interface {
	// replace returns what replaces the value of a change, or takes it away.
	replace(c change) (span, error)
	// add returns what writes an addition.
	add(a *addition) ([]span, error)
	// finish formats what was touched.
	finish(after []byte, touched []span) []byte
}

func open(name string, data []byte) *document {
	d := &document{name: name, data: data, eol: "\n", placed: map[placed]int{}, of: map[string]int{}}
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		d.eol = "\r\n"
	}
	d.syntax = parse(name, data)
	return d
}

// change makes a span of a change, or notes what is to be added; a fix for which that cannot be is refused.
func (d *document) change(c change, fix int, read func(string) []byte, refused []string) {
	switch {
	case d.syntax == nil:
		refuse(refused, []int{fix}, errUnread.Error())
	case c.kind == add, c.kind == addBlock, c.kind == beside:
		d.gather(c, fix, refused)
	default:
		s, err := d.replacement(c, read)
		if err != nil {
			refuse(refused, []int{fix}, err.Error())
			return
		}
		s.fixes = []int{fix}
		d.put(s)
	}
}

func (d *document) replacement(c change, read func(string) []byte) (span, error) {
	if len(c.way) > 0 {
		if err := passable(c, read); err != nil {
			return span{}, err
		}
	}
	return d.syntax.replace(c)
}

// put adds a span; one that is there already is for both.
func (d *document) put(s span) {
	at := placed{s.start, s.end, s.text}
	if i, ok := d.placed[at]; ok {
		d.spans[i].fixes = slices.Concat(d.spans[i].fixes, s.fixes)
		return
	}
	d.placed[at] = len(d.spans)
	d.spans = append(d.spans, s)
}

// gather puts what is to be added at one place together.
func (d *document) gather(c change, fix int, refused []string) {
	bare := c
	if c.kind != addBlock { // of which each is one of its own
		bare.settings = nil
	}
	key := bare.key()
	i, ok := d.of[key]
	if !ok {
		i = len(d.added)
		d.of[key] = i
		d.added = append(d.added, &addition{of: bare})
	}
	a := d.added[i]
	a.fixes = append(a.fixes, fix)
	for _, s := range c.settings {
		at := slices.IndexFunc(a.settings, func(o setting) bool { return o.path == s.path })
		if at < 0 {
			at = len(a.settings)
			a.settings, a.wanted = append(a.settings, s), append(a.wanted, nil)
		}
		a.wanted[at] = append(a.wanted[at], fix)
		if a.settings[at] != s {
			refuse(refused, a.wanted[at], errDisagree.Error())
		}
	}
}

// conflicts refuses fixes that would write over one another, after making spans of what is to be added.
func (d *document) conflicts(refused []string) {
	for _, a := range d.added {
		spans, err := d.syntax.add(a)
		if err != nil {
			refuse(refused, a.fixes, err.Error())
			continue
		}
		for _, s := range spans {
			s.fixes = a.fixes
			d.put(s)
		}
	}
	slices.SortStableFunc(d.spans, func(x, y span) int { return cmp.Or(cmp.Compare(x.start, y.start), cmp.Compare(x.end, y.end)) })
	apart := d.spans[:0]
	for _, s := range d.spans {
		last := len(apart) - 1
		switch {
		case last < 0 || s.start >= apart[last].end:
			apart = append(apart, s)
		case s.text == "" && apart[last].text == "": // neighbours that go, each with the empty line between them
			apart[last].end = max(apart[last].end, s.end)
			apart[last].fixes = slices.Concat(apart[last].fixes, s.fixes)
		default:
			refuse(refused, slices.Concat(apart[last].fixes, s.fixes), errDisagree.Error())
		}
	}
	d.spans = apart
}

func refuse(refused []string, fixes []int, why string) {
	for _, i := range fixes {
		if refused[i] == "" {
			refused[i] = why
		}
	}
}

func (d *document) refuse(refused []string, why string) {
	for _, s := range d.spans {
		refuse(refused, s.fixes, why)
	}
}

// apply writes the spans and formats what they touch; not ok when the result does not parse.
func (d *document) apply() ([]byte, bool) {
	var out bytes.Buffer
	var touched []span
	at := 0
	for _, s := range d.spans {
		out.Write(d.data[at:s.start])
		from := out.Len()
		out.WriteString(lines(s.text, d.eol))
		touched = append(touched, span{start: from, end: out.Len()})
		at = s.end
	}
	out.Write(d.data[at:])
	after := out.Bytes()
	if !parses(d.name, after) {
		return nil, false
	}
	after = d.syntax.finish(after, touched)
	return after, parses(d.name, after)
}

func parses(name string, data []byte) bool {
	_, diags := module.Parse(name, data)
	return !diags.HasErrors()
}
