package suppress

import (
	"cmp"
	"container/heap"
	"maps"
	"slices"
)

// Index finds the comments of one file by place and check, in time that hardly depends on how many there are.
type Index struct {
	comments []Comment
	names    *Names
	checks   map[string][]stretch
	asked    map[string]map[int]bool // by check, the places that were asked for
	sorted   map[string][]int        // the same
}

// stretch is a part of the file in which one comment is the first that accepts a check: up to the next stretch.
type stretch struct {
	from int
	by   *Comment // nil for none
}

// NewIndex returns the index of a file's comments, which it keeps.
func NewIndex(comments []Comment, names *Names) *Index {
	return &Index{comments: comments, names: names, checks: map[string][]stretch{}, asked: map[string]map[int]bool{}, sorted: map[string][]int{}}
}

// Find returns the first comment that accepts the check for what begins at a byte of the file; nil when there is none.
func (x *Index) Find(checkName string, at int) *Comment {
	if len(x.comments) == 0 {
		return nil
	}
	if x.asked[checkName] == nil {
		x.asked[checkName] = map[int]bool{}
		x.checks[checkName] = x.stretches(checkName)
	}
	x.asked[checkName][at] = true
	all := x.checks[checkName]
	i, found := slices.BinarySearchFunc(all, at, func(s stretch, at int) int { return cmp.Compare(s.from, at) })
	if !found {
		i--
	}
	if i < 0 {
		return nil
	}
	return all[i].by
}

// stretches goes through the file once: at each place where a comment begins or ends to hold, the first of those that hold there is in force.
func (x *Index) stretches(checkName string) []stretch {
	var starts []*Comment
	var edges []int
	for i := range x.comments {
		if c := &x.comments[i]; c.from < c.to && x.names.Accepts(c, checkName) {
			starts = append(starts, c)
			edges = append(edges, c.from, c.to)
		}
	}
	slices.SortStableFunc(starts, func(a, b *Comment) int { return cmp.Compare(a.from, b.from) })
	slices.Sort(edges)
	var all []stretch
	holding := &byPlace{}
	for _, at := range slices.Compact(edges) {
		for ; len(starts) > 0 && starts[0].from <= at; starts = starts[1:] {
			heap.Push(holding, starts[0])
		}
		for holding.Len() > 0 && (*holding)[0].to <= at {
			heap.Pop(holding)
		}
		s := stretch{from: at}
		if holding.Len() > 0 {
			s.by = (*holding)[0]
		}
		all = append(all, s)
	}
	return all
}

// Idle lists the terms of the comment under which nothing that was asked for stands where it holds.
func (x *Index) Idle(c *Comment) []string {
	var idle []string
	for _, t := range c.Terms {
		if !slices.ContainsFunc(x.names.Of(c, t), func(name string) bool { return x.met(c, name) }) {
			idle = append(idle, t)
		}
	}
	return idle
}

func (x *Index) met(c *Comment, checkName string) bool {
	places := x.sorted[checkName]
	if len(places) != len(x.asked[checkName]) {
		places = slices.Sorted(maps.Keys(x.asked[checkName]))
		x.sorted[checkName] = places
	}
	i, _ := slices.BinarySearch(places, c.from)
	return i < len(places) && places[i] < c.to
}

// byPlace is a heap of comments with the first of the file on top.
type byPlace []*Comment

func (q byPlace) Len() int           { return len(q) }
func (q byPlace) Less(i, j int) bool { return q[i].Place.Start.Byte < q[j].Place.Start.Byte }
func (q byPlace) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }

// Push implements heap.Interface.
func (q *byPlace) Push(c any) { *q = append(*q, c.(*Comment)) }

// Pop implements heap.Interface.
func (q *byPlace) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
