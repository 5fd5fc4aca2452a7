package terraform

import (
	"fmt"
	"maps"
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/schema"
)

func schemaChecks() []*check.Check {
	return []*check.Check{
		{
			Name:        "terraform-schema-misspelt-argument",
			Title:       "Argument is misspelt",
			Severity:    check.Medium,
			Duty:        check.Resilience,
			Resources:   []string{"*"},
			Recommended: true,
			Run:         every(misspelt),
		},
		{
			Name:      "terraform-schema-unknown-argument",
			Title:     "Argument is not in the provider's schema",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       every(unknown),
		},
		{
			Name:      "terraform-schema-wrong-form",
			Title:     "Argument is written as a block, or a block as an argument",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       every(wrongForm),
		},
		{
			Name:        "terraform-schema-wrong-type",
			Title:       "Value does not have the argument's type",
			Severity:    check.Medium,
			Duty:        check.Resilience,
			Resources:   []string{"*"},
			Recommended: true,
			Run:         every(wrongType),
		},
		{
			Name:      "terraform-schema-missing-argument",
			Title:     "Required argument is missing",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       every(missing),
		},
		{
			Name:      "terraform-schema-deprecated-argument",
			Title:     "Argument is deprecated",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       every(deprecated),
		},
	}
}

// kind is what can be wrong with a name or value before the schema.
type kind int

const (
	misspelt kind = iota
	unknown
	wrongForm
	wrongType
	missing
	deprecated
)

// problem is one thing that is wrong in a resource.
type problem struct {
	kind    kind
	at      check.Placed
	message string
}

// every reports the problems of one kind. All kinds are found in one look, as most resources have none.
func every(k kind) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, x := range graph.RememberOf(p.Resource, "schema problems", func() []problem { return problems(p.Resource) }) {
			if x.kind == k {
				p.Report(x.at, "%s", x.message)
			}
		}
	}
}

// look goes through a resource and all its nested blocks whose schema is known.
type look struct {
	resource *graph.Resource
	found    []problem
}

func problems(r *graph.Resource) []problem {
	l := look{resource: r}
	l.block(r.Block)
	return l.found
}

func (l *look) block(b *graph.Block) {
	s := b.Schema()
	if s == nil || s.Opaque {
		return
	}
	names := b.Names()
	for _, n := range names {
		l.name(b, s, n, names)
	}
	l.missing(b, s, names)
	for _, nested := range b.Written() {
		l.block(nested)
	}
}

func (l *look) add(k kind, at check.Placed, format string, args ...any) {
	l.found = append(l.found, problem{k, at, fmt.Sprintf(format, args...)})
}

func (l *look) name(b *graph.Block, s *schema.Block, n graph.Name, names []graph.Name) {
	a, nested := s.Attributes[n.Text], s.Blocks[n.Text]
	switch {
	case a == nil && nested == nil:
		l.unknown(s, n, names)
		return
	case n.Block && nested == nil:
		l.add(wrongForm, n, "%s is an argument; write it with an equals sign", n.Text)
	case !n.Block && nested != nil && !nested.AsAttribute && b.Constant(n.Text):
		l.add(wrongForm, n, "%s is a block; write it without an equals sign", n.Text)
	}
	if a == nil {
		return
	}
	if a.Deprecated {
		l.add(deprecated, n, "%s is deprecated in the provider; see its documentation for what takes its place", n.Text)
	}
	if b.Constant(n.Text) { // what a reference brings is Terraform's to check
		v := b.Get(n.Text)
		if why := v.Mismatch(); why != "" {
			l.add(wrongType, v, "%s has the wrong type, so it sets nothing: %s", n.Text, why)
		}
	}
}

// unknown tells a name that the schema lacks from one that was probably meant to be another, which is not written besides.
func (l *look) unknown(s *schema.Block, n graph.Name, names []graph.Name) {
	near := schema.Suggest(n.Text, candidates(s, n.Block))
	if near != "" && !has(names, near) {
		l.add(misspelt, n, "%s is no argument of %s, so it sets nothing; write %s", n.Text, l.resource.Type, near)
		return
	}
	_, version := schema.Provider(l.resource.Type)
	l.add(unknown, n, "%s is not in the schema of %s as of provider version %s; remove it, or look it up in the version in use", n.Text, l.resource.Type, version)
}

func (l *look) missing(b *graph.Block, s *schema.Block, names []graph.Name) {
	for _, name := range s.Required() {
		switch {
		case has(names, name):
		case s.Attributes[name] != nil:
			l.add(missing, b, "%s is required; set it", name)
		default:
			l.add(missing, b, "a block %s is required; add it", name)
		}
	}
}

func has(names []graph.Name, text string) bool {
	return slices.ContainsFunc(names, func(n graph.Name) bool { return n.Text == text })
}

func candidates(s *schema.Block, blocks bool) []string {
	if blocks {
		return slices.Sorted(maps.Keys(s.Blocks))
	}
	var names []string
	for name, a := range s.Attributes {
		if a.Required || a.Optional {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
