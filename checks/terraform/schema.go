package terraform

import (
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
			Run:         everyBlock(misspelt),
		},
		{
			Name:      "terraform-schema-unknown-argument",
			Title:     "Argument is not in the provider's schema",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       everyBlock(unknown),
		},
		{
			Name:      "terraform-schema-wrong-form",
			Title:     "Argument is written as a block, or a block as an argument",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       everyBlock(wrongForm),
		},
		{
			Name:        "terraform-schema-wrong-type",
			Title:       "Value does not have the argument's type",
			Severity:    check.Medium,
			Duty:        check.Resilience,
			Resources:   []string{"*"},
			Recommended: true,
			Run:         everyBlock(wrongType),
		},
		{
			Name:      "terraform-schema-missing-argument",
			Title:     "Required argument is missing",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       everyBlock(missing),
		},
		{
			Name:      "terraform-schema-deprecated-argument",
			Title:     "Argument is deprecated",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"*"},
			Run:       everyBlock(deprecated),
		},
	}
}

// everyBlock runs a question on a resource and all its nested blocks whose schema is known.
func everyBlock(ask func(*check.Pass, *graph.Block, *schema.Block)) func(*check.Pass) {
	var visit func(p *check.Pass, b *graph.Block)
	visit = func(p *check.Pass, b *graph.Block) {
		s := b.Schema()
		if s == nil || s.Opaque {
			return
		}
		ask(p, b, s)
		for _, nested := range b.Written() {
			visit(p, nested)
		}
	}
	return func(p *check.Pass) { visit(p, p.Resource.Block) }
}

// unknownNames are the names that the schema lacks, each with the name that was probably meant: one that is not written besides.
func unknownNames(b *graph.Block, s *schema.Block) map[graph.Name]string {
	names := b.Names()
	unknown := map[graph.Name]string{}
	for _, n := range names {
		if s.Attributes[n.Text] != nil || s.Blocks[n.Text] != nil {
			continue
		}
		near := schema.Suggest(n.Text, candidates(s, n.Block))
		if slices.ContainsFunc(names, func(o graph.Name) bool { return o.Text == near }) {
			near = ""
		}
		unknown[n] = near
	}
	return unknown
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

func misspelt(p *check.Pass, b *graph.Block, s *schema.Block) {
	for n, near := range unknownNames(b, s) {
		if near != "" {
			p.Report(n, "%s is no argument of %s, so it sets nothing; write %s", n.Text, p.Resource.Type, near)
		}
	}
}

func unknown(p *check.Pass, b *graph.Block, s *schema.Block) {
	for n, near := range unknownNames(b, s) {
		if near == "" {
			_, version := schema.Provider(p.Resource.Type)
			p.Report(n, "%s is not in the schema of %s as of provider version %s; remove it, or look it up in the version in use", n.Text, p.Resource.Type, version)
		}
	}
}

func wrongForm(p *check.Pass, b *graph.Block, s *schema.Block) {
	for _, n := range b.Names() {
		nested := s.Blocks[n.Text]
		switch {
		case n.Block && nested == nil && s.Attributes[n.Text] != nil:
			p.Report(n, "%s is an argument; write it with an equals sign", n.Text)
		case !n.Block && nested != nil && !nested.AsAttribute && b.Constant(n.Text):
			p.Report(n, "%s is a block; write it without an equals sign", n.Text)
		}
	}
}

// wrongType looks at values that are written without references: what a reference brings is Terraform's to check.
func wrongType(p *check.Pass, b *graph.Block, s *schema.Block) {
	for _, n := range b.Names() {
		if s.Attributes[n.Text] == nil || !b.Constant(n.Text) {
			continue
		}
		v := b.Get(n.Text)
		if why := v.Mismatch(); why != "" {
			p.Report(v, "%s has the wrong type, so it sets nothing: %s", n.Text, why)
		}
	}
}

func missing(p *check.Pass, b *graph.Block, s *schema.Block) {
	var arguments, blocks []string // most have all that they need: nothing is to be sorted
	for name, a := range s.Attributes {
		if a.Required && !b.Has(name) {
			arguments = append(arguments, name)
		}
	}
	for name, n := range s.Blocks {
		if n.MinItems > 0 && !b.Has(name) {
			blocks = append(blocks, name)
		}
	}
	for _, name := range slices.Sorted(slices.Values(arguments)) {
		p.Report(b, "%s is required; set it", name)
	}
	for _, name := range slices.Sorted(slices.Values(blocks)) {
		p.Report(b, "a block %s is required; add it", name)
	}
}

func deprecated(p *check.Pass, b *graph.Block, s *schema.Block) {
	for _, n := range b.Names() {
		if a := s.Attributes[n.Text]; a != nil && a.Deprecated {
			p.Report(n, "%s is deprecated in the provider; see its documentation for what takes its place", n.Text)
		}
	}
}
