package iam

import (
	"fmt"

	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/source"
)

// What policies may hold; what is beyond is not looked at. AWS takes no policy of more than 20 KB, which is some hundred statements.
const (
	maxParts    = 10_000 // statements of a policy, and the elements in them
	maxAllParts = 60_000 // those of all policies of a file, as often as they are pulled in
	maxDepth    = 250    // documents that pull in one another
)

// writing is a policy that is being put together, within the budgets.
type writing struct {
	policy Policy
	holder *graph.Resource // whose policy it is
	at     source.Place    // the document's

	parts int
}

// add appends a statement; false when there is no room for it.
func (w *writing) add(s Statement) bool {
	if !w.room(s.parts()) {
		return false
	}
	w.policy.Statements = append(w.policy.Statements, s)
	return true
}

// lay lays a document over what is there.
func (w *writing) lay(over Policy) {
	n := 0
	for _, s := range over.Statements {
		n += s.parts()
	}
	if w.room(n) {
		w.policy = w.policy.overlaid(over)
	}
}

// room counts n more parts; where there is none for them, the policy is not known to be whole.
func (w *writing) room(n int) bool {
	w.parts += n
	switch {
	case w.parts > maxParts:
		w.holder.OverBudget(w.at, fmt.Sprintf("the policy has more than %d statements and elements in them", maxParts))
	case w.holder.Afford("statements of policies and elements in them", n, maxAllParts, w.at):
		return true
	}
	w.policy.Known = false
	return false
}

// parts counts the statement and the elements in it.
func (s Statement) parts() int {
	n := 1 + len(s.Actions) + len(s.NotActions) + len(s.Resources) + len(s.NotResources) + len(s.Principals) + len(s.NotPrincipals)
	for _, c := range s.Conditions {
		n += 1 + len(c.Values)
	}
	return n
}
