package iam

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Statement is one statement of a document. Its lists hold the elements as written; one that is not known stands among them
// and answers no to every question.
type Statement struct {
	Sid           graph.Value
	Effect        graph.Value
	Actions       []graph.Value
	NotActions    []graph.Value
	Resources     []graph.Value
	NotResources  []graph.Value
	Principals    []Principal
	NotPrincipals []Principal
	Conditions    []Condition

	place           source.Place
	notActionsKnown bool
	conditionsKnown bool
	principalsKnown bool // at least whether there are any
}

// Principal is one identity of a Principal element: {"AWS": "arn:..."} has Type AWS; a bare "*" has Type "*". Type is empty
// when it is not known.
type Principal struct {
	Type string
	ID   graph.Value
}

// Place returns the statement's own place: its object in JSON, its block's head in the data source.
func (s Statement) Place() source.Place { return s.place }

// Allows reports that the statement's effect is surely Allow.
func (s Statement) Allows() bool { return s.Effect.Is("Allow") }

// Denies reports that the statement's effect is surely Deny.
func (s Statement) Denies() bool { return s.Effect.Is("Deny") }

// AllowsAction reports that the statement surely allows the action ("s3:GetObject") on the resources it names, by a pattern in
// Action or because NotAction leaves it out. Conditions and Deny statements are not looked at.
func (s Statement) AllowsAction(name string) bool {
	return s.Allows() && s.NamesAction(name)
}

// NamesAction is AllowsAction whatever the effect: the statement, be it Allow or Deny, surely speaks of the action.
func (s Statement) NamesAction(name string) bool {
	if _, ok := s.Action(name); ok {
		return true
	}
	return len(s.NotActions) > 0 && s.notActionsKnown && !anyMatches(s.NotActions, name)
}

// Action returns the first element of Action whose pattern surely covers the action.
func (s Statement) Action(name string) (graph.Value, bool) {
	return first(s.Actions, func(pattern string) bool { return MatchAction(pattern, name) })
}

func anyMatches(patterns []graph.Value, name string) bool {
	_, ok := first(patterns, func(pattern string) bool { return MatchAction(pattern, name) })
	return ok
}

// AllActions returns the element of Action that covers every action of every service ("*", "*:*").
func (s Statement) AllActions() (graph.Value, bool) { return first(s.Actions, IsEveryAction) }

// AllResources returns the element of Resource that covers every resource ("*", "arn:aws:*").
func (s Statement) AllResources() (graph.Value, bool) {
	for _, v := range s.Resources {
		if !names(v) && holds(v, IsEveryResource) {
			return v, true
		}
	}
	return graph.Value{}, false
}

// holds is Holds for a question that only wildcards answer with yes: a part of the text that a resource or data source gives is none, whatever it
// will be ("arn:${data.aws_partition.current.partition}:iam::*:root").
func holds(v graph.Value, f func(string) bool) bool {
	if text, ok := standIn(v); ok {
		return f(text)
	}
	return v.Holds(f)
}

// standIn returns the text of a value that is not known, with something in place of what resources and data sources give; ok is false when
// anything else is not known.
func standIn(v graph.Value) (text string, ok bool) {
	if v.Known() {
		return "", false
	}
	for _, run := range v.Segments() {
		switch known, isText := segmentText(run); {
		case isText:
			text += known
		case len(run.Refs()) > 0 && run.Present():
			text += "0"
		default:
			return "", false
		}
	}
	return text, true
}

// segmentText returns a run that is known, without asking for one that is not.
func segmentText(run graph.Value) (text string, ok bool) {
	if !run.Known() {
		return "", false
	}
	return run.Text()
}

// names reports that the value, known or not, surely is the name of something: it begins as one, or another resource gives it.
func names(v graph.Value) bool {
	if v.Known() {
		return false
	}
	prefix := v.Prefix()
	return prefix != "" && !IsEveryResource(prefix+"*") || prefix == "" && len(v.Refs()) > 0 && v.Present()
}

// Covers returns the element of Resource that surely covers the resource of that service and name ("iam", "role/x") in some
// account and region, or one of NotResource when none of them leaves it out. Asked with a name that nobody would choose, it tells
// whether the statement holds for any name.
func (s Statement) Covers(service, resource string) (graph.Value, bool) {
	for _, v := range s.Resources {
		if covers(v, service, resource) {
			return v, true
		}
	}
	if len(s.NotResources) == 0 || !allKnown(s.NotResources) {
		return graph.Value{}, false
	}
	for _, v := range s.NotResources {
		if covers(v, service, resource) {
			return graph.Value{}, false
		}
	}
	return s.NotResources[0], true
}

func covers(v graph.Value, service, resource string) bool {
	text := sketch(v)
	if IsEveryResource(text) {
		return true
	}
	arn, ok := ParseARN(text)
	return ok && Match(arn.Service, service) && Match(arn.Resource, resource)
}

// sketch returns the text of v, a gap that is not known written as 0, where beginning and end are known: the account that a data
// source gives stands in the middle of many an ARN. It is empty when not that much is known.
func sketch(v graph.Value) string {
	pieces := v.Pieces()
	if v.Prefix() == "" || !v.Known() && len(pieces) < 2 {
		return ""
	}
	return strings.Join(pieces, "0")
}

// ServiceWildcards returns the elements of Action that cover every action of one service ("s3:*").
func (s Statement) ServiceWildcards() []graph.Value {
	var all []graph.Value
	for _, v := range s.Actions {
		if v.Holds(IsServiceWildcard) {
			all = append(all, v)
		}
	}
	return all
}

// OfResource reports that the statement names principals, as those of resource and trust policies do and those of identity
// policies must not.
func (s Statement) OfResource() bool { return len(s.Principals)+len(s.NotPrincipals) > 0 }

// NamesNobody reports that the statement surely has neither Principal nor NotPrincipal.
func (s Statement) NamesNobody() bool { return s.principalsKnown && !s.OfResource() }

// PublicPrincipal returns the principal by which an Allow statement surely addresses everyone: "*", {"AWS": "*"}, the root of
// any account, or any NotPrincipal, which addresses all but a few. Whether a condition keeps them out, ask Unnarrowed.
func (s Statement) PublicPrincipal() (graph.Value, bool) {
	if !s.Allows() {
		return graph.Value{}, false
	}
	if len(s.NotPrincipals) > 0 {
		return s.NotPrincipals[0].ID, true
	}
	return everyone(s.Principals)
}

// Everyone reports that the statement, be it Allow or Deny, surely addresses every principal.
func (s Statement) Everyone() bool {
	_, ok := everyone(s.Principals)
	return ok
}

func everyone(principals []Principal) (graph.Value, bool) {
	for _, p := range principals {
		if p.Public() {
			return p.ID, true
		}
	}
	return graph.Value{}, false
}

// Public reports that the principal is surely everyone: any identity of any account.
func (p Principal) Public() bool {
	return (p.Type == "*" || strings.EqualFold(p.Type, "AWS")) && !names(p.ID) && holds(p.ID, isEveryone)
}

func isEveryone(id string) bool {
	if strings.Trim(id, "*") == "" {
		return id != ""
	}
	arn, ok := ParseARN(id)
	return ok && arn.Service == "iam" && OnlyWildcards(arn.Account)
}

func first(list []graph.Value, holds func(string) bool) (graph.Value, bool) {
	for _, v := range list {
		if v.Holds(holds) {
			return v, true
		}
	}
	return graph.Value{}, false
}
