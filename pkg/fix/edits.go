package fix

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/hashicorp/hcl/v2"

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

// Diff is the plan as a unified diff that patch and git apply take, by file. What stands at the places of secrets is not shown: where it would be, fewer
// lines are shown around the changes of that file.
func (p *Plan) Diff(secrets []source.Place) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(p.Files)) {
		before := string(p.before[name])
		edits := udiff.Lines(before, string(p.Files[name]))
		for context := contextLines; context >= 0; context-- {
			diff, err := udiff.ToUnifiedDiff("a/"+name, "b/"+name, before, edits, context)
			if err != nil || context > 0 && shows(diff, name, secrets) {
				continue
			}
			out.WriteString(diff.String())
			break
		}
	}
	return out.String()
}

// shows reports whether a line of a secret is among those of the diff.
func shows(diff udiff.UnifiedDiff, name string, secrets []source.Place) bool {
	return slices.ContainsFunc(diff.Hunks, func(h *udiff.Hunk) bool {
		end := h.FromLine
		for _, line := range h.Lines {
			if line.Kind != udiff.Insert {
				end++
			}
		}
		return slices.ContainsFunc(secrets, func(s source.Place) bool {
			return s.Filename == name && s.Start.Line < end && s.End.Line >= h.FromLine
		})
	})
}
