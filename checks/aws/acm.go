package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

func acm() []*check.Check {
	certificates := []string{"aws_acm_certificate"}
	return []*check.Check{
		{
			Name:      "aws-acm-wildcard",
			Title:     "Certificate is valid for every name of a domain",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: certificates,
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_71"}},
			Run:       acmWildcard,
		},
		{
			Name:      "aws-acm-no-transparency",
			Title:     "Certificate is kept out of the public logs",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: certificates,
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_234"},
				Prowler:    []string{"acm_certificates_transparency_logs_enabled"},
				ScoutSuite: []string{"acm-certificate-with-transparency-logging-disabled"},
			},
			Run: check.Argument("options.certificate_transparency_logging_preference").Default("ENABLED").MustBe("ENABLED"),
		},
		{
			Name:      "aws-acm-destroyed-first",
			Title:     "Certificate is gone while it is replaced",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: certificates,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_233"}},
			Run:       check.Argument("lifecycle.create_before_destroy").Default(false).MustBe(true),
		},
	}
}

func acmWildcard(p *check.Pass) {
	isWildcard := func(name string) bool { return strings.HasPrefix(name, "*") }
	for _, name := range append(p.Resource.Get("subject_alternative_names").Each(), p.Resource.Get("domain_name")) {
		if name.Holds(isWildcard) {
			p.Report(name, "%s covers names that other services use; name those that are needed", quoted(name))
		}
	}
}
