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

// Remember works something out of an argument's value once, under a name of its own; the questions that were left open then are
// left open each time.
func Remember[T any](v Value, name string, work func() T) T {
	if v.memory == nil || v.owner == nil {
		return work()
	}
	g := v.owner.Graph
	if known, ok := v.memory.answers[name]; ok {
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
	if v.memory.answers == nil {
		v.memory.answers = map[string]answer{}
	}
	v.memory.answers[name] = answer{result, open}
	return result
}
