package fix

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// add implements syntax.
func (n *native) add(a *addition) ([]span, error) {
	b := n.block(a.of.at)
	if b == nil {
		return nil, errNowhere
	}
	switch a.of.kind {
	case beside:
		return []span{n.behind(b, "resource \""+a.of.label+"\" \""+a.of.name+"\" {\n"+inside(a.settings)+"}")}, nil
	case addBlock:
		return n.into(b, "", a.of.label, a.of.label+" {\n"+inside(a.settings)+"}\n"), nil
	}
	arguments, blocks := sorted(a.settings)
	return n.into(b, written(arguments), "", blocks), nil
}

// behind puts a block behind another, with an empty line around it.
func (n *native) behind(b *hclsyntax.Block, text string) span {
	at := n.lineEnd(b.CloseBraceRange.End.Byte)
	rest := n.data[at:]
	switch {
	case at > 0 && n.data[at-1] != '\n': // the file ends without a line end, and shall
		return insert(at, "\n\n"+text)
	case len(rest) > 0 && rest[0] != '\n' && rest[0] != '\r':
		text += "\n"
	}
	return insert(at, "\n"+text+"\n")
}

func insert(at int, text string) span { return span{start: at, end: at, text: text} }

// sorted parts arguments from nested blocks, and writes the latter with an empty line between them.
func sorted(all []setting) (arguments []setting, blocks string) {
	var types []string
	byType := map[string][]setting{}
	for _, s := range all {
		typ, rest, nested := strings.Cut(s.path, ".")
		if !nested {
			arguments = append(arguments, s)
			continue
		}
		if byType[typ] == nil {
			types = append(types, typ)
		}
		s.path = rest
		byType[typ] = append(byType[typ], s)
	}
	var texts []string
	for _, typ := range types {
		texts = append(texts, typ+" {\n"+inside(byType[typ])+"}\n")
	}
	return arguments, strings.Join(texts, "\n")
}

// inside writes the body of a block that is new.
func inside(all []setting) string {
	arguments, blocks := sorted(all)
	text := written(arguments)
	if text != "" && blocks != "" {
		text += "\n"
	}
	return text + blocks
}

func written(arguments []setting) string {
	var b strings.Builder
	for _, s := range arguments {
		b.WriteString(s.path + " = " + s.value + "\n")
	}
	return b.String()
}

// into adds arguments behind the others and blocks behind those of their type, or at the end.
func (n *native) into(b *hclsyntax.Block, arguments, typ, blocks string) []span {
	open, end := b.OpenBraceRange.End.Byte, b.CloseBraceRange.Start.Byte
	content := n.data[open:end]
	empty := len(bytes.TrimSpace(content)) == 0
	switch {
	case empty:
		if arguments != "" && blocks != "" {
			blocks = "\n" + blocks
		}
		return []span{{start: open, end: end, text: "\n" + arguments + blocks}}
	case !bytes.Contains(content, []byte("\n")):
		tail := end - len(blanksBefore(content))
		if blocks != "" {
			blocks = "\n" + blocks
		}
		return []span{insert(open, "\n"), {start: tail, end: end, text: "\n" + arguments + blocks}}
	}
	var spans []span
	if arguments != "" {
		at, gap := n.behindArguments(b)
		spans = append(spans, insert(at, arguments+gap))
	}
	if blocks != "" {
		spans = append(spans, n.behindBlocks(b, typ, blocks))
	}
	return spans
}

// last are arguments that by custom stand at the end.
func isLast(name string) bool { return slices.Contains([]string{"tags", "depends_on"}, name) }

// behindArguments is behind the line of the last argument before the nested blocks.
func (n *native) behindArguments(b *hclsyntax.Block) (at int, gap string) {
	first := b.CloseBraceRange.Start.Byte
	for _, inner := range b.Body.Blocks {
		first = min(first, inner.Range().Start.Byte)
	}
	at = -1
	for _, a := range b.Body.Attributes {
		if end := a.Range().End.Byte; a.Range().Start.Byte < first && !isLast(a.Name) {
			at = max(at, end)
		}
	}
	if at < 0 {
		if len(b.Body.Blocks)+len(b.Body.Attributes) > 0 {
			gap = "\n"
		}
		at = b.OpenBraceRange.End.Byte
	}
	return n.lineEnd(at), gap
}

// lineEnd is the start of the line after the one on which an expression or a brace ends.
func (n *native) lineEnd(at int) int {
	for _, t := range n.tokensFrom(at) {
		if t.Type == hclsyntax.TokenNewline || t.Type == hclsyntax.TokenComment && bytes.HasSuffix(t.Bytes, []byte("\n")) {
			return t.Range.End.Byte
		}
	}
	return len(n.data)
}

// tokensFrom are those that start there or later.
func (n *native) tokensFrom(at int) hclsyntax.Tokens {
	i, _ := slices.BinarySearchFunc(n.tokens, at, func(t hclsyntax.Token, at int) int { return t.Range.Start.Byte - at })
	return n.tokens[i:]
}

// behindBlocks is behind the last block of the type, or before the closing brace.
func (n *native) behindBlocks(b *hclsyntax.Block, typ, text string) span {
	for _, inner := range slices.Backward(b.Body.Blocks) {
		if inner.Type == typ {
			return insert(n.lineEnd(inner.CloseBraceRange.End.Byte), "\n"+text)
		}
	}
	end := b.CloseBraceRange.Start.Byte
	return insert(end-len(blanksBefore(n.data[:end])), "\n"+text)
}
