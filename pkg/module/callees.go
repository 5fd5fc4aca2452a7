package module

import (
	"bytes"
	"path"
	"strings"
)

// Callees lists the local directories that a directory's module calls name. Of a module that is loaded these are its calls; of others they are what shows
// before they are parsed, which can differ from it where a file is broken.
func (l *Loader) Callees(dir string) []string {
	dir = path.Clean(dir)
	if once, ok := l.modules.Load(dir); ok {
		if m := once.(func() *Module)(); m != nil {
			return m.callees()
		}
		return nil
	}
	f := l.folder(dir)
	if f == nil {
		return nil
	}
	f.looked.Do(func() {
		for _, name := range f.files {
			for _, src := range sources(name, l.Source(name)) {
				f.callees = append(f.callees, path.Join(dir, src))
			}
		}
	})
	return f.callees
}

func (m *Module) callees() []string {
	var dirs []string
	for _, src := range m.localSources() {
		dirs = append(dirs, path.Join(m.Dir, src))
	}
	return dirs
}

// localSources are the sources of the module's calls that are local paths.
func (m *Module) localSources() []string {
	var found []string
	for _, call := range m.Calls {
		if src := call.Body.literal("source"); isLocal(src) {
			found = append(found, src)
		}
	}
	return found
}

func isLocal(src string) bool { return strings.HasPrefix(src, "./") || strings.HasPrefix(src, "../") }

// sources are the local paths that a file's module calls name.
func sources(name string, data []byte) []string {
	isJSON, escapes := strings.HasSuffix(name, ".json"), bytes.Contains(data, []byte(`\u`))
	if !(isJSON && escapes || bytes.Contains(data, []byte("module"))) || !(escapes || bytes.Contains(data, []byte("./"))) {
		return nil
	}
	if !isJSON && !bytes.Contains(data, []byte("<<")) { // a heredoc may hold anything
		s := scanner{data: data}
		if found, ok := s.calls(); ok {
			return found
		}
	}
	body, _ := Parse(name, data)
	m := &Module{Files: []*File{{Name: name, Bytes: data, Body: body}}}
	m.assemble()
	return m.localSources()
}

// scanner goes through well-formed native syntax without heredocs. It knows texts, comments and brackets, and gives up at anything else that it
// does not expect.
type scanner struct {
	data  []byte
	at    int
	plain bool // no source argument of the block is more than a text
}

// calls lists the local sources of the module blocks; ok is false where only a parser can tell.
func (s *scanner) calls() (found []string, ok bool) {
	for {
		word := s.word()
		switch {
		case word == "" && s.at == len(s.data):
			return found, true
		case word == "":
			return nil, false
		}
		for s.next() != '{' { // labels
			if s.next() == '"' && s.text() || s.word() != "" {
				continue
			}
			return nil, false
		}
		s.plain = true
		source, ok := s.block()
		if !ok || word == "module" && !s.plain {
			return nil, false
		}
		if word == "module" && isLocal(source) {
			found = append(found, source)
		}
	}
}

// lineEnds reports whether nothing but a comment or the block's end follows on the line.
func (s *scanner) lineEnds() bool {
	for i := s.at; i < len(s.data); i++ {
		switch s.data[i] {
		case ' ', '\t', '\r':
		case '\n', '#', '/', '}':
			return true
		default:
			return false
		}
	}
	return false
}

// next is the next byte that is neither space nor comment; 0 at the end.
func (s *scanner) next() byte {
	for s.at < len(s.data) {
		rest := s.data[s.at:]
		switch {
		case rest[0] == ' ' || rest[0] == '\n' || rest[0] == '\t' || rest[0] == '\r':
			s.at++
		case rest[0] == '#' || rest[0] == '/' && bytes.HasPrefix(rest, []byte("//")):
			if !s.past(rest, "\n") {
				s.at = len(s.data)
			}
		case rest[0] == '/' && bytes.HasPrefix(rest, []byte("/*")):
			if !s.past(rest, "*/") {
				return rest[0]
			}
		default:
			return rest[0]
		}
	}
	return 0
}

// past goes behind the end of a comment.
func (s *scanner) past(rest []byte, end string) bool {
	i := bytes.Index(rest, []byte(end))
	if i >= 0 {
		s.at += i + len(end)
	}
	return i >= 0
}

// word reads a name, "" where none stands.
func (s *scanner) word() string {
	s.next()
	from := s.at
	for s.at < len(s.data) && isWord(s.data[s.at]) {
		s.at++
	}
	return string(s.data[from:s.at])
}

func isWord(c byte) bool {
	return c == '_' || c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// text goes past a quoted text, with what is interpolated in it.
func (s *scanner) text() bool {
	for s.at++; s.at < len(s.data); s.at++ {
		switch c := s.data[s.at]; {
		case c == '"':
			s.at++
			return true
		case c == '\\':
			s.at++
		case c == '\n':
			return false
		case (c == '$' || c == '%') && s.at+1 < len(s.data) && s.data[s.at+1] == '{':
			if s.data[s.at-1] == c { // $${ is no interpolation
				continue
			}
			s.at++
			if !s.brackets() {
				return false
			}
			s.at--
		}
	}
	return false
}

// block goes past a block, and returns the text that its source argument is.
func (s *scanner) block() (source string, ok bool) {
	s.at++
	for {
		switch c := s.next(); {
		case c == '}':
			s.at++
			return source, true
		case isWord(c) && s.word() == "source" && s.next() == '=':
			if s.at++; bytes.HasPrefix(s.data[s.at:], []byte("=")) {
				continue
			}
			s.plain = s.plain && source == ""
			if s.next() != '"' {
				s.plain = false
				continue
			}
			from := s.at
			if !s.text() {
				return "", false
			}
			text := s.data[from+1 : s.at-1]
			source, s.plain = string(text), s.plain && !bytes.ContainsAny(text, "\\$%") && s.lineEnds()
		case isWord(c):
		case !s.step(c):
			return "", false
		}
	}
}

// brackets goes past a pair of brackets and all in between.
func (s *scanner) brackets() bool {
	var open []byte
	for {
		switch c := s.next(); c {
		case '{', '[', '(':
			s.at++
			open = append(open, c)
		case '}', ']', ')':
			s.at++
			last := len(open) - 1
			if pair := string([]byte{open[last], c}); pair != "{}" && pair != "[]" && pair != "()" {
				return false
			}
			if open = open[:last]; last == 0 {
				return true
			}
		default:
			if !s.step(c) {
				return false
			}
		}
	}
}

// step goes past what begins with c.
func (s *scanner) step(c byte) bool {
	switch {
	case c == '"':
		return s.text()
	case c == '{', c == '[', c == '(':
		return s.brackets()
	case c == 0, c == '}', c == ']', c == ')', c >= 0x80:
		return false
	}
	s.at++
	return true
}
