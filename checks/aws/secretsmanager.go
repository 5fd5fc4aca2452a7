package aws

import "github.com/demarc-lint/demarc/pkg/check"

func secretsmanager() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-secretsmanager-no-customer-key",
			Title:     "Secret is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Secrets,
			Resources: []string{"aws_secretsmanager_secret"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_149"},
				Trivy:     []string{"AWS-0098"},
				KICS:      []string{"a2f548f2-188c-4fff-b172-e9a6acb216bd", "b0d3ef3f-845d-4b1b-83d6-63a5a380375f"},
				Terrascan: []string{"AC_AWS_0500"},
				AWSConfig: []string{"secretsmanager-using-cmk"},
			},
			Run: withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-secretsmanager-public-policy",
			Title:     "Secret's policy lets everyone in",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: []string{"aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"},
			Aliases: check.Aliases{
				KICS:      []string{"fa00ce45-386d-4718-8392-fb485e1f3c5b"},
				Terrascan: []string{"AC_AWS_0501"},
				Prowler:   []string{"secretsmanager_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
		{
			Name:      "aws-secretsmanager-every-action",
			Title:     "Secret's policy allows every action",
			Severity:  check.Medium,
			Duty:      check.Secrets,
			Resources: []string{"aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"},
			Aliases: check.Aliases{
				KICS:      []string{"fa00ce45-386d-4718-8392-fb485e1f3c5b"},
				Terrascan: []string{"AC_AWS_0501"},
			},
			Run: allowsEveryAction,
		},
		{
			Name:      "aws-secretsmanager-no-rotation",
			Title:     "Secret is never rotated",
			Severity:  check.Low,
			Duty:      check.Secrets,
			Resources: []string{"aws_secretsmanager_secret"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_57"},
				Prowler:     []string{"secretsmanager_automatic_rotation_enabled"},
				AWSConfig:   []string{"secretsmanager-rotation-enabled-check"},
				SecurityHub: []string{"SecretsManager.1"},
			},
			Run: secretNoRotation,
		},
		{
			Name:      "aws-secretsmanager-slow-rotation",
			Title:     "Secret is rotated after more than 90 days",
			Severity:  check.Low,
			Duty:      check.Secrets,
			Resources: []string{"aws_secretsmanager_secret_rotation"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_304"},
				Prowler:     []string{"secretsmanager_secret_rotated_periodically"},
				AWSConfig:   []string{"secretsmanager-secret-periodic-rotation"},
				SecurityHub: []string{"SecretsManager.4"},
			},
			Run: secretSlowRotation,
		},
	}
}

func secretNoRotation(p *check.Pass) {
	if p.Resource.ReferredBy("aws_secretsmanager_secret_rotation", "secret_id", "name", "arn").None() {
		p.Report(p.Resource, "no aws_secretsmanager_secret_rotation names it; add one, so that a copy that leaked stops working")
	}
}

func secretSlowRotation(p *check.Pass) {
	for _, rules := range p.Resource.Blocks("rotation_rules") {
		days := rules.Get("automatically_after_days")
		if n, ok := days.Number(); ok && n > 90 {
			p.Report(days, "automatically_after_days is %v; set it to 90 or less", n)
		}
	}
}
