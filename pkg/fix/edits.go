package fix

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/secret"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Edit replaces whole lines of a file, or inserts some where the place is empty. Places are those of the file before any edit.
type Edit struct {
	Place   source.Place
	NewText string
}

// Edits lists what a plan changes, by file and then by place.
func (p *Plan) Edits() []Edit {
	var all []Edit
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		before := p.before[name]
		for _, e := range udiff.Lines(string(before), string(p.Files[name])) {
			place := source.Place{Filename: name, Start: lineStart(before, e.Start), End: lineStart(before, e.End)}
			all = append(all, Edit{place, e.New})
		}
	}
	return all
}

// lineStart is the position of a byte at the start of a line, or at the end of the file.
func lineStart(data []byte, at int) hcl.Pos {
	before := data[:at]
	pos := hcl.Pos{Line: 1 + bytes.Count(before, []byte("\n")), Column: 1, Byte: at}
	if last := before[bytes.LastIndexByte(before, '\n')+1:]; len(last) > 0 { // the file ends without a line end
		pos.Column += len([]rune(string(last)))
	}
	return pos
}

// contextLines are shown around a change.
const contextLines = 3

// Diff is the plan as a unified diff that patch and git apply take, by file. What stands at the places of secrets, or looks like one, is not shown: where it would be, fewer
// lines are shown around the changes of that file, and in a line that changes it is masked, which then no longer applies.
func (p *Plan) Diff(secrets []source.Place) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		before := string(p.before[name])
		edits := udiff.Lines(before, string(p.Files[name]))
		hidden := secretsIn(before, name, secrets)
		for context := contextLines; context >= 0; context-- {
			diff, err := udiff.ToUnified(quoted("a/"+name), quoted("b/"+name), before, edits, context)
			shown := withoutCredentials(hidden.Replace(diff))
			if err != nil || context > 0 && shown != diff {
				continue
			}
			out.WriteString(shown)
			break
		}
	}
	return out.String()
}

// withoutCredentials masks what looks like a credential in the diff of one file, wherever it stands.
func withoutCredentials(diff string) string {
	const head = 2 // lines, with the file's name
	lines := strings.SplitAfter(diff, "\n")
	for i := head; i < len(lines); i++ {
		if line := lines[i]; line != "" {
			lines[i] = line[:1] + secret.Hide(line[1:], secret.InLine(line[1:]))
		}
	}
	return strings.Join(lines, "")
}

// quoted is a file's name in a diff, spelled as git does where characters of it act on a terminal, end a line, or are a command to a runner of workflows.
func quoted(name string) string {
	odd := func(r rune) bool { return r == '"' || r == '\\' || r == utf8.RuneError || !unicode.IsPrint(r) }
	if !strings.ContainsFunc(name, odd) && !strings.Contains(name, "##") {
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		if c := name[i]; c < ' ' || c >= 0x7f || strings.IndexByte(`"\#`, c) >= 0 {
			fmt.Fprintf(&b, `\%03o`, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}

// minSecret is how long a piece of a line must be to be told from what stands everywhere.
const minSecret = 4

// secretsIn masks what stands at the places of the file, line by line.
func secretsIn(text, name string, places []source.Place) *strings.Replacer {
	var pairs []string
	for _, at := range places {
		if at.Filename != name || at.End.Byte > len(text) || at.Start.Byte > at.End.Byte {
			continue
		}
		for line := range strings.Lines(text[at.Start.Byte:at.End.Byte]) {
			if piece := strings.TrimSpace(line); len(piece) >= minSecret {
				pairs = append(pairs, piece, secret.Mask)
			}
		}
	}
	return strings.NewReplacer(pairs...)
}
