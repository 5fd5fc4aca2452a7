package graph

import "slices"

// memory holds what was worked out of an argument's value, by what asked.
type memory struct {
	answers map[string]answer
}

type answer struct {
	value     any
	questions []Value // that were left open on the way
}

// Memorable is what Remember can hang an answer on: the Value of an argument, or a *Resource.
type Memorable interface {
	keeper() (*Graph, *memory)
}

func (v Value) keeper() (*Graph, *memory) {
	if v.owner == nil {
		return nil, nil
	}
	return v.owner.Graph, v.memory
}

func (r *Resource) keeper() (*Graph, *memory) { return r.Graph, &r.memory }

// Remember works something out of an argument's value, or of a resource, once, under a name of its own; the questions that were left open then are
// left open each time.
func Remember[T any](of Memorable, name string, work func() T) T {
	g, m := of.keeper()
	if m == nil {
		return work()
	}
	if known, ok := m.answers[name]; ok {
		for _, q := range known.questions {
			g.ask(q)
		}
		return known.value.(T)
	}
	before := g.questions
	g.questions = nil
	result := work()
	open := slices.Clone(g.questions)
	g.questions = before
	for _, q := range open {
		g.ask(q)
	}
	if m.answers == nil {
		m.answers = map[string]answer{}
	}
	m.answers[name] = answer{result, open}
	return result
}
