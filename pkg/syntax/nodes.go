package syntax

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// nodes hands out what trees are made of. A tree lives as long as any part of it, so its nodes can lie side by side.
type nodes struct {
	attributes   slab[hclsyntax.Attribute]
	blocks       slab[hclsyntax.Block]
	bodies       slab[hclsyntax.Body]
	blockLists   slab[*hclsyntax.Block]
	labels       slab[string]
	ranges       slab[hcl.Range]
	literals     slab[hclsyntax.LiteralValueExpr]
	templates    slab[hclsyntax.TemplateExpr]
	wraps        slab[hclsyntax.TemplateWrapExpr]
	scopes       slab[hclsyntax.ScopeTraversalExpr]
	traversers   slab[hcl.Traverser]
	calls        slab[hclsyntax.FunctionCallExpr]
	tuples       slab[hclsyntax.TupleConsExpr]
	objects      slab[hclsyntax.ObjectConsExpr]
	keys         slab[hclsyntax.ObjectConsKeyExpr]
	items        slab[hclsyntax.ObjectConsItem]
	conditionals slab[hclsyntax.ConditionalExpr]
	operations   slab[hclsyntax.BinaryOpExpr]
	expressions  slab[hclsyntax.Expression]
}

// longest is the length that a slab's pieces grow to. Longer ones save little time, and what is left of the last stays with the tree.
const longest = 4

// slab allocates values of a type many at a time.
type slab[T any] struct {
	piece []T // its length is what is given away
	next  int // length of the next piece
}

// new returns a pointer to its copy of x.
func (s *slab[T]) new(x T) *T {
	s.room(1)
	s.piece = append(s.piece, x)
	return &s.piece[len(s.piece)-1]
}

// list returns a copy of a list, nil for an empty one.
func (s *slab[T]) list(of []T) []T {
	if len(of) == 0 {
		return nil
	}
	s.room(len(of))
	start := len(s.piece)
	s.piece = append(s.piece, of...)
	return s.piece[start:len(s.piece):len(s.piece)]
}

// extend appends to a list that the slab gave away, in place if nothing was given away since.
func (s *slab[T]) extend(list []T, x T) []T {
	start := len(s.piece) - len(list)
	if start < 0 || len(s.piece) == cap(s.piece) || len(list) == 0 || &s.piece[start] != &list[0] {
		s.room(2*len(list) + 1) // as append does, lest a long list is copied with each step
		start = len(s.piece)
		s.piece = append(s.piece, list...)
	}
	s.piece = append(s.piece, x)
	return s.piece[start:len(s.piece):len(s.piece)]
}

// room makes the piece one that n more values fit in.
func (s *slab[T]) room(n int) {
	if cap(s.piece)-len(s.piece) >= n {
		return
	}
	s.next = min(max(1, 2*s.next), longest)
	s.piece = make([]T, 0, max(n, s.next))
}
