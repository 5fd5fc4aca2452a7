package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

// What the policies that are attached to a resource (a queue's, a topic's, a key's) have in common.

// A policyGrant is a statement that surely opens a resource to every principal, and the principal that does.
type policyGrant struct {
	iam.Statement
	who graph.Value
}

// publicGrants returns the statements of the policy that surely let everyone in: no condition narrows them, no Deny fences them.
func publicGrants(policy iam.Policy) []policyGrant {
	var open []policyGrant
	for _, s := range policy.Statements {
		if who, public := s.PublicPrincipal(); public && s.Unnarrowed() && !fenced(policy, s) {
			open = append(open, policyGrant{s, who})
		}
	}
	return open
}

// openToEveryone returns a Run that reports the statements of a resource policy which let every principal in.
func openToEveryone(argument string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, open := range publicGrants(iam.Parse(p.Resource.Get(argument))) {
			p.Report(open.who, "the principal is %s and no condition says whose; name accounts or roles, or add a condition on who or where from", quoted(open.who))
		}
	}
}

// allowsEveryAction reports the elements of a resource policy which allow every action, of the service or at all.
func allowsEveryAction(p *check.Pass) {
	for _, s := range iam.Parse(p.Resource.Get("policy")).Statements {
		if !s.Allows() {
			continue
		}
		for _, action := range s.Actions {
			if action.Holds(isAnyAction) {
				p.Report(action, "%s allows every action; name those that are needed", quoted(action))
			}
		}
	}
}
