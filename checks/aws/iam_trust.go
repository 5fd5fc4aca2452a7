package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func iamTrust() []*check.Check {
	trusting := []string{"aws_iam_role", policyDocumentType}
	return []*check.Check{
		{
			Name:      "aws-iam-role-trusts-anyone",
			Title:     "Anyone with an AWS account can assume the role",
			Severity:  check.Critical,
			Duty:      check.Identity,
			Resources: trusting,
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_60"},
				KICS:       []string{"12b7e704-37f0-4d1e-911a-44bf60c48c21", "bcdcbdc6-a350-4855-ae7c-d1e6436f7c97"},
				ScoutSuite: []string{"iam-assume-role-policy-allows-all"},
			},
			Recommended: true,
			Run:         trustsAnyone,
		},
		{
			Name:      "aws-iam-role-trusts-account",
			Title:     "Every identity of an account can assume the role",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: trusting,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_61"},
				KICS:    []string{"12b7e704-37f0-4d1e-911a-44bf60c48c21", "bcdcbdc6-a350-4855-ae7c-d1e6436f7c97"},
			},
			Run: trustsAccount,
		},
		{
			Name:      "aws-iam-role-cross-account-unguarded",
			Title:     "Role trusts another account without an external id or MFA",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: trusting,
			Aliases: check.Aliases{
				KICS:       []string{"09c35abf-5852-4622-ac7a-b987b331232e"},
				ScoutSuite: []string{"iam-assume-role-lacks-external-id-and-mfa"},
			},
			Run: crossAccountUnguarded,
		},
		{
			Name:        "aws-iam-role-trust-wildcard-action",
			Title:       "Trust policy allows every action",
			Severity:    check.Medium,
			Duty:        check.Identity,
			Resources:   []string{"aws_iam_role"},
			Aliases:     check.Aliases{KICS: []string{"b1ffa705-19a3-4b73-b9d0-0c97d0663842"}, Terrascan: []string{"AC_AWS_0146"}},
			Recommended: true,
			Run:         trustWildcardAction,
		},
		{
			Name:      "aws-iam-public-principal",
			Title:     "Policy document lets anyone in",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{policyDocumentType},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_283"}},
			Run:       publicPrincipal,
		},
		{
			Name:        "aws-iam-not-principal",
			Title:       "Policy allows everyone but a few principals",
			Severity:    check.High,
			Duty:        check.Identity,
			Resources:   trusting,
			Subsumes:    []string{"aws-iam-role-trusts-anyone", "aws-iam-public-principal"},
			Run:         notPrincipal,
			Recommended: true,
		},
	}
}

// trusts returns the statements of a trust policy that let somebody assume the role; a document of the data source is looked at there.
func trusts(r *graph.Resource) []iam.Statement {
	var all []iam.Statement
	for _, s := range trustPolicy(r).Statements {
		if s.Allows() && s.OfResource() && assumes(s) {
			all = append(all, s)
		}
	}
	return all
}

func trustPolicy(r *graph.Resource) iam.Policy {
	if r.Data {
		return iam.Rendered(r)
	}
	return ownPolicy(r.Get("assume_role_policy"))
}

// assumes reports that the statement is about assuming a role. A federated principal has nothing else to do in a policy.
func assumes(s iam.Statement) bool {
	if slices.ContainsFunc([]string{"sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"}, s.AllowsAction) {
		return true
	}
	return slices.ContainsFunc(s.Principals, func(p iam.Principal) bool { return p.Type == "Federated" })
}

func trustsAnyone(p *check.Pass) {
	for _, s := range trusts(p.Resource) {
		if v, ok := s.PublicPrincipal(); ok && s.Unnarrowed() {
			p.Report(v, "the principal is %s and no condition says whose; name the accounts, roles or services", quoted(v))
		}
	}
}

func trustsAccount(p *check.Pass) {
	for _, s := range trusts(p.Resource) {
		for _, principal := range s.Principals {
			if isAWS(principal) && principal.ID.Holds(isAccount) {
				p.Report(principal.ID, "%s is the whole account; name the roles or users", quoted(principal.ID))
			}
		}
	}
}

func isAWS(p iam.Principal) bool { return strings.EqualFold(p.Type, "AWS") }

// isAccount reports whether the principal is all of one account: its number, or its root.
func isAccount(id string) bool {
	arn, ok := iam.ParseARN(id)
	if ok {
		return arn.Service == "iam" && arn.Resource == "root" && isAccountNumber(arn.Account)
	}
	return isAccountNumber(id)
}

func isAccountNumber(text string) bool {
	return len(text) == 12 && strings.Trim(text, "0123456789") == ""
}

// crossAccountUnguarded asks only for principals that are a whole account: an external id is what third parties are told apart by.
func crossAccountUnguarded(p *check.Pass) {
	for _, s := range trusts(p.Resource) {
		if !s.OnlyOn(guardsNothing) || s.Narrowed() {
			continue
		}
		for _, principal := range s.Principals {
			if isAWS(principal) && principal.ID.Holds(isAccount) {
				p.Report(principal.ID, "demand sts:ExternalId of a third party, aws:MultiFactorAuthPresent of people")
			}
		}
	}
}

func guardsNothing(key string) bool {
	switch key {
	case "aws:securetransport", "aws:useragent", "aws:referer", "aws:requestedregion":
		return true
	}
	return false
}

func trustWildcardAction(p *check.Pass) {
	for _, s := range trustPolicy(p.Resource).Statements {
		if v, ok := s.AllActions(); ok && s.Allows() {
			f := p.Report(v, "%s; a trust policy needs sts:AssumeRole or one of its kind", quoted(v))
			if !slices.ContainsFunc(s.Principals, isVouchedFor) {
				f.ReplaceElement(v, "sts:AssumeRole")
			}
		}
	}
}

// isVouchedFor reports a principal that an identity provider vouches for, or may: the action depends on the protocol.
func isVouchedFor(p iam.Principal) bool {
	return !slices.Contains([]string{"AWS", "Service", "*"}, p.Type)
}

// publicPrincipal is for the documents whose use is not known; a VPC endpoint's may address everyone, since the endpoint is the door.
func publicPrincipal(p *check.Pass) {
	if len(p.Resource.ReferredBy("aws_vpc_endpoint", "policy").Sure) > 0 ||
		len(p.Resource.ReferredBy("aws_vpc_endpoint_policy", "policy").Sure) > 0 {
		return
	}
	for _, s := range iam.Rendered(p.Resource).Statements {
		if v, ok := s.PublicPrincipal(); ok && s.Unnarrowed() {
			p.Report(v, "the principal is %s and no condition says whose; name the principals", quoted(v))
		}
	}
}

func notPrincipal(p *check.Pass) {
	for _, s := range trustPolicy(p.Resource).Statements {
		if s.Allows() && len(s.NotPrincipals) > 0 {
			p.Report(s.NotPrincipals[0].ID, "NotPrincipal with Allow addresses the rest of the world; name the principals in Principal")
		}
	}
}
