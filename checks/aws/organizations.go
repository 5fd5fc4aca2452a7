package aws

import "github.com/demarc-lint/demarc/pkg/check"

func organizations() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-organizations-no-control-policies",
			Title:     "Organization has no service control policies",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_organizations_organization"},
			Aliases:   check.Aliases{KICS: []string{"5ba6229c-8057-433e-91d0-21cf13569ca9"}},
			Run:       noControlPolicies,
		},
	}
}

func noControlPolicies(p *check.Pass) {
	if set := p.Resource.Get("feature_set"); set.Is("CONSOLIDATED_BILLING") {
		p.Report(set, "CONSOLIDATED_BILLING shares the bill alone; set it to ALL")
		return
	}
	if types := p.Resource.Get("enabled_policy_types"); lacksElement(types, "SERVICE_CONTROL_POLICY") {
		p.Report(types, "enabled_policy_types lacks SERVICE_CONTROL_POLICY; add it")
	}
}
