package lint

import (
	"context"
	"fmt"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Graphs are the resource graphs of the root modules, as data that needs no more evaluation and holds no values: addresses
// and the names of arguments alone.
type Graphs struct {
	Roots  []RootGraph // in the order of their directories
	Result *Result     // diagnostics and coverage; without findings
}

// RootGraph is the graph of one root module.
type RootGraph struct {
	Dir     string
	Modules []ModuleNode // instances of the modules that it calls
	Nodes   []Node       // the root's before its modules', in source order
	Links   []Link       // in the order of Nodes
}

// ModuleNode is one instance of a called module.
type ModuleNode struct {
	Address string // module.web["a"]
	Dir     string
	Maybe   bool         // the call's count or for_each is not known
	Place   source.Place // of the call
}

// Kinds of node.
const (
	Managed  = "managed"
	Data     = "data"
	Provider = "provider" // a configuration of one; an alias is part of its address
)

// Node is an instance of a resource, data source or provider block.
type Node struct {
	Address  string
	Kind     string
	Type     string // aws_s3_bucket; of a provider its name
	Module   string // address of the module instance; "" in the root
	Provider string // the configuration it is managed with: provider.aws.west; "" where it is not known which
	Maybe    bool   // it may not exist
	Place    source.Place
}

// Link says that an argument of one node refers to another.
type Link struct {
	From, To  int    // in Nodes
	Argument  string // of From, dotted through nested blocks
	Attribute string // of To; "" for all of it
	ByName    bool   // by a text equal to its name, not by a reference
	Maybe     bool   // something not known decides whether it refers there
	Place     source.Place
}

// maxLinks bounds the links listed of one root: instances that each name all instances of another resource make a square.
const maxLinks = 200_000

// BuildGraphs builds the graph of every root at or below the paths, each module instance on its own. Checks and environments of
// the options are not looked at, only those of its known checks that find secrets: what they find is not to be shown. An error means that
// nothing could be read at all, or that the context ended.
func BuildGraphs(ctx context.Context, o Options) (*Graphs, error) {
	began := time.Now()
	if len(o.Paths) == 0 {
		o.Paths = []string{"."}
	}
	o.Envs = nil
	tree, err := source.Open(o.Cwd, o.Overlays, o.Paths...)
	if err != nil {
		return nil, err
	}
	defer tree.Close()

	r := &Result{}
	dirs, single, wanted := discover(tree, o.Paths, r)
	loader := module.NewLoader(tree)
	all, added := callers(ctx, loader, dirs, single)
	parallel(ctx, len(all), func(i int) { loader.Load(all[i]) })
	reports := plan(calls(loader.Callees).roots(all), inputsOf(loader, o, r), added)
	graphs, finders := make([]RootGraph, len(reports)), o.finders()
	parallel(ctx, len(reports), func(i int) {
		reports[i].secrets.finders = finders
		graphs[i] = reports[i].list(loader, o)
	})

	merge(r, summaries(ctx, loader, dirs), reports, wanted)
	r.Sort()
	r.Source = loader.Source
	r.Duration = time.Since(began)
	return &Graphs{Roots: graphs, Result: r}, ctx.Err()
}

// list is the root's graph as data. What evaluation meets on the way is told as in a lint.
func (rr *rootReport) list(loader *module.Loader, o Options) (listed RootGraph) {
	listed.Dir = rr.dir
	defer rr.rescue()
	root := rr.evaluate(loader, o, graph.Build)
	defer func() { rr.tell(root) }()
	g := rr.graph
	rr.graph = nil
	for _, s := range g.Scopes() {
		if s.Call != nil {
			listed.Modules = append(listed.Modules, ModuleNode{Address: s.Address, Dir: s.Module.Dir, Maybe: s.Maybe, Place: s.Call.Head})
		}
	}
	pass := &check.Pass{}
	instances := append(g.Providers[:len(g.Providers):len(g.Providers)], g.Resources...)
	at := make(map[*graph.Resource]int, len(instances))
	for i, r := range instances {
		at[r] = i
		listed.Nodes = append(listed.Nodes, node(r))
		rr.secrets.in(r, pass)
	}
	rr.link(&listed, instances, at)
	return listed
}

func node(r *graph.Resource) Node {
	n := Node{
		Address: r.Address, Kind: Managed, Type: r.Type, Module: r.Scope.Address, Provider: r.ProviderAddress(),
		Maybe: r.Maybe, Place: r.Place(),
	}
	switch {
	case r.Data:
		n.Kind = Data
	case r.Provider:
		n.Kind, n.Address, n.Provider = Provider, n.Provider, ""
	}
	return n
}

func (rr *rootReport) link(listed *RootGraph, instances []*graph.Resource, at map[*graph.Resource]int) {
	for i, r := range instances {
		for _, ref := range r.References() {
			to, known := at[ref.To]
			if !known {
				continue
			}
			if len(listed.Links) == maxLinks {
				rr.diagnostics = append(rr.diagnostics, Diagnostic{
					Severity: Warning, Summary: "Links left out",
					Detail: fmt.Sprintf("There are more than %d links in %s; those from %s on are not listed.", maxLinks, listed.Dir, r.Address), Place: r.Place(),
				})
				return
			}
			listed.Links = append(listed.Links, Link{From: i, To: to, Argument: ref.Argument, Attribute: ref.Attr, ByName: ref.ByName, Maybe: ref.Maybe, Place: ref.Place})
		}
	}
}
