package aws

import "github.com/demarc-lint/demarc/pkg/check"

func cloudfrontHeaders() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-cloudfront-no-headers-policy",
			Title:     "Distribution adds no security headers",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_cloudfront_distribution"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_32"}},
			Run:       check.Argument("default_cache_behavior.response_headers_policy_id").MustBeSet(),
		},
		{
			Name:      "aws-cloudfront-no-hsts",
			Title:     "Headers policy does not keep browsers on HTTPS",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_cloudfront_response_headers_policy"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_259"}},
			Run:       cloudfrontNoHSTS,
		},
		{
			Name:      "aws-cloudfront-no-failover",
			Title:     "Distribution has no second origin to turn to",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_cloudfront_distribution"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_310"},
				Prowler:     []string{"cloudfront_distributions_multiple_origin_failover_configured"},
				AWSConfig:   []string{"cloudfront-origin-failover-enabled"},
				SecurityHub: []string{"CloudFront.4"},
			},
			Run: cloudfrontNoFailover,
		},
	}
}

const year = 31536000 // seconds

// cloudfrontNoHSTS takes a policy that sets other headers of security for one that should set this.
func cloudfrontNoHSTS(p *check.Pass) {
	for _, transport := range p.Resource.Blocks("security_headers_config.strict_transport_security") {
		age := transport.Get("access_control_max_age_sec")
		if n, ok := age.Number(); ok && n < year {
			p.Report(age, "browsers forget it after %v seconds; set a year, %d", n, year)
		}
		if over := transport.Get("override"); over.Is(false) {
			p.Report(over, "override is false, so that the origin may say something else; set it to true")
		}
		if subdomains := transport.Get("include_subdomains"); subdomains.Or(false).IsNot(true) {
			p.Report(subdomains, "include_subdomains is not true, so that other names of the domain stay open to HTTP; set it to true")
		}
	}
	if p.Resource.Lacks("security_headers_config.strict_transport_security") {
		p.Report(p.Resource, "add strict_transport_security to security_headers_config")
	}
}

func cloudfrontNoFailover(p *check.Pass) {
	if p.Resource.Lacks("origin_group") {
		p.Report(p.Resource, "add an origin_group of two origins")
		return
	}
	for _, group := range p.Resource.Blocks("origin_group") {
		members := group.Blocks("member")
		if len(members) == 1 && !members[0].Maybe {
			p.Report(group, "it has one member; add the second")
		}
	}
}
