package check

import (
	"fmt"
	"slices"
	"strings"
)

// A Gap is an id of another linter or an auditor that no check answers.
type Gap struct {
	Peer string
	ID   string
	Why  string // "" when a configuration shows it, and a check is only to be written
}

// Coverage says what becomes of each id of one linter or auditor.
type Coverage struct {
	Peer      string
	Covered   []Covered
	NotYet    []string // a configuration shows it; no check finds it yet
	Elsewhere []Gap    // something other than the configuration shows it
}

// Covered is an id and the checks that answer it.
type Covered struct {
	ID     string
	Checks []*Check
}

// Total is the number of ids known.
func (c Coverage) Total() int { return len(c.Covered) + len(c.NotYet) + len(c.Elsewhere) }

// Cover sorts the ids of a linter or an auditor by what becomes of them. A gap that a check has come to answer counts as covered.
func Cover(all []*Check, gaps []Gap, peer string) (Coverage, error) {
	names := peerNames()
	if !slices.Contains(names, peer) {
		return Coverage{}, fmt.Errorf("%q is no linter or auditor; take %s%s", peer, strings.Join(names, ", "), suggestion(peer, names))
	}
	answers := map[string][]*Check{}
	for _, c := range all {
		for _, p := range c.Aliases.Peers() {
			for _, id := range p.IDs {
				if p.Name == peer {
					answers[id] = append(answers[id], c)
				}
			}
		}
	}
	coverage := Coverage{Peer: peer}
	for id, checks := range answers {
		coverage.Covered = append(coverage.Covered, Covered{id, checks})
	}
	slices.SortFunc(coverage.Covered, func(x, y Covered) int { return strings.Compare(x.ID, y.ID) })
	for _, gap := range gaps {
		switch {
		case gap.Peer != peer || answers[gap.ID] != nil:
		case gap.Why == "":
			coverage.NotYet = append(coverage.NotYet, gap.ID)
		default:
			coverage.Elsewhere = append(coverage.Elsewhere, gap)
		}
	}
	return coverage, nil
}

func peerNames() []string {
	var names []string
	for _, peer := range (Aliases{}).Peers() {
		names = append(names, peer.Name)
	}
	return names
}
