package aws

import (
	"fmt"
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
				Prowler:   []string{"iam_policy_allows_privilege_escalation", "iam_inline_policy_allows_privilege_escalation"},
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
				Trivy:      []string{"AWS-0342"},
				KICS:       []string{"e39bee8c-fe54-4a3f-824d-e5e2d1cca40a"},
				Terrascan:  []string{"AC_AWS_0473"},
				ScoutSuite: []string{"iam-managed-policy-for-role", "iam-inline-policy-for-role"},
			},
			Recommended: true,
			Subsumes:    []string{"aws-iam-policy-permissions-management"},
			Run:         grantsOnAny([]string{"iam:PassRole"}, "for every role", "name the roles, or the service in a condition on iam:PassedToService"),
		},
		{
			Name:      "aws-iam-policy-credentials-exposure",
			Title:     "Policy lets its holder obtain the credentials of others",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_107", "CKV_AWS_287"},
				Prowler: []string{"iam_no_custom_policy_permissive_role_assumption"},
			},
			Recommended: true,
			Run:         grantsOnAny(credentialActions(), "on anything", "name the resources that are needed"),
		},
		{
			Name:        "aws-iam-policy-data-exfiltration",
			Title:       "Policy lets its holder read or share data of every owner",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   identityPolicyHolders(),
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_108", "CKV_AWS_288"}},
			Recommended: true,
			Run:         grantsOnAny(dataActions(), "on anything", "name the resources that are needed"),
		},
		{
			Name:      "aws-iam-policy-permissions-management",
			Title:     "Policy lets its holder decide who may do what",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_109", "CKV_AWS_289"}},
			Run:       grantsOnAny(permissionActions(), "on anything", "name the resources that are needed"),
		},
	}
}

// grantsOnAny reports each statement that grants some of the actions on whatever they may be asked to do, at the first element that does:
// a list of fifty actions on "*" is one thing to mend. Actions that AWS grants on "*" alone are left out.
func grantsOnAny(actions []string, reach, remedy string) func(*check.Pass) {
	restrictable := sync.OnceValue(func() []string {
		return slices.DeleteFunc(slices.Clone(actions), func(action string) bool { return !takesResource(action) })
	})
	return func(p *check.Pass) {
		for _, s := range grants(p.Resource) {
			all := grantedOf(s, restrictable())
			if len(all) == 0 {
				continue
			}
			f := p.Report(all[0].at, "%s covers %s %s%s; %s", quoted(all[0].at), all[0].action, reach, theLike(len(all)-1), remedy)
			for _, g := range all[1:min(len(all), 4)] {
				f.Relate(g.at, "%s covers %s", quoted(g.at), g.action)
			}
		}
	}
}

// theLike says how many further elements of a statement grant what the first does.
func theLike(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", and one more element of the statement the like"
	}
	return fmt.Sprintf(", and %d more elements of the statement the like", n)
}

func privilegeEscalation(p *check.Pass) {
	for _, policy := range identityPolicies(p.Resource) {
		statements := granting(policy)
		if len(statements) == 0 {
			continue
		}
		told := map[string]*check.Finding{}
		for _, e := range escalations() {
			if g, ok := openEscalation(statements, e.actions); ok {
				reportEscalation(p, told, g, e, e.actions)
			}
		}
		for _, e := range passes() {
			actions := append([]string{"iam:PassRole"}, e.actions...)
			if g, ok := openEscalation(statements, actions); ok {
				reportEscalation(p, told, g, e, actions)
			}
		}
	}
}

// An opening is the element of a statement that grants the first action of a way to more rights on anything.
type opening struct {
	statement iam.Statement
	at        graph.Value
}

// openEscalation finds the opening, when the other actions are granted on something at least.
func openEscalation(statements []iam.Statement, actions []string) (o opening, ok bool) {
	for _, action := range actions[1:] {
		if !slices.ContainsFunc(statements, func(s iam.Statement) bool { return s.AllowsAction(action) }) {
			return o, false
		}
	}
	for _, s := range statements {
		if g := grantedOf(s, actions[:1]); len(g) > 0 {
			return opening{s, g[0].at}, true
		}
	}
	return o, false
}

// reportEscalation says it once for a statement, and once for each element of it, however many ways they open.
func reportEscalation(p *check.Pass, told map[string]*check.Finding, o opening, e escalation, actions []string) {
	element, statement := "element "+o.at.Place().String(), "statement "+o.statement.Place().String()
	if told[element] != nil {
		return
	}
	way := fmt.Sprintf("with %s the holder can %s", strings.Join(actions, " and "), e.gain)
	if f := told[statement]; f != nil {
		told[element] = f.Relate(o.at, "%s", way)
		return
	}
	f := p.Report(o.at, "%s; name the resources it may be used on", way)
	told[element], told[statement] = f, f
}
