// Package iam reads policy documents: in goes the value of a policy argument (jsonencode, a JSON heredoc, file(), a literal, or a
// reference to data.aws_iam_policy_document), out come its statements, each element with its own place. Every question means
// surely, as in package graph: what is not known answers no and is never guessed. A document that is known in part gives the
// statements that are. It does not know what an action does; the checks hold those tables.
package iam

import (
	"fmt"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// Policy is a policy document.
type Policy struct {
	Known      bool // Statements are surely all there are; elements inside them may still be unknown
	Statements []Statement
}

// Parse returns the document that v holds. A null is a policy without statements; what is no policy document is not Known.
func Parse(v graph.Value) Policy {
	return graph.Remember(v, "iam policy", func() Policy { return parse(v, 0) })
}

// parse reads a document that others pull in, depth of them one through the other.
func parse(v graph.Value, depth int) Policy {
	if v.Known() && v.Absent() {
		return Policy{Known: true}
	}
	switch sources := v.Refs(documentType); len(sources) {
	case 0:
		return decoded(v)
	case 1:
		if depth > maxDepth {
			sources[0].OverBudget(sources[0].Place(), fmt.Sprintf("more than %d policy documents pull in one another", maxDepth))
			return Policy{}
		}
		return rendered(sources[0], depth)
	}
	return Policy{} // one of several, and which is not known
}

// decoded reads the document in v as the JSON grammar of policies writes it.
func decoded(v graph.Value) Policy {
	w := writing{holder: v.Owner(), at: v.Place(), policy: Policy{Known: true}}
	if !w.room(0) {
		return w.policy
	}
	list := v.Document().Attr("Statement")
	if !list.IsCollection() {
		if !w.room(len(list.Entries())) { // it may be a long list of which that is not known
			return w.policy
		}
		s, ok := statement(list)
		if !ok {
			return Policy{}
		}
		w.add(s)
		return w.policy
	}
	for _, v := range list.Each() {
		s, ok := statement(v)
		if !ok {
			w.policy.Known = false
		}
		if ok && !w.add(s) || !ok && !w.room(1) {
			break
		}
	}
	return w.policy
}

// statement reads one element of Statement; ok is false when it is not known or no statement.
func statement(v graph.Value) (s Statement, ok bool) {
	entries := v.Entries()
	if len(entries) == 0 {
		return Statement{}, false
	}
	get := member(v, entries)
	var whole, others bool
	s = Statement{
		place:  v.Place(),
		Sid:    get("Sid"),
		Effect: get("Effect").Or("Allow"), // AWS demands it; read as what the writer hopes for
	}
	s.Actions, _ = elements(get("Action"))
	s.NotActions, s.notActionsKnown = elements(get("NotAction"))
	s.Resources, _ = elements(get("Resource"))
	s.NotResources, _ = elements(get("NotResource"))
	s.Principals, whole = principals(get("Principal"))
	s.NotPrincipals, others = principals(get("NotPrincipal"))
	s.principalsKnown = whole && others
	s.Conditions, s.conditionsKnown = conditions(get("Condition"))
	return s, true
}

// member is v.Attr, for who has the entries and asks for many: each question to a JSON text reads all of the object.
func member(v graph.Value, entries []graph.Entry) func(name string) graph.Value {
	if !v.Known() {
		return v.Attr
	}
	members := make(map[string]graph.Value, len(entries))
	for _, e := range entries {
		if name, ok := e.Key.Text(); ok {
			members[name] = e.Value
		}
	}
	return func(name string) graph.Value {
		if m, ok := members[name]; ok {
			return m
		}
		return v.Null()
	}
}

// elements spreads what JSON policies write as one string or a list of them; known says that all elements are there.
// What is not known stands for itself, so that a question to it answers no.
func elements(v graph.Value) (list []graph.Value, known bool) {
	switch {
	case v.Known() && v.Absent():
		return nil, true
	case v.IsCollection():
		if list = v.Each(); len(list) > 0 || v.Known() {
			return list, allKnown(list)
		}
	}
	return []graph.Value{v}, v.Known()
}

func allKnown(list []graph.Value) bool {
	for _, v := range list {
		if !v.Known() {
			return false
		}
	}
	return true
}

// principals reads "*" or {"AWS": ..., "Service": [...]}.
func principals(v graph.Value) (list []Principal, known bool) {
	if v.Known() && v.Absent() {
		return nil, true
	}
	if id, ok := v.Text(); ok && id == "*" {
		return []Principal{{Type: "*", ID: v}}, true
	}
	known = true
	for _, e := range v.Entries() {
		kind, ok := e.Key.Text()
		ids, whole := elements(e.Value)
		known = known && ok && whole
		for _, id := range ids {
			list = append(list, Principal{Type: kind, ID: id})
		}
	}
	return list, known && len(list) > 0
}

// conditions reads {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}.
func conditions(v graph.Value) (list []Condition, known bool) {
	if v.Known() && v.Absent() {
		return nil, true
	}
	operators := v.Entries()
	known = v.Known() || len(operators) > 0
	for _, operator := range operators {
		name, ok := operator.Key.Text()
		keys := operator.Value.Entries()
		known = known && ok && (len(keys) > 0 || operator.Value.Known())
		for _, key := range keys {
			variable, ok := key.Key.Text()
			values, _ := elements(key.Value)
			known = known && ok
			list = append(list, Condition{Operator: name, Key: variable, Values: values, place: key.Key.Place()})
		}
	}
	return list, known
}
