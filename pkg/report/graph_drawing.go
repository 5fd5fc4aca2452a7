package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// language is how a drawing program wants a graph written. Boxes hold the nodes of a root or module; a dashed line is drawn around and
// between what may not be there.
type language struct {
	begin, end   string
	box, unbox   string                 // box takes its number and quoted label
	node         func(lint.Node) string // takes its number and quoted label
	link, dashed string                 // take the numbers of two nodes and a quoted label
	quote        func(string) string
}

// writeGraphDot writes for Graphviz.
func writeGraphDot(w io.Writer, g *lint.Graphs, _ Options) error {
	return draw(w, g, language{
		begin: "digraph demarc {\n  rankdir=LR newrank=true\n  node [shape=box]\n", end: "}\n",
		box: "subgraph cluster_%d {\n  label=%s\n", unbox: "}\n",
		node: func(n lint.Node) string {
			style := ""
			switch {
			case n.Kind == lint.Provider:
				style = " shape=component"
			case n.Kind == lint.Data:
				style = " shape=ellipse"
			}
			if n.Maybe {
				style += " style=dashed"
			}
			return "n%d [label=%s" + style + "]\n"
		},
		link: "n%d -> n%d [label=%s]\n", dashed: "n%d -> n%d [label=%s style=dashed]\n",
		quote: func(s string) string {
			return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;").Replace(s) + `"`
		},
	})
}

// writeGraphMermaid writes for Mermaid, which Markdown of code hosts shows. It draws 500 links unless told to draw more.
func writeGraphMermaid(w io.Writer, g *lint.Graphs, _ Options) error {
	return draw(w, g, language{
		begin: "flowchart LR\n  classDef maybe stroke-dasharray: 4\n",
		box:   "subgraph m%d [%s]\n", unbox: "end\n",
		node: func(n lint.Node) string {
			shape := "[%s]"
			switch {
			case n.Kind == lint.Provider:
				shape = "[[%s]]"
			case n.Kind == lint.Data:
				shape = "([%s])"
			}
			if n.Maybe {
				shape += ":::maybe"
			}
			return "n%d" + shape + "\n"
		},
		link: "n%[1]d -->|%[3]s| n%[2]d\n", dashed: "n%[1]d -.->|%[3]s| n%[2]d\n",
		quote: quoteMermaid,
	})
}

// quoteMermaid writes everything but letters, digits and what addresses are made of as entities: labels are read as Markdown and HTML.
func quoteMermaid(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < 0x80 && strings.ContainsRune("\"#&<>`*~|\\\\;{}", r) {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}

func draw(w io.Writer, g *lint.Graphs, in language) error {
	d := &canvas{Writer: bufio.NewWriter(w), language: in}
	fmt.Fprint(d, in.begin)
	for _, root := range g.Roots {
		d.root(root, len(g.Roots) > 1)
	}
	fmt.Fprint(d, in.end)
	return d.Flush()
}

// canvas numbers nodes and boxes through all roots, since two roots may have the same addresses.
type canvas struct {
	*bufio.Writer
	language
	nodes, boxes int
}

func (d *canvas) root(g lint.RootGraph, boxed bool) {
	first := d.nodes
	if boxed {
		d.box(g.Dir)
	}
	modules, members := byModule(g)
	for _, module := range modules {
		if module != "" {
			d.box(module)
		}
		for _, i := range members[module] {
			fmt.Fprintf(d, d.node(g.Nodes[i]), first+i, d.quote(g.Nodes[i].Address))
		}
		if module != "" {
			fmt.Fprint(d, d.unbox)
		}
	}
	if boxed {
		fmt.Fprint(d, d.unbox)
	}
	d.nodes += len(g.Nodes)
	for _, l := range lines(g.Links) {
		arrow := d.link
		if l.Maybe {
			arrow = d.dashed
		}
		fmt.Fprintf(d, arrow, first+l.From, first+l.To, d.quote(l.Argument))
	}
}

// lines puts the links from one node to another into one, which names all arguments.
func lines(links []lint.Link) []lint.Link {
	type pair struct{ from, to int }
	at := map[pair]int{}
	var all []lint.Link
	for _, l := range links {
		i, known := at[pair{l.From, l.To}]
		if !known {
			at[pair{l.From, l.To}] = len(all)
			all = append(all, l)
			continue
		}
		all[i].Maybe = all[i].Maybe && l.Maybe
		if !slices.Contains(strings.Split(all[i].Argument, ", "), l.Argument) {
			all[i].Argument += ", " + l.Argument
		}
	}
	return all
}

func (d *canvas) box(label string) {
	fmt.Fprintf(d, d.language.box, d.boxes, d.quote(label))
	d.boxes++
}

// byModule groups the nodes by their module instance, the modules in the order of their first nodes.
func byModule(g lint.RootGraph) (modules []string, members map[string][]int) {
	members = map[string][]int{}
	for i, n := range g.Nodes {
		if members[n.Module] == nil {
			modules = append(modules, n.Module)
		}
		members[n.Module] = append(members[n.Module], i)
	}
	return modules, members
}
