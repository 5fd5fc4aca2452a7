package lint

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/source"
)

// secrets are the places of secrets in a root, whether they are told of or not.
type secrets struct {
	finders *judges // nil: nobody prints excerpts
	places  map[source.Place]bool
}

// in finds the secrets of a resource that none of the checks that run looks for.
func (s *secrets) in(r *graph.Resource, pass *check.Pass) {
	if s.finders == nil {
		return
	}
	for _, c := range s.finders.of(r.TypeName()) {
		s.keep(pass.Apply(c, r))
	}
	r.Graph.Unanswered() // nobody asked
	r.Graph.Glimpsed()
}

// keep notes where the findings that are about secrets show them, and where these were written.
func (s *secrets) keep(findings []*check.Finding) {
	for _, f := range findings {
		if f.Check.Duty != check.Secrets {
			continue
		}
		if s.places == nil {
			s.places = map[source.Place]bool{}
		}
		s.places[f.Place] = true
		for i, h := range f.Value.Origins() {
			if i == maxOrigins {
				break
			}
			s.places[h.Place] = true
		}
	}
}
