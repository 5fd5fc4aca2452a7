package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func iamMFA() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-iam-group-without-mfa",
			Title:     "Members of the group can work without MFA",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{groupType},
			Aliases:   check.Aliases{Trivy: []string{"AWS-0123"}},
			Run:       groupWithoutMFA,
		},
		{
			Name:      "aws-iam-user-policy-without-mfa",
			Title:     "User's policy grants without asking for MFA",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_iam_user_policy"},
			Aliases: check.Aliases{
				KICS:      []string{"3ddfa124-6407-4845-a501-179f90c65097", "b5681959-6c09-4f55-b42b-c40fa12d03ec"},
				Terrascan: []string{"AC_AWS_0151"},
			},
			Run: userPolicyWithoutMFA,
		},
	}
}

// asksForMFA reports that the statement may demand MFA: it allows with it, or denies without it.
func asksForMFA(s iam.Statement) bool {
	return slices.ContainsFunc(s.Conditions, func(c iam.Condition) bool {
		if !strings.HasPrefix(strings.ToLower(c.Key), "aws:multifactorauth") {
			return false
		}
		useless := "false"
		if s.Denies() {
			useless = "true"
		}
		return !slices.ContainsFunc(c.Values, func(v graph.Value) bool { return v.Is(useless) })
	})
}

func userPolicyWithoutMFA(p *check.Pass) {
	policy := iam.Parse(p.Resource.Get("policy"))
	if !policy.Known || slices.ContainsFunc(policy.Statements, asksForMFA) {
		return
	}
	for _, s := range policy.Statements {
		if s.Allows() && s.Unnarrowed() {
			p.Report(s, "a stolen key is enough; add a condition on aws:MultiFactorAuthPresent")
			return
		}
	}
}

// groupWithoutMFA looks through all policies of the group that the configuration tells of; what AWS manages asks for none.
func groupWithoutMFA(p *check.Pass) {
	policies, known := groupPolicies(p.Resource)
	if !known {
		return
	}
	for _, policy := range policies {
		if !policy.Known || slices.ContainsFunc(policy.Statements, asksForMFA) {
			return
		}
	}
	p.Report(p.Resource, "no policy of the group asks for it; add one that denies everything but MFA set-up without aws:MultiFactorAuthPresent")
}

// groupPolicies returns the customer's policies of the group; known is false when some may be missing.
func groupPolicies(group *graph.Resource) (all []iam.Policy, known bool) {
	known = true
	for _, path := range []struct{ typ, group, policy string }{
		{"aws_iam_group_policy", "group", "policy"},
		{"aws_iam_group_policy_attachment", "group", "policy_arn"},
		{"aws_iam_group_policy_attachments_exclusive", "group_name", "policy_arns"},
		{"aws_iam_policy_attachment", "groups", "policy_arn"},
	} {
		related := group.ReferredBy(path.typ, path.group, "name")
		if len(related.Sure) == 0 && !related.None() {
			return nil, false
		}
		for _, r := range related.Sure {
			if path.policy == "policy" {
				all = append(all, iam.Parse(r.Get(path.policy)))
				continue
			}
			found, ok := attachedPolicies(r.Get(path.policy))
			all, known = append(all, found...), known && ok
		}
	}
	return all, known
}

// attachedPolicies returns the customer's policies that the ARN, or the list of them, names; ok is false when one cannot be followed.
func attachedPolicies(arns graph.Value) (all []iam.Policy, ok bool) {
	if arns.IsCollection() {
		ok = true
		for _, arn := range arns.Each() {
			found, followed := attachedPolicies(arn)
			all, ok = append(all, found...), ok && followed
		}
		return all, ok
	}
	refs := arns.Refs("aws_iam_policy")
	for _, policy := range refs {
		all = append(all, iam.Parse(policy.Get("policy")))
	}
	_, managed := awsPolicyName(arns)
	return all, managed || len(refs) > 0
}
