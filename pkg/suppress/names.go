package suppress

import (
	"path"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

// Names knows which checks the terms of comments mean. It is not safe for concurrent use.
type Names struct {
	known []*check.Check
	meant map[term]meaning
	ids   [][]check.Peer  // of each check the ids that others give it, in lower case; nil until somebody asks
	words map[string]bool // these, and the names
}

// meaning is the checks that a term takes, by name.
type meaning struct {
	names []string
	has   map[string]bool
}

type term struct{ peer, text string }

// NewNames returns the names of all checks that there are, run or not.
func NewNames(known []*check.Check) *Names {
	return &Names{known: known, meant: map[term]meaning{}}
}

// All lists the names of all checks.
func (n *Names) All() []string {
	var all []string
	for _, k := range n.known {
		all = append(all, k.Name)
	}
	return all
}

// Of lists the names of the checks that a term of the comment means, in their order; none when it means nothing that is known.
func (n *Names) Of(c *Comment, text string) []string { return n.of(term{c.Peer, text}).names }

func (n *Names) of(t term) meaning {
	m, asked := n.meant[t]
	if asked {
		return m
	}
	m.has = map[string]bool{}
	n.read()
	if ids := t.ids(); n.canMean(t, ids) {
		for i, k := range n.known {
			if t.means(k.Name, n.ids[i], ids) {
				m.names, m.has[k.Name] = append(m.names, k.Name), true
			}
		}
	}
	n.meant[t] = m
	return m
}

func (n *Names) read() {
	if n.ids != nil {
		return
	}
	n.ids, n.words = make([][]check.Peer, len(n.known)), map[string]bool{}
	for i, k := range n.known {
		n.words[k.Name] = true
		for _, p := range k.Aliases.Peers() {
			lower := check.Peer{Name: p.Name}
			for _, id := range p.IDs {
				id = strings.ToLower(id)
				lower.IDs = append(lower.IDs, id)
				n.words[id] = true
			}
			if len(lower.IDs) > 0 {
				n.ids[i] = append(n.ids[i], lower)
			}
		}
	}
}

// canMean reports that a term is a pattern, or one of the words that anything is called by: there may be thousands of others.
func (n *Names) canMean(t term, ids []string) bool {
	return strings.ContainsAny(t.text, `*?[\:`) || n.words[t.text] || slices.ContainsFunc(ids, func(id string) bool { return n.words[id] })
}

// Accepts reports whether the comment is for the check of that name.
func (n *Names) Accepts(c *Comment, checkName string) bool {
	named := slices.ContainsFunc(c.Terms, func(t string) bool { return n.of(term{c.Peer, t}).has[checkName] })
	return named != c.except
}

// means reports whether the term takes the check of that name, which others call so.
func (t term) means(name string, others []check.Peer, ids []string) bool {
	if t.peer != "" {
		return t.text == "*" || isAlias(others, t.peer, ids)
	}
	if ok, err := path.Match(t.text, name); ok && err == nil {
		return true
	}
	if peer, id, ok := strings.Cut(t.text, ":"); ok {
		other := term{canonical(peer), id}
		return isAlias(others, other.peer, other.ids())
	}
	return slices.ContainsFunc(others, func(p check.Peer) bool { return isAlias(others, p.Name, ids) })
}

// canonical is the linter's name under which aliases are kept.
func canonical(peer string) string {
	if peer == "tfsec" {
		return "trivy"
	}
	return peer
}

// ids are the spellings of an id that aliases may have: tfsec and Trivy know a check by long names, too.
func (t term) ids() []string {
	ids := []string{strings.ToLower(t.text)}
	if t.peer != "trivy" && t.peer != "" {
		return ids
	}
	ids = append(ids, strings.TrimPrefix(ids[0], "avd-"))
	if t.peer == "" && strings.ContainsAny(t.text, "*?[") {
		return ids // it is over our names
	}
	for _, id := range check.TrivyIDs(t.text) {
		ids = append(ids, strings.ToLower(id))
	}
	return ids
}

func isAlias(others []check.Peer, peer string, ids []string) bool {
	for _, p := range others {
		if p.Name != peer {
			continue
		}
		for _, known := range p.IDs {
			if slices.ContainsFunc(ids, func(id string) bool { return matchID(id, known) }) {
				return true
			}
		}
	}
	return false
}

func matchID(id, known string) bool {
	ok, err := path.Match(id, known)
	return ok && err == nil
}
