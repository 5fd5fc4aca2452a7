package aws

import (
	"fmt"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func iamPolicy() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-iam-policy-full-admin",
			Title:     "Policy makes its holder an administrator",
			Severity:  check.Critical,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_1", "CKV_AWS_62"},
				Trivy:     []string{"AWS-0057"},
				KICS:      []string{"2f37c4a3-58b9-4afe-8a87-d7f1d2286f84", "575a2155-6af1-4026-b1af-d5bc8fe2a904", "b1ffa705-19a3-4b73-b9d0-0c97d0663842", "132a8c31-9837-4203-9fd1-15ca210c7b73"},
				Terrascan: []string{"AC_AWS_0143", "AC_AWS_0144", "AC_AWS_0146", "AC_AWS_0147", "AC_AWS_0474"},
				Prowler: []string{
					"iam_customer_attached_policy_no_administrative_privileges",
					"iam_customer_unattached_policy_no_administrative_privileges", "iam_inline_policy_no_administrative_privileges",
				},
				ScoutSuite:  []string{"iam-managed-policy-allows-full-privileges"},
				AWSConfig:   []string{"iam-policy-no-statements-with-admin-access"},
				SecurityHub: []string{"IAM.1"},
			},
			Recommended: true,
			Subsumes: []string{
				"aws-iam-policy-full-iam", "aws-iam-policy-wildcard-action", "aws-iam-policy-not-action", "aws-iam-policy-pass-any-role",
				"aws-iam-policy-privilege-escalation", "aws-iam-policy-credentials-exposure", "aws-iam-policy-data-exfiltration",
				"aws-iam-policy-permissions-management",
			},
			Run: fullAdmin,
		},
		{
			Name:        "aws-iam-policy-full-iam",
			Title:       "Policy grants all of IAM",
			Severity:    check.Critical,
			Duty:        check.Identity,
			Resources:   identityPolicyHolders(),
			Aliases:     check.Aliases{Checkov: []string{"CKV2_AWS_40"}},
			Recommended: true,
			Subsumes: []string{
				"aws-iam-policy-service-wildcard", "aws-iam-policy-pass-any-role", "aws-iam-policy-privilege-escalation",
				"aws-iam-policy-credentials-exposure", "aws-iam-policy-permissions-management",
			},
			Run: fullIAM,
		},
		{
			Name:      "aws-iam-policy-wildcard-action",
			Title:     "Policy grants every action",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_49", "CKV_AWS_63"},
				Trivy:   []string{"AWS-0057"},
				KICS:    []string{"575a2155-6af1-4026-b1af-d5bc8fe2a904"},
			},
			Run: wildcardAction,
		},
		{
			Name:      "aws-iam-policy-service-wildcard",
			Title:     "Policy grants every action of a service on every resource",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				Trivy: []string{"AWS-0057", "AWS-0345"},
				Prowler: []string{
					"iam_policy_no_full_access_to_cloudtrail", "iam_policy_no_full_access_to_kms",
					"iam_inline_policy_no_full_access_to_cloudtrail", "iam_inline_policy_no_full_access_to_kms",
				},
				AWSConfig:   []string{"iam-policy-no-statements-with-full-access"},
				SecurityHub: []string{"IAM.21"},
			},
			Recommended: true,
			Subsumes: []string{
				"aws-iam-policy-privilege-escalation", "aws-iam-policy-credentials-exposure", "aws-iam-policy-data-exfiltration",
				"aws-iam-policy-permissions-management",
			},
			Run: serviceWildcard,
		},
		{
			Name:      "aws-iam-policy-wildcard-resource",
			Title:     "Policy grants actions on every resource that could be held to some",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_355", "CKV_AWS_356"},
				Trivy:   []string{"AWS-0057"},
			},
			Run: onEveryResource(takesResource),
		},
		{
			Name:      "aws-iam-policy-unconstrained-write",
			Title:     "Policy lets its holder change every resource",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_111", "CKV_AWS_290"}},
			Run:       onEveryResource(func(action string) bool { return takesResource(action) && !readsOnly(action) }),
		},
		{
			Name:      "aws-iam-policy-not-action",
			Title:     "Policy grants everything but a few actions",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases: check.Aliases{
				ScoutSuite: []string{"iam-managed-policy-allows-NotActions", "iam-inline-policy-allows-NotActions"},
			},
			Run: notAction,
		},
		{
			Name:      "aws-iam-policy-not-resource",
			Title:     "Policy grants actions on everything but a few resources",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Run:       notResource,
		},
	}
}

// fullAdmin also sees who may write policies for himself because NotAction leaves IAM open.
func fullAdmin(p *check.Pass) {
	for _, s := range grants(p.Resource) {
		if v, ok := s.AllActions(); ok {
			if where, all := everywhere(s); all {
				p.Report(v, "every action on %s; name the actions and resources that are needed", quoted(where))
			}
			continue
		}
		if leavesIAM(s) {
			if _, all := everywhere(s); all {
				p.Report(s.NotActions[0], "NotAction leaves all the rest, IAM included; name the actions that are needed")
			}
		}
	}
}

func leavesIAM(s iam.Statement) bool {
	return len(s.NotActions) > 0 && s.AllowsAction("iam:PutRolePolicy") && s.AllowsAction("iam:PutUserPolicy")
}

// fullIAM asks for no resource with iam:*, since whoever may do all to one role or user can let it do anything.
func fullIAM(p *check.Pass) {
	for _, s := range grants(p.Resource) {
		for _, v := range s.Actions {
			if v.Holds(isAllOfIAM) && (!v.Holds(iam.IsEveryAction) || onAllOf(s, "iam")) {
				p.Report(v, "whoever has %s can make himself administrator; name the actions that are needed", quoted(v))
			}
		}
	}
}

func isAllOfIAM(pattern string) bool {
	service, _, _ := strings.Cut(pattern, ":")
	return iam.IsEveryAction(pattern) || iam.IsServiceWildcard(pattern) && iam.MatchAction(service, "iam")
}

// wildcardAction reads resource policies too: there "*" is every action of their service.
func wildcardAction(p *check.Pass) {
	for _, policy := range identityPolicies(p.Resource) {
		for _, s := range policy.Statements {
			if v, ok := s.AllActions(); ok && s.Allows() {
				p.Report(v, "%s; name the actions that are needed", quoted(v))
			}
		}
	}
}

// serviceWildcard says it once for a statement: some name a hundred services.
func serviceWildcard(p *check.Pass) {
	for _, s := range grants(p.Resource) {
		var first graph.Value
		var all []string
		for _, v := range s.ServiceWildcards() {
			action, _ := v.Text()
			service, _, _ := strings.Cut(action, ":")
			if isTelemetry(action) || !onAllOf(s, service) {
				continue
			}
			if all = append(all, action); len(all) == 1 {
				first = v
			}
		}
		if len(all) > 0 {
			p.Report(first, "%s; name the actions or the resources that are needed", firstFew(all))
		}
	}
}

// onAllOf reports that the statement holds for all resources of the service.
func onAllOf(s iam.Statement, service string) bool {
	if _, ok := everywhere(s); ok {
		return true
	}
	_, ok := s.Covers(strings.ToLower(service), nobodysName)
	return ok
}

// isTelemetry reports whether the service only takes measurements and messages of agents, so that all of it is little.
func isTelemetry(action string) bool {
	service, _, _ := strings.Cut(strings.ToLower(action), ":")
	switch service {
	case "xray", "cloudwatch", "ssmmessages", "ec2messages":
		return true
	}
	return false
}

// onEveryResource reports the resource element of statements that grant an action of the kind on everything.
func onEveryResource(kind func(action string) bool) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, s := range grants(p.Resource) {
			some := actionsOf(s.Actions, kind)
			if len(some) == 0 {
				continue
			}
			if where, all := everywhere(s); all {
				p.Report(where, "%s granted on %s; name the resources that are needed", firstFew(some), quoted(where))
			}
		}
	}
}

func actionsOf(actions []graph.Value, kind func(string) bool) []string {
	var all []string
	for _, v := range actions {
		if text, ok := v.Text(); ok && kind(text) {
			all = append(all, text)
		}
	}
	return all
}

// firstFew names up to three and counts the rest.
func firstFew(names []string) string {
	const most = 3
	if n := len(names); n > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), n-most)
	}
	return strings.Join(names, ", ")
}

func quoted(v graph.Value) string {
	text, ok := v.Text()
	if !ok {
		return "it"
	}
	return fmt.Sprintf("%q", text)
}

func notAction(p *check.Pass) {
	for _, s := range grants(p.Resource) {
		if len(s.NotActions) == 0 {
			continue
		}
		if _, all := everywhere(s); all {
			p.Report(s.NotActions[0], "every other action of every service, also of those that AWS adds later; name the actions in Action")
		}
	}
}

func notResource(p *check.Pass) {
	for _, s := range grants(p.Resource) {
		if len(s.NotResources) > 0 {
			p.Report(s.NotResources[0], "every other resource, also those that are made later; name the resources in Resource")
		}
	}
}
