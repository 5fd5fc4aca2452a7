// Package iam reads policy documents: in goes the value of a policy argument (jsonencode, a JSON heredoc, file(), a literal, or a
// reference to data.aws_iam_policy_document), out come its statements, each element with its own place. Every question means
// surely, as in package graph: what is not known answers no and is never guessed. A document that is known in part gives the
// statements that are. It does not know what an action does; the checks hold those tables.
package iam

import "github.com/demarc-lint/demarc/pkg/graph"

// Policy is a policy document.
type Policy struct {
	Known      bool // Statements are surely all there are; elements inside them may still be unknown
	Statements []Statement
}

// maxDocuments bounds how many documents one policy may pull in: each may name others, and a hostile configuration would let
// the number grow exponentially.
const maxDocuments = 256

// maxStatements bounds what documents that pull in one another come to. AWS takes no policy with more than a few hundred.
const maxStatements = 4096

// Parse returns the document that v holds. A null is a policy without statements; what is no policy document is not Known.
func Parse(v graph.Value) Policy {
	return graph.Remember(v, "iam policy", func() Policy {
		left := maxDocuments
		return parse(v, &left)
	})
}

func parse(v graph.Value, left *int) Policy {
	if *left--; *left < 0 {
		return Policy{}
	}
	if v.Known() && v.Absent() {
		return Policy{Known: true}
	}
	switch sources := v.Refs(documentType); len(sources) {
	case 0:
		return decoded(v.Document())
	case 1:
		return rendered(sources[0], left)
	}
	return Policy{} // one of several, and which is not known
}

// decoded reads the document as the JSON grammar of policies writes it.
func decoded(doc graph.Value) Policy {
	list := doc.Attr("Statement")
	if !list.IsCollection() {
		s, ok := statement(list)
		if !ok {
			return Policy{}
		}
		return Policy{Known: true, Statements: []Statement{s}}
	}
	p := Policy{Known: true}
	for _, v := range list.Each() {
		s, ok := statement(v)
		if !ok {
			p.Known = false
			continue
		}
		p.Statements = append(p.Statements, s)
	}
	return p
}

// statement reads one element of Statement; ok is false when it is not known or no statement.
func statement(v graph.Value) (s Statement, ok bool) {
	if len(v.Entries()) == 0 {
		return Statement{}, false
	}
	var whole, others bool
	s = Statement{
		place:  v.Place(),
		Sid:    v.Attr("Sid"),
		Effect: v.Attr("Effect").Or("Allow"), // AWS demands it; read as what the writer hopes for
	}
	s.Actions, _ = elements(v.Attr("Action"))
	s.NotActions, s.notActionsKnown = elements(v.Attr("NotAction"))
	s.Resources, _ = elements(v.Attr("Resource"))
	s.NotResources, _ = elements(v.Attr("NotResource"))
	s.Principals, whole = principals(v.Attr("Principal"))
	s.NotPrincipals, others = principals(v.Attr("NotPrincipal"))
	s.principalsKnown = whole && others
	s.Conditions, s.conditionsKnown = conditions(v.Attr("Condition"))
	return s, true
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
