package eval

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// maxAlternatives bounds how many values a term is followed to.
const maxAlternatives = 16

// maxChoices bounds how many choices may stand within each other.
const maxChoices = 8

// maxLooks bounds how many expressions are looked at for choices.
const maxLooks = 256

// Alternatives are the terms one of which a term surely comes down to, though it is not known which: both results of a conditional, the elements
// that an index not known may take. There are none where that cannot be told, or where there are very many.
func (t Term) Alternatives() []Term {
	left := maxLooks
	all := t.alternatives(maxChoices, &left)
	if len(all) < 2 || len(all) > maxAlternatives {
		return nil
	}
	return all
}

func (t Term) alternatives(depth int, left *int) []Term {
	var choices []Term
	for range maxSteps { // each is looked at before a step that would leave the choice behind
		if choices = t.choices(depth, left); len(choices) > 0 {
			break
		}
		next, ok := t.step()
		if !ok {
			return nil
		}
		t = next
	}
	var all []Term
	for _, choice := range choices {
		further := choice.alternatives(depth-1, left)
		if len(further) == 0 {
			further = []Term{choice}
		}
		if all = append(all, further...); len(all) > maxAlternatives {
			return all
		}
	}
	return all
}

// choices are what the term's own expression chooses from.
func (t Term) choices(depth int, left *int) []Term {
	if *left--; *left < 0 || depth == 0 || t.doc != nil {
		return nil
	}
	switch x := t.expr.(type) {
	case *hclsyntax.ConditionalExpr:
		if cond, _ := t.env.Eval(x.Condition).Unmark(); cond.IsKnown() {
			return nil
		}
		return []Term{t.sub(x.TrueResult), t.sub(x.FalseResult)}
	case *hclsyntax.IndexExpr:
		return t.indexed(x, depth, left)
	case *hclsyntax.RelativeTraversalExpr:
		return walked(t.sub(x.Source).alternatives(depth-1, left), x.Traversal)
	case *hclsyntax.ScopeTraversalExpr:
		const named = 2 // local.NAME, var.NAME
		if len(x.Traversal) > named {
			if base, ok := t.follow(x.Traversal[:named]); ok {
				return walked(base.alternatives(depth-1, left), x.Traversal[named:])
			}
		}
	case *hclsyntax.FunctionCallExpr:
		return t.picked(x)
	}
	return nil
}

// indexed is what an index may give: any element when the key is not known, else that of any collection.
func (t Term) indexed(x *hclsyntax.IndexExpr, depth int, left *int) []Term {
	key, _ := t.env.Eval(x.Key).Unmark()
	switch {
	case !key.IsKnown():
		return members(t.sub(x.Collection))
	case key.IsNull():
		return nil
	}
	return walked(t.sub(x.Collection).alternatives(depth-1, left), hcl.Traversal{hcl.TraverseIndex{Key: key, SrcRange: x.Key.Range()}})
}

// picked is what a function that takes one element may give.
func (t Term) picked(x *hclsyntax.FunctionCallExpr) []Term {
	if x.ExpandFinal || len(x.Args) < 2 || t.env.Eval(x.Args[1]).IsKnown() {
		return nil
	}
	switch strings.TrimPrefix(x.Name, namespace) {
	case "lookup":
		all := members(t.sub(x.Args[0]))
		if len(all) > 0 && len(x.Args) > 2 {
			all = append(all, t.sub(x.Args[2]))
		}
		return all
	case "element":
		return members(t.sub(x.Args[0]))
	}
	return nil
}

func members(collection Term) []Term {
	els, ok := collection.Elements()
	if !ok || len(els) > maxAlternatives {
		return nil
	}
	all := make([]Term, len(els))
	for i, el := range els {
		all[i] = el.Term
	}
	return all
}

// walked takes the same steps from each term; none when one cannot take them.
func walked(from []Term, steps hcl.Traversal) []Term {
	all := make([]Term, 0, len(from))
	for _, t := range from {
		next, ok := t.walk(steps)
		if !ok {
			return nil
		}
		all = append(all, next)
	}
	return all
}
