package aws

import "github.com/demarc-lint/demarc/pkg/check"

func networkfirewall() []*check.Check {
	firewalls := []string{"aws_networkfirewall_firewall"}
	return []*check.Check{
		{
			Name:      "aws-networkfirewall-no-logging",
			Title:     "Firewall keeps no log",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: firewalls,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_63"},
				Prowler:     []string{"networkfirewall_logging_enabled"},
				AWSConfig:   []string{"netfw-logging-enabled"},
				SecurityHub: []string{"NetworkFirewall.2"},
			},
			Run: firewallNoLogging,
		},
		{
			Name:      "aws-networkfirewall-no-deletion-protection",
			Title:     "Firewall may be deleted by one call",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: firewalls,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_344"},
				Prowler:     []string{"networkfirewall_deletion_protection"},
				AWSConfig:   []string{"netfw-deletion-protection-enabled"},
				SecurityHub: []string{"NetworkFirewall.9"},
			},
			Run: check.Argument("delete_protection").Default(false).MustBe(true),
		},
		{
			Name:      "aws-networkfirewall-no-customer-key",
			Title:     "Firewall is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_networkfirewall_firewall", "aws_networkfirewall_rule_group"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_345"}},
			Run:       firewallNoKey,
		},
		{
			Name:      "aws-networkfirewall-policy-no-customer-key",
			Title:     "Firewall's policy is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_networkfirewall_firewall_policy"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_346"}},
			Run:       firewallNoKey,
		},
		{
			Name:      "aws-networkfirewall-passes-by-default",
			Title:     "Firewall lets through what no rule speaks of",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_networkfirewall_firewall_policy"},
			Aliases: check.Aliases{
				Prowler:     []string{"networkfirewall_policy_default_action_fragmented_packets", "networkfirewall_policy_default_action_full_packets"},
				AWSConfig:   []string{"netfw-policy-default-action-fragment-packets", "netfw-policy-default-action-full-packets"},
				SecurityHub: []string{"NetworkFirewall.4", "NetworkFirewall.5"},
			},
			Run: firewallPasses,
		},
		{
			Name:      "aws-networkfirewall-subnets-unprotected",
			Title:     "Firewall may be taken out of a subnet by one call",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_networkfirewall_firewall"},
			Aliases: check.Aliases{
				AWSConfig: []string{"netfw-subnet-change-protection-enabled"},
			},
			Run: check.Argument("subnet_change_protection").Default(false).MustBe(true),
		},
	}
}

func firewallNoLogging(p *check.Pass) {
	if p.Resource.ReferredBy("aws_networkfirewall_logging_configuration", "firewall_arn", "arn").None() {
		p.Report(p.Resource, "nobody sees what it dropped; add an aws_networkfirewall_logging_configuration")
	}
}

// firewallNoKey asks the kind as well: with AWS_OWNED_KMS_KEY a key that is named is not used.
func firewallNoKey(p *check.Pass) {
	config := p.Resource.Get("encryption_configuration.type")
	if config.Or("AWS_OWNED_KMS_KEY").Is("AWS_OWNED_KMS_KEY") || isAWSManagedKey(p.Resource.Get("encryption_configuration.key_id")) {
		p.Report(config, "a key that AWS owns is used; add an encryption_configuration with type CUSTOMER_KMS and a key of your own")
	}
}

// firewallPasses reports the default action of the rules that look at packets one by one, when it hands them on unseen.
func firewallPasses(p *check.Pass) {
	for _, policy := range p.Resource.Blocks("firewall_policy") {
		for _, name := range []string{"stateless_default_actions", "stateless_fragment_default_actions"} {
			for _, action := range policy.Get(name).Each() {
				if action.Is("aws:pass") {
					p.Report(action, "%s holds aws:pass, which goes around the stateful rules; take aws:forward_to_sfe or aws:drop", name)
				}
			}
		}
	}
}
