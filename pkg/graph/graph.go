// Package graph is the typed resource graph of one root module. In goes the scope of the root; out come its resource instances,
// those of all modules it calls included, each with nested blocks and arguments, every value with its
// place, and who refers to whom. It evaluates an argument when it is asked for, and answers "surely" or not at all:
// what is not known is never guessed.
package graph

import (
	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
)

// Graph is the resource graph of one root module. It is for one goroutine.
type Graph struct {
	Root      *eval.Scope
	Resources []*Resource // all instances, managed and data, in source order, the root's before its modules'
	Providers []*Resource // the provider blocks, in the same order

	modules   []*instanceSet
	managed   map[string][]*Resource
	data      map[string][]*Resource
	questions []Value
	glimpsed  bool // a value that is not known was looked at
	links     map[linkKey]*linkIndex
	usage     *usage
	named     map[namesakeKey][]*Resource
	pairs     int              // that were compared by name
	crowded   bool             // there were too many of them
	spent     map[spending]int // see Afford
	twins     *twins           // nil: every module instance is in the graph
}

// Build expands the root module into its graph. inputs are the values that files and flags give its variables.
func Build(root *eval.Root, m *module.Module, inputs map[string]eval.Term) *Graph {
	return build(root, m, inputs, nil)
}

// BuildDistinct is Build, but of module instances that nothing can tell apart the first stands for all: see Standings.
func BuildDistinct(root *eval.Root, m *module.Module, inputs map[string]eval.Term) *Graph {
	return build(root, m, inputs, newTwins())
}

func build(root *eval.Root, m *module.Module, inputs map[string]eval.Term, t *twins) *Graph {
	g := &Graph{twins: t, managed: map[string][]*Resource{}, data: map[string][]*Resource{}, links: map[linkKey]*linkIndex{}}
	root.Resources = func(s *eval.Scope) eval.Resources {
		set := &instanceSet{graph: g, scope: s, byDecl: map[*module.Resource]*instances{}}
		return set
	}
	g.Root = eval.NewScope(root, m, inputs)
	g.walk(g.Root)
	return g
}

func (g *Graph) walk(s *eval.Scope) {
	set := s.Resources.(*instanceSet)
	g.modules = append(g.modules, set)
	for _, decl := range s.Module.Resources {
		for _, r := range set.expand(decl).all {
			g.Resources = append(g.Resources, r)
			if r.Data {
				g.data[r.Type] = append(g.data[r.Type], r)
			} else {
				g.managed[r.Type] = append(g.managed[r.Type], r)
			}
		}
	}
	for _, c := range set.providers() {
		g.Providers = append(g.Providers, c.Resource)
	}
	for _, call := range s.Module.Calls {
		for _, child := range s.Children(call.Name).Scopes {
			if !g.stoodFor(child) {
				g.walk(child)
			}
		}
	}
}

// Modules counts the module instances, the root included.
func (g *Graph) Modules() int { return len(g.modules) }

// Scopes lists the module instances in the graph, the root first.
func (g *Graph) Scopes() []*eval.Scope {
	scopes := make([]*eval.Scope, len(g.modules))
	for i, set := range g.modules {
		scopes[i] = set.scope
	}
	return scopes
}

// All returns the managed resource instances of the types, in source order, type by type.
func (g *Graph) All(types ...string) []*Resource { return collect(g.managed, types) }

// Data is All for data sources ("aws_iam_policy_document").
func (g *Graph) Data(types ...string) []*Resource { return collect(g.data, types) }

func collect(by map[string][]*Resource, types []string) []*Resource {
	if len(types) == 1 {
		return by[types[0]]
	}
	var all []*Resource
	for _, t := range types {
		all = append(all, by[t]...)
	}
	return all
}

// Unanswered returns the values that questions have met since the last call and found not known, and forgets them.
func (g *Graph) Unanswered() []Value {
	open := g.questions
	g.questions = g.questions[:0]
	return open
}

// Glimpsed reports whether a value that is not known was looked at since the last call, in a question or not: the answers may be others once it is known.
func (g *Graph) Glimpsed() bool {
	seen := g.glimpsed
	g.glimpsed = false
	return seen
}

func (g *Graph) ask(v Value) {
	g.glimpsed = true
	if len(g.questions) < maxQuestions {
		g.questions = append(g.questions, v)
	}
}

// maxQuestions bounds what one check on one resource can leave open.
const maxQuestions = 32
