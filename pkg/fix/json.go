package fix

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

var (
	errJSONAdd    = errors.New("what it would add cannot be written in JSON syntax")
	errJSONRemove = errors.New("what it would take away is written in JSON syntax")
)

// inJSON is a file in JSON syntax. Values are replaced and members added to objects; nothing else is moved.
type inJSON struct{ data []byte }

// replace implements syntax.
func (j *inJSON) replace(c change) (span, error) {
	at := c.target()
	if c.kind != replace {
		return span{}, errJSONRemove
	}
	if at.End.Byte > len(j.data) || !isPlain(j.data[at.Start.Byte:at.End.Byte]) {
		return span{}, errComputed
	}
	return span{start: at.Start.Byte, end: at.End.Byte, text: c.json}, nil
}

// isPlain reports a JSON value without templates.
func isPlain(text []byte) bool {
	return json.Valid(text) && !bytes.Contains(text, []byte("${")) && !bytes.Contains(text, []byte("%{"))
}

// add implements syntax: as the first members of the block's object.
func (j *inJSON) add(a *addition) ([]span, error) {
	open := a.of.at.Start.Byte
	if a.of.kind != add || open >= len(j.data) || j.data[open] != '{' {
		return nil, errJSONAdd
	}
	members := nested(a.settings)
	for _, m := range members {
		if j.has(open, m.name) {
			return nil, errJSONAdd
		}
	}
	gap, empty := j.gap(open + 1)
	var b strings.Builder
	for i, m := range members {
		if i > 0 {
			b.WriteString(comma(gap))
		}
		b.WriteString(gap + `"` + m.name + `": ` + m.text(gap, j.indent()))
	}
	if !empty {
		b.WriteString(comma(gap))
	} else if gap != "" {
		b.WriteString(strings.TrimSuffix(gap, j.indent()))
	}
	if empty {
		rest := j.data[open+1:]
		return []span{{start: open + 1, end: open + 1 + len(rest) - len(bytes.TrimLeft(rest, " \t\r\n")), text: b.String()}}, nil
	}
	return []span{insert(open+1, b.String())}, nil
}

// comma is followed by a space where all is on one line.
func comma(gap string) string {
	if gap == "" {
		return ", "
	}
	return ","
}

// has reports whether the object that opens there has a member of that name.
func (j *inJSON) has(open int, name string) bool {
	var object map[string]json.RawMessage
	if json.NewDecoder(bytes.NewReader(j.data[open:])).Decode(&object) != nil {
		return true
	}
	_, ok := object[name]
	return ok
}

// gap is what separates the members of the object whose inside begins there: a line end and the indentation, or nothing.
func (j *inJSON) gap(inside int) (gap string, empty bool) {
	rest := j.data[inside:]
	trimmed := bytes.TrimLeft(rest, " \t\r\n")
	space := strings.ReplaceAll(string(rest[:len(rest)-len(trimmed)]), "\r", "")
	empty = bytes.HasPrefix(trimmed, []byte("}"))
	if i := strings.LastIndexByte(space, '\n'); i >= 0 {
		space = space[i:]
		if empty {
			space += j.indent()
		}
		return space, empty
	}
	if empty && bytes.Contains(j.data, []byte("\n")) {
		return j.lineIndent(inside) + j.indent(), true
	}
	return "", empty
}

// lineIndent is a line end and how far the line is indented.
func (j *inJSON) lineIndent(at int) string {
	line := j.data[bytes.LastIndexByte(j.data[:at], '\n')+1 : at]
	return "\n" + string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

// indent is one step of the file's indentation: how far its first member is indented.
func (j *inJSON) indent() string {
	_, rest, found := bytes.Cut(j.data, []byte("\n"))
	if n := len(rest) - len(bytes.TrimLeft(rest, " \t")); found && n > 0 {
		return string(rest[:n])
	}
	return "  "
}

// member is an argument, or an object of them.
type member struct {
	name  string
	value string
	of    []member
}

func nested(all []setting) []member {
	var members []member
	byName := map[string][]setting{}
	for _, s := range all {
		name, rest, deeper := strings.Cut(s.path, ".")
		if !deeper {
			members = append(members, member{name: name, value: s.json})
			continue
		}
		if byName[name] == nil {
			members = append(members, member{name: name})
		}
		s.path = rest
		byName[name] = append(byName[name], s)
	}
	for i, m := range members {
		if m.value == "" {
			members[i].of = nested(byName[m.name])
		}
	}
	return members
}

// text writes the value, its members each behind the gap and one more step.
func (m member) text(gap, step string) string {
	if m.value != "" {
		return m.value
	}
	inner := gap
	if gap != "" {
		inner += step
	}
	var texts []string
	for _, o := range m.of {
		texts = append(texts, inner+`"`+o.name+`": `+o.text(inner, step))
	}
	return "{" + strings.Join(texts, comma(gap)) + gap + "}"
}

// finish implements syntax: JSON is left as it is laid out.
func (j *inJSON) finish(after []byte, _ []span) []byte { return after }
