package aws

import "github.com/demarc-lint/demarc/pkg/check"

const passwordPolicyType = "aws_iam_account_password_policy"

func iamPasswordPolicy() []*check.Check {
	return []*check.Check{
		passwordPolicy(check.Check{
			Name:     "aws-iam-password-length",
			Title:    "Account accepts passwords of less than 14 characters",
			Severity: check.Medium,
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_10"},
				Trivy:      []string{"AWS-0063"},
				KICS:       []string{"1bc1c685-e593-450e-88fb-19db4c82aa1d"},
				Terrascan:  []string{"AC_AWS_0141", "AC_AWS_0142"},
				Prowler:    []string{"iam_password_policy_minimum_length_14"},
				ScoutSuite: []string{"iam-password-policy-minimum-length"},
				AWSConfig:  []string{"iam-password-policy"},
			},
			Run: check.Argument("minimum_password_length").FixWith(14).MustBeAtLeast(14),
		}),
		passwordPolicy(check.Check{
			Name:  "aws-iam-password-lowercase",
			Title: "Account accepts passwords without a lower-case letter",
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_11"},
				Trivy:       []string{"AWS-0058"},
				KICS:        []string{"a1b2c3d4-e5f6-7890-ab12-cd34ef567890"},
				Terrascan:   []string{"AC_AWS_0134"},
				Prowler:     []string{"iam_password_policy_lowercase"},
				ScoutSuite:  []string{"iam-password-policy-no-lowercase-required"},
				AWSConfig:   []string{"iam-password-policy"},
				SecurityHub: []string{"IAM.7", "IAM.10"},
			},
			Run: check.Argument("require_lowercase_characters").Default(false).MustBe(true),
		}),
		passwordPolicy(check.Check{
			Name:  "aws-iam-password-number",
			Title: "Account accepts passwords without a digit",
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_12"},
				Trivy:       []string{"AWS-0059"},
				KICS:        []string{"0df2ce76-ba56-445a-89f8-5ba34b7fafe3"},
				Terrascan:   []string{"AC_AWS_0136"},
				Prowler:     []string{"iam_password_policy_number"},
				ScoutSuite:  []string{"iam-password-policy-no-number-required"},
				AWSConfig:   []string{"iam-password-policy"},
				SecurityHub: []string{"IAM.7", "IAM.10"},
			},
			Run: check.Argument("require_numbers").Default(false).MustBe(true),
		}),
		passwordPolicy(check.Check{
			Name:  "aws-iam-password-symbol",
			Title: "Account accepts passwords without a symbol",
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_14"},
				Trivy:       []string{"AWS-0060"},
				KICS:        []string{"bts2c3d4-e5f6-7890-ab12-cd34ef567890"},
				Terrascan:   []string{"AC_AWS_0137"},
				Prowler:     []string{"iam_password_policy_symbol"},
				ScoutSuite:  []string{"iam-password-policy-no-symbol-required"},
				AWSConfig:   []string{"iam-password-policy"},
				SecurityHub: []string{"IAM.7"},
			},
			Run: check.Argument("require_symbols").Default(false).MustBe(true),
		}),
		passwordPolicy(check.Check{
			Name:  "aws-iam-password-uppercase",
			Title: "Account accepts passwords without an upper-case letter",
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_15"},
				Trivy:       []string{"AWS-0061"},
				KICS:        []string{"2c3d4ghwt-e5f6-7890-ab12-cd34ef567890"},
				Terrascan:   []string{"AC_AWS_0135"},
				Prowler:     []string{"iam_password_policy_uppercase"},
				ScoutSuite:  []string{"iam-password-policy-no-uppercase-required"},
				AWSConfig:   []string{"iam-password-policy"},
				SecurityHub: []string{"IAM.7", "IAM.10"},
			},
			Run: check.Argument("require_uppercase_characters").Default(false).MustBe(true),
		}),
		passwordPolicy(check.Check{
			Name:  "aws-iam-password-reuse",
			Title: "Account accepts a password that was used lately",
			Aliases: check.Aliases{
				Trivy:      []string{"AWS-0056"},
				Prowler:    []string{"iam_password_policy_reuse_24"},
				ScoutSuite: []string{"iam-password-policy-reuse-enabled"},
				AWSConfig:  []string{"iam-password-policy"},
			},
			Run:      check.Argument("password_reuse_prevention").FixWith(24).MustBeAtLeast(5),
			Subsumes: []string{"aws-iam-password-history"},
		}),
		passwordPolicy(check.Check{
			Name:  "aws-iam-password-history",
			Title: "Account remembers fewer than 24 passwords",
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_13"},
				KICS:      []string{"89806cdc-9c2e-4bd1-a0dc-53f339bcfb2a"},
				Terrascan: []string{"AC_AWS_0472"},
				Prowler:   []string{"iam_password_policy_reuse_24"},
				AWSConfig: []string{"iam-password-policy"},
			},
			Run: check.Argument("password_reuse_prevention").FixWith(24).MustBeAtLeast(24),
		}),
		passwordPolicy(check.Check{
			Name:  "aws-iam-password-expiry",
			Title: "Passwords of the account are good for more than 90 days",
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_9"},
				Trivy:       []string{"AWS-0062"},
				KICS:        []string{"ce60d060-efb8-4bfd-9cf7-ff8945d00d90"},
				Terrascan:   []string{"AC_AWS_0138"},
				Prowler:     []string{"iam_password_policy_expires_passwords_within_90_days_or_less"},
				ScoutSuite:  []string{"iam-password-policy-no-expiration", "iam-password-policy-expiration-threshold"},
				AWSConfig:   []string{"iam-password-policy"},
				SecurityHub: []string{"IAM.10"},
			},
			Run: passwordExpiry,
		}),
		passwordPolicy(check.Check{
			Name:    "aws-iam-password-unchangeable",
			Title:   "Users cannot change their own passwords",
			Aliases: check.Aliases{KICS: []string{"9ef7d25d-9764-4224-9968-fa321c56ef76"}},
			Run:     check.Argument("allow_users_to_change_password").Default(true).MustBe(true),
		}),
	}
}

// passwordPolicy fills in what the checks of the account's password policy share.
func passwordPolicy(c check.Check) *check.Check {
	c.Resources = []string{passwordPolicyType}
	c.Duty = check.Identity
	if c.Severity == 0 {
		c.Severity = check.Low
	}
	return &c
}

// passwordExpiry takes 0 for what it is to the provider: passwords never expire.
func passwordExpiry(p *check.Pass) {
	age := p.Resource.Get("max_password_age")
	days, ok := age.Number()
	switch {
	case age.Absent() || ok && days == 0:
		p.Report(age, "max_password_age is not set, so they never expire; set it to 90 or less")
	case ok && days > 90:
		p.Report(age, "max_password_age is %v; set it to 90 or less", days)
	}
}
