package aws

import "github.com/demarc-lint/demarc/pkg/check"

func cloudwatch() []*check.Check {
	groups := []string{"aws_cloudwatch_log_group"}
	return []*check.Check{
		{
			Name:      "aws-cloudwatch-log-group-no-customer-key",
			Title:     "Log group is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: groups,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_158"},
				Trivy:     []string{"AWS-0017"},
				KICS:      []string{"0afbcfe9-d341-4b92-a64c-7e6de0543879"},
				Terrascan: []string{"AC_AWS_0451"},
				Prowler:   []string{"cloudwatch_log_group_kms_encryption_enabled"},
				AWSConfig: []string{"cloudwatch-log-group-encrypted"},
			},
			Run: withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-cloudwatch-log-group-no-retention",
			Title:     "Log group keeps its logs for ever",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: groups,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_66"},
				KICS:      []string{"ef0b316a-211e-42f1-888e-64efe172b755"},
				Terrascan: []string{"AC_AWS_0041", "AC_AWS_0452"},
			},
			Run: check.Argument("retention_in_days").Default(0).MustNotBe(0),
		},
		{
			Name:      "aws-cloudwatch-log-group-short-retention",
			Title:     "Log group keeps its logs for less than a year",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: groups,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_338"},
				Prowler:   []string{"cloudwatch_log_group_retention_policy_specific_days_enabled"},
				AWSConfig: []string{"cw-loggroup-retention-period-check"},
			},
			Run: logRetentionShort,
		},
		{
			Name:      "aws-cloudwatch-alarm-actions-off",
			Title:     "Alarm tells nobody",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"},
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_319"},
				Prowler:    []string{"cloudwatch_alarm_actions_enabled"},
				ScoutSuite: []string{"cloudwatch-alarm-without-actions"},
				AWSConfig:  []string{"cloudwatch-alarm-action-enabled-check"},
			},
			Run: check.Argument("actions_enabled").Default(true).MustBe(true),
		},
		{
			Name:      "aws-cloudwatch-destination-public",
			Title:     "Log destination takes logs from everyone",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_cloudwatch_log_destination_policy"},
			Aliases:   check.Aliases{KICS: []string{"db0ec4c4-852c-46a2-b4f3-7ec13cdb12a8"}},
			Run:       openToEveryone("access_policy"),
		},
		{
			Name:      "aws-cloudwatch-log-policy-public",
			Title:     "Policy of the logs lets everyone in",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_cloudwatch_log_resource_policy"},
			Aliases: check.Aliases{
				Prowler: []string{"cloudwatch_log_group_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         openToEveryone("policy_document"),
		},
	}
}

func logRetentionShort(p *check.Pass) {
	days := p.Resource.Get("retention_in_days")
	if n, ok := days.Number(); ok && n > 0 && n < 365 {
		p.Report(days, "retention_in_days is %v; intrusions are often found after months, so keep 365 days", n)
	}
}
