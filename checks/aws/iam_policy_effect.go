package aws

import (
	"slices"
	"strings"
	"sync"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func iamPolicyEffect() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-iam-policy-privilege-escalation",
			Title:     "Policy lets its holder gain the rights of others",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_110", "CKV_AWS_286"},
				KICS:      kicsEscalations(),
				Terrascan: []string{"AC_AWS_0473"},
			},
			Recommended: true,
			Subsumes: []string{
				"aws-iam-policy-permissions-management", "aws-iam-policy-credentials-exposure", "aws-iam-policy-pass-any-role",
			},
			Run: privilegeEscalation,
		},
		{
			Name:      "aws-iam-policy-pass-any-role",
			Title:     "Policy lets its holder pass any role to any service",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				Trivy:     []string{"AWS-0342"},
				KICS:      []string{"e39bee8c-fe54-4a3f-824d-e5e2d1cca40a"},
				Terrascan: []string{"AC_AWS_0473"},
			},
			Recommended: true,
			Subsumes:    []string{"aws-iam-policy-permissions-management"},
			Run: grantsOnAny([]string{"iam:PassRole"},
				"%s covers %s for every role; name the roles, or the service in a condition on iam:PassedToService"),
		},
		{
			Name:        "aws-iam-policy-credentials-exposure",
			Title:       "Policy lets its holder obtain the credentials of others",
			Severity:    check.High,
			Duty:        check.Identity,
			Resources:   identityPolicyHolders(),
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_107", "CKV_AWS_287"}},
			Recommended: true,
			Run:         grantsOnAny(credentialActions(), "%s covers %s on anything; name the resources that are needed"),
		},
		{
			Name:        "aws-iam-policy-data-exfiltration",
			Title:       "Policy lets its holder read or share data of every owner",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   identityPolicyHolders(),
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_108", "CKV_AWS_288"}},
			Recommended: true,
			Run:         grantsOnAny(dataActions(), "%s covers %s on anything; name the resources that are needed"),
		},
		{
			Name:      "aws-iam-policy-permissions-management",
			Title:     "Policy lets its holder decide who may do what",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_109", "CKV_AWS_289"}},
			Run:       grantsOnAny(permissionActions(), "%s covers %s on anything; name the resources that are needed"),
		},
	}
}

// grantsOnAny reports each element that grants one of the actions on whatever it may be asked to do. Actions that AWS grants on "*" alone are left out.
func grantsOnAny(actions []string, message string) func(*check.Pass) {
	restrictable := sync.OnceValue(func() []string {
		return slices.DeleteFunc(slices.Clone(actions), func(action string) bool { return !takesResource(action) })
	})
	return func(p *check.Pass) {
		for _, s := range grants(p.Resource) {
			for _, g := range grantedOf(s, restrictable()) {
				p.Report(g.at, message, quoted(g.at), g.action)
			}
		}
	}
}

func privilegeEscalation(p *check.Pass) {
	for _, policy := range identityPolicies(p.Resource) {
		statements := granting(policy)
		told := map[string]bool{}
		for _, e := range escalations() {
			if at, ok := openEscalation(statements, e.actions); ok {
				reportEscalation(p, told, at, e, e.actions)
			}
		}
		for _, e := range passes() {
			if at, ok := openEscalation(statements, append([]string{"iam:PassRole"}, e.actions...)); ok {
				reportEscalation(p, told, at, e, append([]string{"iam:PassRole"}, e.actions...))
			}
		}
	}
}

// openEscalation returns the element that grants the first of the actions on anything, when the others are granted on something at least.
func openEscalation(statements []iam.Statement, actions []string) (at graph.Value, ok bool) {
	for _, action := range actions[1:] {
		if !slices.ContainsFunc(statements, func(s iam.Statement) bool { return s.AllowsAction(action) }) {
			return at, false
		}
	}
	for _, s := range statements {
		if g := grantedOf(s, actions[:1]); len(g) > 0 {
			return g[0].at, true
		}
	}
	return at, false
}

// reportEscalation says it once for each element, however many ways it opens.
func reportEscalation(p *check.Pass, told map[string]bool, at graph.Value, e escalation, actions []string) {
	place := at.Place().String()
	if told[place] {
		return
	}
	told[place] = true
	p.Report(at, "with %s the holder can %s; name the resources it may be used on", strings.Join(actions, " and "), e.gain)
}
