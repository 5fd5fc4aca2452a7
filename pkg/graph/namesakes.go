package graph

import (
	"slices"
	"strings"
)

// namesakeKey is the end of a resource type behind its provider's prefix (parameter_group of aws_db_parameter_group), and a name that such an
// instance has.
type namesakeKey struct{ provider, kind, name string }

// anyName stands for all names: whether there is any instance at all.
const anyName = ""

// maxNamesakes is how many instances may have the same name before it says nothing of any.
const maxNamesakes = 8

// namesakes are the managed instances by the names that their arguments give them.
func (g *Graph) namesakes() map[namesakeKey][]*Resource {
	if g.named == nil {
		g.named = map[namesakeKey][]*Resource{}
		for _, r := range g.Resources {
			if !r.Data && r.schema != nil {
				r.enter(g.named)
			}
		}
	}
	return g.named
}

func (r *Resource) enter(index map[namesakeKey][]*Resource) {
	provider, kind, _ := strings.Cut(r.Type, "_")
	for _, a := range r.body.Attributes() {
		name := r.ownName(a.Name)
		if name == "" {
			continue
		}
		for rest, more := kind, true; more; _, rest, more = strings.Cut(rest, "_") {
			for _, key := range []namesakeKey{{provider, rest, name}, {provider, rest, anyName}} {
				if len(index[key]) <= maxNamesakes && !slices.Contains(index[key], r) {
					index[key] = append(index[key], r)
				}
			}
		}
	}
}

// namesake finds the instances that a plain text in an argument names: those of a type that the argument is called after, with that text as
// their own name, as `bucket = "logs"` names an aws_s3_bucket whose bucket is "logs".
func (r *Resource) namesake(a argument) []Reference {
	of := calledAfter(a.Name)
	if a.in == r.Block && (isMeta(a.Name) || r.namesItself(a.Name)) {
		return nil
	}
	provider, _, _ := strings.Cut(r.Type, "_")
	if len(r.Graph.namesakes()[namesakeKey{provider, of, anyName}]) == 0 {
		return nil
	}
	v := a.in.Get(a.Name)
	texts := []Value{v}
	if v.bare().CanIterateElements() {
		texts = v.Each()
	}
	var found []Reference
	for _, el := range texts {
		name, _ := text(el.knownOrNull())
		all := r.Graph.namesakes()[namesakeKey{provider, of, name}]
		if name == anyName || len(all) > maxNamesakes {
			continue
		}
		for _, to := range all {
			if to != r {
				found = append(found, Reference{Argument: a.path, To: to, Attr: to.nameArgument(name), ByName: true, Maybe: a.in.Maybe, Place: a.Expr.Range()})
			}
		}
	}
	return found
}

// calledAfter is the kind of thing that an argument's name tells of: db_subnet_group_name of a db_subnet_group, groups of a group.
func calledAfter(argument string) string {
	argument = strings.TrimSuffix(argument, "s")
	for _, suffix := range []string{"_name", "_id", "_identifier"} {
		argument = strings.TrimSuffix(argument, suffix)
	}
	return argument
}

// namesItself reports whether the argument gives the resource its own name: name, or what its type is called.
func (r *Resource) namesItself(argument string) bool {
	of := calledAfter(argument)
	return argument == "name" || argument == "identifier" || r.Type == of || strings.HasSuffix(r.Type, "_"+of)
}

// ownName is the name that an argument gives the resource; "" when it gives none, or none that is known.
func (r *Resource) ownName(argument string) string {
	if !r.namesItself(argument) {
		return ""
	}
	name, _ := text(r.Get(argument).knownOrNull())
	return name
}

// nameArgument is the argument that gives the resource the name.
func (r *Resource) nameArgument(name string) string {
	for _, a := range r.body.Attributes() {
		if r.ownName(a.Name) == name {
			return a.Name
		}
	}
	return ""
}
