package aws

import "github.com/demarc-lint/demarc/pkg/check"

func guardduty() []*check.Check {
	detectors := []string{"aws_guardduty_detector"}
	return []*check.Check{
		{
			Name:      "aws-guardduty-disabled",
			Title:     "Threat detection is switched off",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: detectors,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_238"},
				KICS:        []string{"704dadd3-54fc-48ac-b6a0-02f170011473"},
				Terrascan:   []string{"AC_AWS_0131"},
				Prowler:     []string{"guardduty_is_enabled"},
				AWSConfig:   []string{"guardduty-enabled-centralized"},
				SecurityHub: []string{"GuardDuty.1"},
			},
			Recommended: true,
			Run:         check.Argument("enable").Default(true).MustBe(true),
		},
		{
			Name:      "aws-guardduty-one-account",
			Title:     "Threat detection does not take in the organization's accounts by itself",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: detectors,
			Aliases: check.Aliases{
				Checkov: []string{"CKV2_AWS_3"},
				Prowler: []string{"guardduty_delegated_admin_enabled_all_regions"},
			},
			Run: guarddutyOneAccount,
		},
		{
			Name:      "aws-guardduty-feature-off",
			Title:     "Part of the threat detection is switched off",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_guardduty_detector_feature"},
			Aliases: check.Aliases{
				Prowler:     []string{"guardduty_ec2_malware_protection_enabled", "guardduty_eks_audit_log_enabled", "guardduty_eks_runtime_monitoring_enabled", "guardduty_lambda_protection_enabled", "guardduty_rds_protection_enabled", "guardduty_s3_protection_enabled"},
				AWSConfig:   []string{"guardduty-eks-protection-audit-enabled", "guardduty-eks-protection-runtime-enabled", "guardduty-lambda-protection-enabled", "guardduty-malware-protection-enabled", "guardduty-rds-protection-enabled", "guardduty-runtime-monitoring-enabled", "guardduty-s3-protection-enabled"},
				SecurityHub: []string{"GuardDuty.9", "GuardDuty.10"},
			},
			Run: check.Argument("status").MustNotBe("DISABLED"),
		},
	}
}

// guarddutyOneAccount knows both spellings of the switch: a boolean up to version 4 of the provider, then the members' part.
func guarddutyOneAccount(p *check.Pass) {
	organizations := p.Resource.ReferredBy("aws_guardduty_organization_configuration", "detector_id")
	if organizations.None() {
		p.Report(p.Resource, "no aws_guardduty_organization_configuration names it; add one with auto_enable_organization_members, or keep this check for the administrator's account")
		return
	}
	for _, organization := range organizations.Sure {
		old, members := organization.Get("auto_enable"), organization.Get("auto_enable_organization_members")
		if members.Is("NONE") || members.Absent() && old.Or(false).IsNot(true) {
			p.Report(p.Resource, "new members are not enabled by themselves; set auto_enable_organization_members to ALL").
				Relate(organization, "the organization's configuration")
		}
	}
}
