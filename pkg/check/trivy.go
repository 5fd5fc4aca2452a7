package check

import (
	_ "embed"
	"path"
	"slices"
	"strings"
)

// trivyNames has a line for each check of Trivy and tfsec: its id, then the long names that it has or had.
//
//go:embed trivy.txt
var trivyNames string

// TrivyIDs lists the ids (AWS-0107) of the checks that Trivy or tfsec know by a long name or a glob over them (aws-ec2-no-public-ingress-sgr).
func TrivyIDs(longName string) []string {
	longName = strings.ToLower(longName)
	var ids []string
	for line := range strings.Lines(trivyNames) {
		words := strings.Fields(line)
		if slices.ContainsFunc(words[1:], func(name string) bool { ok, err := path.Match(longName, name); return ok && err == nil }) {
			ids = append(ids, words[0])
		}
	}
	return ids
}

// answersTrivy reports whether the check answers one of Trivy's ids.
func (c *Check) answersTrivy(ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(c.Aliases.Trivy, id) })
}

// longName lists Trivy's ids for a term that is a long name, with the linter's name before it or without; other linters have none.
func longName(term string) []string {
	peer, name, qualified := strings.Cut(term, ":")
	switch {
	case !qualified:
		return TrivyIDs(term)
	case peer == "trivy" || peer == "tfsec":
		return TrivyIDs(name)
	}
	return nil
}
