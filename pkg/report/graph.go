package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/lint"
)

type graphFormat struct {
	name  string
	write func(io.Writer, *lint.Graphs, Options) error
	hash  string // as in format
}

func graphFormats() []graphFormat {
	return []graphFormat{
		{"text", writeGraphText, spaced},
		{"json", writeGraphJSON, inJSON},
		{"dot", writeGraphDot, spaced},
		{"mermaid", writeGraphMermaid, spaced},
	}
}

// GraphFormats lists the names that WriteGraph knows, in the order in which help shows them.
func GraphFormats() []string {
	var names []string
	for _, f := range graphFormats() {
		names = append(names, f.name)
	}
	return names
}

// KnownGraph reports whether GraphFormats lists the name.
func KnownGraph(format string) bool { return slices.Contains(GraphFormats(), format) }

// WriteGraph writes graphs in that format. It fails for a format that GraphFormats does not list and when w does.
func WriteGraph(w io.Writer, format string, g *lint.Graphs, o Options) error {
	for _, f := range graphFormats() {
		if f.name == format {
			return harmless(w, f.hash, func(w io.Writer) error { return f.write(w, safeGraphs(g), o) })
		}
	}
	return fmt.Errorf("unknown format %q, know %s", format, strings.Join(GraphFormats(), ", "))
}

// safeGraphs is a copy in which every text is escaped and without credentials, as safe is for results.
func safeGraphs(g *lint.Graphs) *lint.Graphs {
	b := newBorder(g.Result, Options{Source: g.Result.Source})
	return &lint.Graphs{Roots: mapped(g.Roots, b.rootGraph), Result: b.result(g.Result)}
}

func (b border) rootGraph(g lint.RootGraph) lint.RootGraph {
	return lint.RootGraph{
		Dir: Escape(g.Dir), Modules: mapped(g.Modules, b.moduleNode), Nodes: mapped(g.Nodes, b.node), Links: mapped(g.Links, b.link),
	}
}

func (b border) moduleNode(m lint.ModuleNode) lint.ModuleNode {
	m.Address, m.Dir, m.Place = b.address(m.Address), Escape(m.Dir), b.place(m.Place)
	return m
}

func (b border) node(n lint.Node) lint.Node {
	n.Address, n.Type, n.Module, n.Provider = b.address(n.Address), Escape(n.Type), b.address(n.Module), b.address(n.Provider)
	n.Place = b.place(n.Place)
	return n
}

func (b border) link(l lint.Link) lint.Link {
	l.Argument, l.Attribute, l.Place = Escape(l.Argument), Escape(l.Attribute), b.place(l.Place)
	return l
}

// target is what a link refers to, with the attribute.
func target(g lint.RootGraph, l lint.Link) string {
	if l.Attribute == "" {
		return g.Nodes[l.To].Address
	}
	return g.Nodes[l.To].Address + "." + l.Attribute
}
