package aws

import "github.com/demarc-lint/demarc/pkg/check"

func cognito() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-cognito-no-mfa",
			Title:     "Users sign in with a password alone",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_cognito_user_pool"},
			Aliases: check.Aliases{
				KICS:      []string{"ec28bf61-a474-4dbe-b414-6dd3a067d6f0"},
				Prowler:   []string{"cognito_user_pool_mfa_enabled"},
				AWSConfig: []string{"cognito-user-pool-mfa-enabled"},
			},
			Run: check.Argument("mfa_configuration").Default("OFF").MustBe("ON", "OPTIONAL"),
		},
		{
			Name:      "aws-cognito-guests",
			Title:     "Identity pool gives credentials to strangers",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_cognito_identity_pool"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_366"},
				Prowler:   []string{"cognito_identity_pool_guest_access_disabled"},
				AWSConfig: []string{"cognito-identity-pool-unauthenticated-logins", "cognito-identity-pool-unauth-access-check"},
			},
			Recommended: true,
			Run:         check.Argument("allow_unauthenticated_identities").Default(false).MustBe(false),
		},
		{
			Name:      "aws-cognito-short-passwords",
			Title:     "Users may have short passwords",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_cognito_user_pool"},
			Aliases: check.Aliases{
				Prowler:   []string{"cognito_user_pool_password_policy_minimum_length_14"},
				AWSConfig: []string{"cognito-user-pool-password-policy-check"},
			},
			Run: check.Argument("password_policy.minimum_length").Default(8).MustBeAtLeast(8),
		},
		{
			Name:      "aws-cognito-no-deletion-protection",
			Title:     "User pool can be deleted with one call",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_cognito_user_pool"},
			Aliases: check.Aliases{
				Prowler:   []string{"cognito_user_pool_deletion_protection_enabled"},
				AWSConfig: []string{"cognito-user-pool-deletion-protection-enabled"},
			},
			Run: check.Argument("deletion_protection").Default("INACTIVE").MustBe("ACTIVE"),
		},
		{
			Name:      "aws-cognito-user-existence-shown",
			Title:     "Sign-in tells strangers which users there are",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_cognito_user_pool_client"},
			Aliases: check.Aliases{
				Prowler: []string{"cognito_user_pool_client_prevent_user_existence_errors"},
			},
			Run: check.Argument("prevent_user_existence_errors").MustNotBe("LEGACY"),
		},
	}
}
