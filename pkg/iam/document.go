package iam

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// documentType is the data source that renders a policy document.
const documentType = "data.aws_iam_policy_document"

// own returns what the data source itself writes: its statement blocks.
func own(data *graph.Resource) Policy {
	w := writing{holder: data, at: data.Place(), policy: Policy{Known: true}}
	for _, b := range data.Blocks("statement") {
		if b.Maybe {
			w.policy.Known = false
			continue
		}
		if !w.add(block(b)) {
			break
		}
	}
	return w.policy
}

// Rendered returns what the json of a data source aws_iam_policy_document is made of. The provider starts with
// source_policy_documents, lays the statement blocks over them and override_policy_documents over both: a statement replaces
// an earlier one of the same Sid.
func Rendered(data *graph.Resource) Policy { return rendered(data, 0) }

func rendered(data *graph.Resource, depth int) Policy {
	return graph.RememberOf(data, "iam policy", func() Policy {
		w := writing{holder: data, at: data.Place(), policy: Policy{Known: true}}
		for _, v := range documents(data, "source_json", "source_policy_documents") {
			w.lay(parse(v, depth+1))
		}
		w.lay(own(data))
		for _, v := range documents(data, "override_json", "override_policy_documents") {
			w.lay(parse(v, depth+1))
		}
		return w.policy
	})
}

// documents returns the documents that the deprecated single argument and the list name, in the order of merging.
func documents(data *graph.Resource, single, list string) []graph.Value {
	all, _ := elements(data.Get(single))
	more, _ := elements(data.Get(list))
	return append(all, more...)
}

// overlaid returns p with the statements of over on top. An overlay that is not wholly known may replace any statement with
// a Sid, so those are then no longer sure.
func (p Policy) overlaid(over Policy) Policy {
	if len(p.Statements) == 0 {
		return Policy{Known: p.Known && over.Known, Statements: over.Statements}
	}
	merged := Policy{Known: p.Known && over.Known, Statements: make([]Statement, 0, len(p.Statements)+len(over.Statements))}
	sids := over.sids()
	for _, s := range p.Statements {
		switch {
		case sids.replace(s):
		case !over.Known && s.named():
		default:
			merged.Statements = append(merged.Statements, s)
		}
	}
	merged.Statements = append(merged.Statements, over.Statements...)
	return merged
}

// sids are the Sids of an overlay.
type sids struct {
	known map[string]bool
	other []graph.Value // not known
}

func (p Policy) sids() sids {
	n := sids{known: map[string]bool{}}
	for _, s := range p.Statements {
		switch {
		case !s.Sid.Known():
			n.other = append(n.other, s.Sid)
		case s.Sid.Present():
			sid, _ := s.Sid.Text()
			n.known[sid] = true
		}
	}
	return n
}

// maxUnknownSids is how many Sids that are not known are compared with each one that is; where there are more, any may be the same.
const maxUnknownSids = 16

// replace reports that the statement is, or with so many names may be, replaced by one of the same name.
func (n sids) replace(s Statement) bool {
	sid, ok := s.Sid.Text()
	if !ok || sid == "" {
		return false
	}
	return n.known[sid] || len(n.other) > maxUnknownSids || slices.ContainsFunc(n.other, func(v graph.Value) bool { return v.Is(sid) })
}

// named reports that the statement may have a Sid.
func (s Statement) named() bool { return !s.Sid.Known() || s.Sid.Present() && !s.Sid.Is("") }

// block reads a statement block of the data source.
func block(b *graph.Block) Statement {
	s := Statement{
		place:  b.Place(),
		Sid:    b.Get("sid"),
		Effect: b.Get("effect").Or("Allow"),
	}
	s.Actions, _ = elements(b.Get("actions"))
	s.NotActions, s.notActionsKnown = elements(b.Get("not_actions"))
	s.Resources, _ = elements(b.Get("resources"))
	s.NotResources, _ = elements(b.Get("not_resources"))
	var whole, others bool
	s.Principals, whole = principalBlocks(b.Blocks("principals"))
	s.NotPrincipals, others = principalBlocks(b.Blocks("not_principals"))
	s.principalsKnown = whole && others
	s.Conditions, s.conditionsKnown = conditionBlocks(b.Blocks("condition"))
	return s
}

func principalBlocks(blocks []*graph.Block) (list []Principal, known bool) {
	known = true
	for _, b := range blocks {
		if b.Maybe {
			known = false
			continue
		}
		kind, _ := b.Get("type").Text()
		ids, _ := elements(b.Get("identifiers"))
		for _, id := range ids {
			list = append(list, Principal{Type: kind, ID: id})
		}
	}
	return list, known
}

func conditionBlocks(blocks []*graph.Block) (list []Condition, known bool) {
	known = true
	for _, b := range blocks {
		operator, ok := b.Get("test").Text()
		key, named := b.Get("variable").Text()
		values, _ := elements(b.Get("values"))
		known = known && ok && named && !b.Maybe
		list = append(list, Condition{Operator: operator, Key: key, Values: values, place: b.Place()})
	}
	return list, known
}
