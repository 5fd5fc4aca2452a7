package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// writeGraphText writes a paragraph a root: its modules, then each node with a line for each link that goes out of it.
func writeGraphText(w io.Writer, g *lint.Graphs, _ Options) error {
	out := bufio.NewWriter(w)
	for i, root := range g.Roots {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s: %s, %s, %s\n", lineHead(root.Dir), count(resources(root), "instance"), count(len(root.Modules), "called module"), count(len(root.Links), "link"))
		for _, m := range root.Modules {
			fmt.Fprintf(out, "%s%s  %s  in %s\n", lineHead(m.Address), maybe(m.Maybe), position(m.Place), m.Dir)
		}
		links := root.Links
		for at, n := range root.Nodes {
			fmt.Fprintf(out, "%s%s  %s%s\n", lineHead(n.Address), maybe(n.Maybe), position(n.Place), provided(n))
			for ; len(links) > 0 && links[0].From == at; links = links[1:] {
				fmt.Fprintf(out, "  %s -> %s%s\n", lineHead(links[0].Argument), target(root, links[0]), named(links[0].ByName)+maybe(links[0].Maybe))
			}
		}
	}
	return out.Flush()
}

func resources(g lint.RootGraph) int {
	n := 0
	for i := range g.Nodes {
		if g.Nodes[i].Kind != lint.Provider {
			n++
		}
	}
	return n
}

func maybe(m bool) string {
	if m {
		return " (maybe)"
	}
	return ""
}

func named(byName bool) string {
	if byName {
		return " (by name)"
	}
	return ""
}

func provided(n lint.Node) string {
	if n.Provider == "" {
		return ""
	}
	return "  " + n.Provider
}

// The same contract as that of the JSON of a lint.
type (
	jsonGraphs struct {
		Version     string           `json:"version"`
		Roots       []jsonRootGraph  `json:"roots"`
		Diagnostics []jsonDiagnostic `json:"diagnostics"`
		Unread      []jsonUnread     `json:"unread"`
	}
	jsonRootGraph struct {
		Directory string       `json:"directory"`
		Modules   []jsonModule `json:"modules"`
		Nodes     []jsonNode   `json:"nodes"`
		Links     []jsonLink   `json:"links"`
	}
	jsonModule struct {
		Address   string `json:"address"`
		Directory string `json:"directory"`
		Maybe     bool   `json:"maybe"`
		jsonPlace
	}
	jsonNode struct {
		Address  string `json:"address"`
		Kind     string `json:"kind"`
		Type     string `json:"type"`
		Module   string `json:"module"`
		Provider string `json:"provider"`
		Maybe    bool   `json:"maybe"`
		jsonPlace
	}
	jsonLink struct {
		From      string `json:"from"`
		Argument  string `json:"argument"`
		To        string `json:"to"`
		Attribute string `json:"attribute"`
		ByName    bool   `json:"by_name"`
		Maybe     bool   `json:"maybe"`
		jsonPlace
	}
)

func writeGraphJSON(w io.Writer, g *lint.Graphs, o Options) error {
	return encode(w, jsonGraphs{
		Version: o.Version,
		Roots:   listed(g.Roots, newJSONRootGraph),
		Diagnostics: listed(g.Result.Diagnostics, func(d lint.Diagnostic) jsonDiagnostic {
			return jsonDiagnostic{d.Severity, d.Summary, d.Detail, newJSONPlace(d.Place)}
		}),
		Unread: listed(g.Result.Coverage.Unread, func(u lint.Unread) jsonUnread { return jsonUnread{Path: u.Path, Reason: u.Reason} }),
	})
}

func newJSONRootGraph(g lint.RootGraph) jsonRootGraph {
	return jsonRootGraph{
		Directory: g.Dir,
		Modules: listed(g.Modules, func(m lint.ModuleNode) jsonModule {
			return jsonModule{m.Address, m.Dir, m.Maybe, newJSONPlace(m.Place)}
		}),
		Nodes: listed(g.Nodes, func(n lint.Node) jsonNode {
			return jsonNode{n.Address, n.Kind, n.Type, n.Module, n.Provider, n.Maybe, newJSONPlace(n.Place)}
		}),
		Links: listed(g.Links, func(l lint.Link) jsonLink {
			return jsonLink{g.Nodes[l.From].Address, l.Argument, g.Nodes[l.To].Address, l.Attribute, l.ByName, l.Maybe, newJSONPlace(l.Place)}
		}),
	}
}
