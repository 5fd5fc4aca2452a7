package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func iamFederation() []*check.Check {
	trusting := []string{"aws_iam_role", policyDocumentType}
	return []*check.Check{
		{
			Name:        "aws-iam-role-github-open",
			Title:       "Workflows of foreign GitHub repositories can assume the role",
			Severity:    check.Critical,
			Duty:        check.Identity,
			Resources:   trusting,
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_358", "CKV_AWS_393"}},
			Recommended: true,
			Run:         githubOpen,
		},
		{
			Name:        "aws-iam-role-federation-open",
			Title:       "Every user of a shared identity provider can assume the role",
			Severity:    check.Critical,
			Duty:        check.Identity,
			Resources:   trusting,
			Recommended: true,
			Run:         federationOpen,
		},
	}
}

const githubIssuer = "token.actions.githubusercontent.com"

// sharedIssuer is an identity provider whose tokens anyone can have, with the claims that tell one customer's from another's.
type sharedIssuer struct {
	name   string
	claims []string
}

// sharedIssuers are the well-known ones but GitHub. From the providers' documentation, November 2026.
func sharedIssuers() []sharedIssuer {
	return []sharedIssuer{
		{"accounts.google.com", []string{"aud", "sub", "azp"}},
		{"agent.buildkite.com", []string{"sub"}},
		{"api.bitbucket.org", []string{"sub", "aud"}},
		{"app.terraform.io", []string{"sub"}},
		{"cognito-identity.amazonaws.com", []string{"aud", "sub"}},
		{"gitlab.com", []string{"sub"}},
		{"graph.facebook.com", []string{"app_id", "id"}},
		{"oidc.vercel.com", []string{"sub", "aud"}},
		{"vstoken.dev.azure.com", []string{"sub"}},
		{"www.amazon.com", []string{"app_id", "user_id"}},
	}
}

// githubOpen wants a condition that holds the token to an owner: on sub, or on a claim that names the repository or its owner.
func githubOpen(p *check.Pass) {
	for _, s := range trusts(p.Resource) {
		principal, ok := federated(s, githubIssuer)
		if !ok {
			continue
		}
		claims := claimsOf(s, githubIssuer)
		switch bad, state := heldToOwner(s, claims); state {
		case ownerOpen:
			p.Report(principal, "no condition on %s:sub; demand the repository, as in repo:ORG/REPO:ref:refs/heads/main", githubIssuer)
		case ownerLoose:
			p.Report(bad, "%s does not hold the token to one owner; demand the repository, as in repo:ORG/REPO:ref:refs/heads/main", quoted(bad))
		}
	}
}

type ownerHold int

const (
	ownerHeld ownerHold = iota // or not known
	ownerOpen
	ownerLoose
)

// heldToOwner judges the conditions on the issuer's claims; one that holds is enough, for all must be met.
func heldToOwner(s iam.Statement, claims []iam.Condition) (bad graph.Value, state ownerHold) {
	state = ownerOpen
	for _, c := range claims {
		name := strings.ToLower(c.Key[strings.LastIndexByte(c.Key, ':')+1:])
		if !demands(c) || !namesOwner(name) {
			continue
		}
		v, ok := firstLoose(c, name)
		if !ok {
			return bad, ownerHeld
		}
		bad, state = v, ownerLoose
	}
	if state == ownerOpen && !s.OnlyOn(func(string) bool { return true }) {
		return bad, ownerHeld
	}
	return bad, state
}

// demands reports that the operator compares a text that must be there.
func demands(c iam.Condition) bool {
	switch strings.TrimPrefix(c.Operator, "ForAnyValue:") {
	case "StringEquals", "StringLike", "StringEqualsIgnoreCase":
		return true
	}
	return false
}

func namesOwner(claim string) bool {
	switch claim {
	case "sub", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref", "enterprise_id":
		return true
	}
	return false
}

// firstLoose returns the first value that surely leaves the owner open.
func firstLoose(c iam.Condition, claim string) (graph.Value, bool) {
	loose := func(text string) bool { return !ownedSubject(claim, text) }
	for _, v := range c.Values {
		if v.Holds(loose) || !v.Known() && looseStart(claim, v.Prefix()) {
			return v, true
		}
	}
	return graph.Value{}, false
}

// looseStart reports that what is known of the value's beginning leaves the owner open already.
func looseStart(claim, prefix string) bool {
	return claim == "sub" && (strings.HasPrefix(prefix, "*") || strings.HasPrefix(prefix, "repo:*"))
}

// ownedSubject reports whether the claim's value pattern is one owner's alone. A subject may begin with another claim than repo, but
// only some of those are not chosen by whoever writes the workflow.
func ownedSubject(claim, text string) bool {
	if claim != "sub" {
		owner, _, _ := strings.Cut(text, "/")
		return owner != "" && !strings.ContainsAny(owner, "*?")
	}
	kind, rest, _ := strings.Cut(text, ":")
	switch kind {
	case "repo", "repository", "job_workflow_ref":
		owner, repository, found := strings.Cut(rest, "/")
		return owner != "" && !strings.ContainsAny(owner, "*?") && found && repository != ""
	case "repository_owner", "repository_owner_id", "repository_id", "enterprise", "enterprise_id":
		id, _, _ := strings.Cut(rest, ":")
		return id != "" && !strings.ContainsAny(id, "*?")
	}
	return false
}

func federationOpen(p *check.Pass) {
	for _, s := range trusts(p.Resource) {
		for _, issuer := range sharedIssuers() {
			principal, ok := federated(s, issuer.name)
			if ok && s.OnlyOn(func(key string) bool { return !issuer.tells(key) }) {
				p.Report(principal, "no condition tells whose tokens of %s are meant; demand its claim %s", issuer.name, issuer.claims[0])
			}
		}
	}
}

// tells reports whether a condition key is one of the telling claims.
func (i sharedIssuer) tells(key string) bool {
	rest, ok := strings.CutPrefix(key, i.name)
	return ok && slices.ContainsFunc(i.claims, func(claim string) bool { return strings.HasSuffix(rest, ":"+claim) })
}

// federated returns the statement's principal that is the issuer: by name, by the ARN of its provider, or by a reference to it.
func federated(s iam.Statement, issuer string) (graph.Value, bool) {
	if slices.ContainsFunc(s.Conditions, func(c iam.Condition) bool { return demands(c) && ofOther(c.Key, issuer) }) {
		return graph.Value{}, false
	}
	for _, p := range s.Principals {
		if p.Type == "Federated" && isIssuer(p.ID, issuer) {
			return p.ID, true
		}
	}
	return graph.Value{}, false
}

// ofOther reports a claim of another issuer's tokens (oidc.eks.eu-west-1.amazonaws.com/id/0A1B:sub): one that is demanded keeps those of this
// issuer out, whichever the provider is that the statement names.
func ofOther(key, issuer string) bool {
	i := strings.LastIndexByte(key, ':')
	return i > 0 && strings.Contains(key[:i], ".") && !strings.HasPrefix(strings.ToLower(key), issuer)
}

const oidcProviderType = "aws_iam_openid_connect_provider"

func isIssuer(id graph.Value, issuer string) bool {
	for _, provider := range id.Refs(oidcProviderType, "data."+oidcProviderType) {
		if provider.Get("url").Holds(func(url string) bool { return issuerHost(url) == issuer }) {
			return true
		}
	}
	for _, piece := range id.Pieces() {
		if piece == issuer || strings.HasSuffix(piece, "oidc-provider/"+issuer) || strings.Contains(piece, "oidc-provider/"+issuer+"/") {
			return true
		}
	}
	return false
}

func issuerHost(url string) string {
	host, _, _ := strings.Cut(strings.TrimPrefix(url, "https://"), "/")
	return strings.ToLower(host)
}

// claimsOf returns the conditions on claims of the issuer's tokens, also where it is an enterprise's own path of the issuer.
func claimsOf(s iam.Statement, issuer string) []iam.Condition {
	var all []iam.Condition
	for _, c := range s.Conditions {
		if strings.HasPrefix(strings.ToLower(c.Key), issuer) && strings.Contains(c.Key[len(issuer):], ":") {
			all = append(all, c)
		}
	}
	return all
}
