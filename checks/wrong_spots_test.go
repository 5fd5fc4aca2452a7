package checks_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/schema"
)

const deepest = 2 // blocks in blocks of a resource: further down, schemas repeat themselves

// spot is an argument or a nested block, and the blocks that it stands in.
type spot struct {
	within []string
	name   string
	block  bool
}

func spots(b *schema.Block, within []string) []spot {
	var all []spot
	for _, name := range slices.Sorted(maps.Keys(b.Attributes)) {
		all = append(all, spot{within, name, false})
	}
	for _, name := range slices.Sorted(maps.Keys(b.Blocks)) {
		all = append(all, spot{within, name, true})
		if len(within) < deepest {
			all = append(all, spots(b.Blocks[name].Block, append(slices.Clip(within), name))...)
		}
	}
	return all
}

// wrongLines are the ways to write it wrong. A block is also written as an argument, an argument as a block.
func (s spot) wrongLines() []string {
	lines := []string{s.name + " {\n}\n", s.name + " \"a\" {\n  a = 1\n}\n"}
	for _, v := range wrongValues {
		lines = append(lines, s.name+" = "+v+"\n")
		if s.block {
			lines = append(lines, fmt.Sprintf("dynamic %q {\n  for_each = %s\n  content {\n    a = %[1]s.value\n  }\n}\n", s.name, v))
		}
	}
	return lines
}

// in puts the line into the spot's blocks.
func (s spot) in(line string) string {
	for _, name := range slices.Backward(s.within) {
		line = name + " {\n" + line + "}\n"
	}
	return line
}

func (s spot) wrongMembers() []string {
	var members []string
	for _, v := range wrongJSON {
		members = append(members, fmt.Sprintf("{%q:%s}", s.name, v))
		if s.block {
			members = append(members, fmt.Sprintf(`{"dynamic":{%q:{"for_each":%s,"content":%[2]s}}}`, s.name, v))
		}
	}
	return members
}

func (s spot) inJSON(member string) string {
	for _, name := range slices.Backward(s.within) {
		member = fmt.Sprintf("{%q:%s}", name, member)
	}
	return member
}

// allWrong is a body with each argument in it, whose values are others in each round.
func allWrong(b *schema.Block, round, depth int) string {
	var text strings.Builder
	for i, name := range slices.Sorted(maps.Keys(b.Attributes)) {
		fmt.Fprintf(&text, "%s = %s\n", name, wrongValues[(i+round)%len(wrongValues)])
	}
	for name, nested := range b.Blocks {
		if depth <= deepest {
			fmt.Fprintf(&text, "%s {\n%s}\n", name, allWrong(nested.Block, round+1, depth+1))
		}
	}
	return text.String()
}

func allWrongJSON(b *schema.Block, round, depth int) string {
	var members []string
	for i, name := range slices.Sorted(maps.Keys(b.Attributes)) {
		members = append(members, fmt.Sprintf("%q:%s", name, wrongJSON[(i+round)%len(wrongJSON)]))
	}
	for name, nested := range b.Blocks {
		if depth <= deepest {
			members = append(members, fmt.Sprintf("%q:[%s]", name, allWrongJSON(nested.Block, round+1, depth+1)))
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// wrongs are resources, in files small enough for all of their findings to be told.
type wrongs struct {
	count int
	files map[string][]byte
}

func (w *wrongs) native(typeName, body string) {
	keyword, typeName := labels(typeName)
	w.add("tf", "", fmt.Sprintf("%s %q \"x%d\" {\n%s}\n", keyword, typeName, w.count, body), "")
}

// json adds to a file that is a list of bodies.
func (w *wrongs) json(typeName, body string) {
	keyword, typeName := labels(typeName)
	w.add("tf.json", "[{}", fmt.Sprintf(",{%q:{%q:{\"x%d\":%s}}}", keyword, typeName, w.count, body), "]")
}

func labels(typeName string) (keyword, name string) {
	if data, ok := strings.CutPrefix(typeName, "data."); ok {
		return "data", data
	}
	return "resource", typeName
}

func (w *wrongs) add(extension, before, text, after string) {
	const perFile = 500
	if w.files == nil {
		w.files = map[string][]byte{}
	}
	name := fmt.Sprintf("x%d.%s", w.count/perFile, extension)
	file, begun := w.files[name]
	if !begun {
		file = []byte(before)
	}
	file = append(bytes.TrimSuffix(file, []byte(after)), text...)
	w.files[name] = append(file, after...)
	w.count++
}
