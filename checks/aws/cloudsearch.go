package aws

import "github.com/demarc-lint/demarc/pkg/check"

func cloudsearch() []*check.Check {
	domains := []string{"aws_cloudsearch_domain"}
	return []*check.Check{
		{
			Name:        "aws-cloudsearch-plain-http",
			Title:       "Search domain answers plain HTTP",
			Severity:    check.Medium,
			Duty:        check.Network,
			Resources:   domains,
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_220"}},
			Recommended: true,
			Run:         check.Argument("endpoint_options.enforce_https").Default(false).MustBe(true),
		},
		{
			Name:      "aws-cloudsearch-outdated-tls",
			Title:     "Search domain accepts outdated TLS",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: domains,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_218"}},
			Run:       check.Argument("endpoint_options.tls_security_policy").Default("Policy-Min-TLS-1-0-2019-07").FixWith("Policy-Min-TLS-1-2-2019-07").MustNotBe("Policy-Min-TLS-1-0-2019-07"),
		},
	}
}
