package aws

import "github.com/demarc-lint/demarc/pkg/check"

func glacier() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-glacier-public-policy",
			Title:     "Archive's policy lets everyone in",
			Severity:  check.Critical,
			Duty:      check.Identity,
			Resources: []string{"aws_glacier_vault"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_167"},
				Prowler: []string{"glacier_vaults_policy_public_access"},
			},
			Recommended: true,
			Run:         openToEveryone("access_policy"),
		},
	}
}
