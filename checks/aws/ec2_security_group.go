package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ec2SecurityGroup() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ec2-security-group-egress-open",
			Title:     "Security group lets every connection out to the internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: egressTypes(),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_382"}},
			Run:       openEgress(everyPort),
		},
		{
			Name:      "aws-ec2-security-group-egress-to-internet",
			Title:     "Security group lets connections out to the whole internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: egressTypes(),
			Aliases:   check.Aliases{Trivy: []string{"AWS-0104"}},
			Run:       openEgress(rule.span),
		},
		{
			Name:        "aws-ec2-security-group-mixed-rules",
			Title:       "Security group's inline rules and separate rule resources undo each other",
			Severity:    check.Medium,
			Duty:        check.Network,
			Resources:   []string{"aws_security_group", "aws_default_security_group"},
			Recommended: true,
			Run:         mixedRules,
		},
		{
			Name:      "aws-ec2-security-group-unused",
			Title:     "Security group is attached to nothing",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_security_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_5"},
				KICS:        []string{"4849211b-ac39-479e-ae78-5694d506cb24"},
				Prowler:     []string{"ec2_securitygroup_not_used"},
				ScoutSuite:  []string{"ec2-unused-security-group"},
				AWSConfig:   []string{"ec2-security-group-attached-to-eni", "ec2-security-group-attached-to-eni-periodic"},
				SecurityHub: []string{"EC2.22"},
			},
			Run: unusedGroup,
		},
		{
			Name:      "aws-ec2-security-group-without-description",
			Title:     "Security group has no description",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_security_group"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_23"}, Trivy: []string{"AWS-0099"}, KICS: []string{"cb3f5ed6-0d18-40de-a93d-b3538db31e8c"}},
			Run:       check.Argument("description").MustHold(undescribed),
		},
		{
			Name:      "aws-ec2-security-group-rule-without-description",
			Title:     "Security group rule has no description",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: append(egressTypes(), "aws_vpc_security_group_ingress_rule"),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_23"}, Trivy: []string{"AWS-0124"}, KICS: []string{"68eb4bf3-f9bf-463d-b5cf-e029bb446d2e"}},
			Run:       undescribedRules,
		},
	}
}

func egressTypes() []string {
	return []string{"aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"}
}

// openEgress is the Run that reports each outbound rule which lets what reach names out to the internet; "" is nothing.
func openEgress(reach func(rule) string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, r := range egress(p.Resource) {
			if r.closed() {
				continue
			}
			if what := reach(r); what != "" {
				reportOpen(p, r, "may be called on "+what+"; name the networks and ports that are needed, or go through a proxy")
			}
		}
	}
}

// undescribed knows the text that the provider writes where none is given.
func undescribed(description graph.Value) (bad bool, why string) {
	return description.Empty() || description.Is("Managed by Terraform"), "description does not say what it is for; say who uses it"
}

func undescribedRules(p *check.Pass) {
	for _, r := range append(ingress(p.Resource), egress(p.Resource)...) {
		if d := r.Get("description"); d.Empty() {
			p.Report(d, "description is not set; say who needs the rule and what for")
		}
	}
}

// unusedGroup takes every reference for a use but those of rules and groups, so that no list of what can have a security
// group must be kept. A group that an output or an unread module takes elsewhere may be used there.
func unusedGroup(p *check.Pass) {
	for _, user := range p.Resource.Referrers() {
		if !strings.Contains(user.Type, "_security_group") {
			return
		}
	}
	if !p.Resource.Leaves() {
		p.Report(p.Resource, "nothing refers to it but rules; attach it, or remove it before somebody takes it for checked")
	}
}

// mixedRules reports a group that states rules of a direction itself, which makes the provider remove all others of that
// direction, while rule resources add some. The default group states both directions even without a block. Where changes
// are ignored, the two may live together.
func mixedRules(p *check.Pass) {
	if p.Resource.Get("lifecycle.ignore_changes").Written() {
		return
	}
	for _, direction := range []string{"ingress", "egress"} {
		own, others := stated(p.Resource, direction), added(p.Resource, direction)
		if len(others) == 0 || len(own) == 0 && p.Resource.Type != "aws_default_security_group" {
			continue
		}
		var at check.Placed = p.Resource
		if len(own) > 0 {
			at = own[0]
		}
		p.Report(at, "each apply removes the %s rules that rule resources add; keep all in one of the two", direction).
			Relate(others[0], "this rule is removed when the group is applied")
	}
}
