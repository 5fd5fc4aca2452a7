package graph

// memory holds what was worked out of an argument's value, by what asked.
type memory struct {
	answers []answer // few
}

type answer struct {
	name      string
	value     any
	questions []Value // that were left open on the way
}

// Remember works something out of an argument's value once, under a name of its own; the questions that were left open then are
// left open each time. Work that asks for what it works out itself is given the zero T.
func Remember[T any](v Value, name string, work func() T) T {
	if v.memory == nil || v.owner == nil {
		return work()
	}
	return remember(v.owner.Graph, v.memory, name, work)
}

// RememberOf is Remember for what is worked out of a whole resource.
func RememberOf[T any](r *Resource, name string, work func() T) T {
	return remember(r.Graph, &r.memory, name, work)
}

func remember[T any](g *Graph, m *memory, name string, work func() T) T {
	for _, known := range m.answers {
		if known.name == name {
			for _, q := range known.questions {
				g.ask(q)
			}
			return known.value.(T)
		}
	}
	var none T
	at := len(m.answers)
	m.answers = append(m.answers, answer{name: name, value: none})
	before := g.questions
	g.questions = nil
	result := work()
	open := g.questions
	g.questions = before
	for _, q := range open {
		g.ask(q)
	}
	m.answers[at] = answer{name, result, open}
	return result
}
