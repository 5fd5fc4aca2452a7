package aws

import "github.com/demarc-lint/demarc/pkg/check"

func ses() []*check.Check {
	policies := []string{"aws_ses_identity_policy", "aws_sesv2_email_identity_policy"}
	return []*check.Check{
		{
			Name:      "aws-ses-tls-optional",
			Title:     "Mail is sent in the clear where the other side takes no TLS",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_ses_configuration_set", "aws_sesv2_configuration_set"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_365"}},
			Run:       sesTLSOptional,
		},
		{
			Name:      "aws-ses-public-policy",
			Title:     "Everyone may send mail in your name",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: policies,
			Aliases: check.Aliases{
				Prowler:    []string{"ses_identity_not_publicly_accessible"},
				ScoutSuite: []string{"ses-identity-world-policy"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
		{
			Name:      "aws-ses-every-action",
			Title:     "Policy of the sender's identity allows every action",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: policies,
			Aliases:   check.Aliases{KICS: []string{"34b921bd-90a0-402e-a0a5-dc73371fd963"}},
			Run:       allowsEveryAction,
		},
	}
}

// sesTLSOptional knows the value in the spelling of both generations of the service.
func sesTLSOptional(p *check.Pass) {
	policy := p.Resource.Get("delivery_options.tls_policy")
	if policy.Or("OPTIONAL").OneOf("OPTIONAL", "Optional") {
		p.Report(policy, "tls_policy is optional, which is the default; require it")
	}
}
