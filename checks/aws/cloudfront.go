package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func cloudfront() []*check.Check {
	distributions := []string{"aws_cloudfront_distribution"}
	return []*check.Check{
		{
			Name:      "aws-cloudfront-plain-http",
			Title:     "Distribution serves viewers over plain HTTP",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_34"},
				Trivy:       []string{"AWS-0012"},
				KICS:        []string{"55af1353-2f62-4fa0-a8e1-a210ca2708f5"},
				Terrascan:   []string{"AC_AWS_0024"},
				Prowler:     []string{"cloudfront_distributions_https_enabled"},
				AWSConfig:   []string{"cloudfront-viewer-policy-https"},
				SecurityHub: []string{"CloudFront.3"},
			},
			Recommended: true,
			Run:         cloudfrontPlainHTTP,
		},
		{
			Name:      "aws-cloudfront-outdated-tls",
			Title:     "Distribution accepts outdated TLS",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_174"},
				Trivy:      []string{"AWS-0013"},
				KICS:       []string{"00e5e55e-c2ff-46b3-a757-a7a1cd802456", "5c0003fb-9aa0-42c1-9da3-eb0e332bef21"},
				Terrascan:  []string{"AC_AWS_0023"},
				ScoutSuite: []string{"cloudfront-distribution-insufficient-viewer-security"},
				AWSConfig:  []string{"cloudfront-security-policy-check"},
			},
			Run: cloudfrontOutdatedTLS,
		},
		{
			Name:      "aws-cloudfront-default-certificate",
			Title:     "Distribution uses the certificate of CloudFront",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_42"},
				KICS:        []string{"3a1e94df-6847-4c0e-a3b6-6c6af4e128ef"},
				Prowler:     []string{"cloudfront_distributions_custom_ssl_certificate"},
				AWSConfig:   []string{"cloudfront-custom-ssl-certificate"},
				SecurityHub: []string{"CloudFront.7"},
			},
			Run: cloudfrontDefaultCertificate,
		},
		{
			Name:      "aws-cloudfront-no-logging",
			Title:     "Distribution keeps no access log",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_86"},
				Trivy:       []string{"AWS-0010"},
				KICS:        []string{"94690d79-b3b0-43de-b656-84ebef5753e5"},
				Terrascan:   []string{"AC_AWS_0025"},
				Prowler:     []string{"cloudfront_distributions_logging_enabled"},
				AWSConfig:   []string{"cloudfront-accesslogs-enabled"},
				SecurityHub: []string{"CloudFront.5"},
			},
			Run: cloudfrontNoLogging,
		},
		{
			Name:      "aws-cloudfront-no-waf",
			Title:     "Distribution has no web application firewall",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_68", "CKV2_AWS_47"},
				Trivy:       []string{"AWS-0011"},
				KICS:        []string{"1419b4c6-6d5c-4534-9cf6-6a5266085333"},
				Terrascan:   []string{"AC_AWS_0032"},
				Prowler:     []string{"cloudfront_distributions_using_waf"},
				AWSConfig:   []string{"cloudfront-associated-with-waf"},
				SecurityHub: []string{"CloudFront.6"},
			},
			Run: check.Argument("web_acl_id").MustBeSet(),
		},
		{
			Name:      "aws-cloudfront-no-geo-restriction",
			Title:     "Distribution serves every country",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_374"},
				Terrascan: []string{"AC_AWS_0026"},
				Prowler:   []string{"cloudfront_distributions_geo_restrictions_enabled"},
			},
			Run: check.Argument("restrictions.geo_restriction.restriction_type").Default("none").MustBe("whitelist", "blacklist"),
		},
		{
			Name:      "aws-cloudfront-disabled",
			Title:     "Distribution is disabled",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_216"},
				KICS:    []string{"1bc367f6-901d-4870-ad0c-71d79762ef52"},
			},
			Run: check.Argument("enabled").NotFixed().MustBe(true),
		},
		{
			Name:      "aws-cloudfront-no-root-object",
			Title:     "Distribution has no default root object",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_305"},
				Prowler:     []string{"cloudfront_distributions_default_root_object"},
				AWSConfig:   []string{"cloudfront-default-root-object-configured"},
				SecurityHub: []string{"CloudFront.1"},
			},
			Run: check.Argument("default_root_object").MustBeSet(),
		},
		{
			Name:      "aws-cloudfront-origin-outdated-tls",
			Title:     "Distribution speaks outdated TLS to its origin",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_54"},
				Prowler:     []string{"cloudfront_distributions_using_deprecated_ssl_protocols"},
				ScoutSuite:  []string{"cloudfront-distribution-insecure-origin"},
				AWSConfig:   []string{"cloudfront-no-deprecated-ssl-protocols"},
				SecurityHub: []string{"CloudFront.10"},
			},
			Run: cloudfrontOriginTLS,
		},
		{
			Name:      "aws-cloudfront-origin-plain-http",
			Title:     "Distribution speaks plain HTTP to its origin",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_72"},
				Prowler:     []string{"cloudfront_distributions_origin_traffic_encrypted"},
				ScoutSuite:  []string{"cloudfront-distribution-cleartext-origin"},
				AWSConfig:   []string{"cloudfront-traffic-to-origin-encrypted"},
				SecurityHub: []string{"CloudFront.9"},
			},
			Run: cloudfrontOriginHTTP,
		},
		{
			Name:      "aws-cloudfront-bucket-origin-open",
			Title:     "Distribution reads a bucket as anyone could",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: distributions,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_46"},
				Prowler:     []string{"cloudfront_distributions_s3_origin_access_control"},
				AWSConfig:   []string{"cloudfront-s3-origin-access-control-enabled", "cloudfront-origin-access-identity-enabled"},
				SecurityHub: []string{"CloudFront.13"},
			},
			Run: cloudfrontOpenOrigin,
		},
		{
			Name:      "aws-cloudfront-dedicated-address",
			Title:     "Distribution has addresses of its own for clients without SNI",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_cloudfront_distribution"},
			Aliases: check.Aliases{
				Prowler:     []string{"cloudfront_distributions_https_sni_enabled"},
				AWSConfig:   []string{"cloudfront-sni-enabled"},
				SecurityHub: []string{"CloudFront.8"},
			},
			Run: check.Argument("viewer_certificate.ssl_support_method").MustNotBe("vip"),
		},
	}
}

// cloudfrontOpenOrigin asks origins that are buckets for an access control or identity. A bucket's website is no such origin: it knows
// no identities.
func cloudfrontOpenOrigin(p *check.Pass) {
	for _, origin := range p.Resource.Blocks("origin") {
		if isBucketOrigin(origin) && origin.Get("origin_access_control_id").Empty() && origin.Get("s3_origin_config.origin_access_identity").Empty() {
			p.Report(origin, "neither origin_access_control_id nor an origin access identity is set, so the bucket has to be public; set one")
		}
	}
}

func isBucketOrigin(origin *graph.Block) bool {
	if !origin.Lacks("custom_origin_config") {
		return false
	}
	domain := origin.Get("domain_name")
	return len(domain.Refs(bucketType)) > 0 || domain.Holds(func(name string) bool {
		return strings.HasSuffix(name, ".amazonaws.com") && strings.Contains(name, ".s3.")
	})
}

func cloudfrontPlainHTTP(p *check.Pass) {
	for _, name := range []string{"default_cache_behavior", "ordered_cache_behavior"} {
		for _, behavior := range p.Resource.Blocks(name) {
			if policy := behavior.Get("viewer_protocol_policy"); policy.Is("allow-all") {
				p.Report(policy, "viewer_protocol_policy is allow-all; set it to redirect-to-https or https-only")
			}
		}
	}
}

// ownCertificate reports that the distribution may have a certificate other than CloudFront's, which always speaks TLS from 1.0 on.
func ownCertificate(certificate *graph.Block) bool {
	for _, name := range []string{"acm_certificate_arn", "iam_certificate_id"} {
		if !certificate.Get(name).Empty() {
			return true
		}
	}
	return false
}

func cloudfrontOutdatedTLS(p *check.Pass) {
	for _, certificate := range p.Resource.Blocks("viewer_certificate") {
		version := certificate.Get("minimum_protocol_version")
		byDefault := certificate.Get("cloudfront_default_certificate")
		switch {
		case byDefault.Is(true):
			p.Report(byDefault, "with the certificate of CloudFront viewers may speak TLS 1.0; use one of your own and TLSv1.2_2021 or newer")
		case version.Or("TLSv1").OneOf("SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"):
			found, _ := version.Or("TLSv1").Text()
			p.Report(version, "viewers may speak %s; set minimum_protocol_version to TLSv1.2_2021 or newer", found)
		}
	}
	if p.Resource.Lacks("viewer_certificate") {
		p.Report(p.Resource, "no viewer_certificate is named, so viewers may speak TLS 1.0; use one of your own and TLSv1.2_2021 or newer")
	}
}

func cloudfrontDefaultCertificate(p *check.Pass) {
	for _, certificate := range p.Resource.Blocks("viewer_certificate") {
		switch byDefault := certificate.Get("cloudfront_default_certificate"); {
		case byDefault.Is(true):
			p.Report(byDefault, "it is for *.cloudfront.net; name one for your own domain")
		case !ownCertificate(certificate):
			p.Report(certificate, "no certificate is named; set acm_certificate_arn")
		}
	}
}

// cloudfrontNoLogging knows both generations: the block for standard logs, and the delivery of version 2.
func cloudfrontNoLogging(p *check.Pass) {
	if !p.Resource.Lacks("logging_config") {
		return
	}
	sources := p.Resource.ReferredBy("aws_cloudwatch_log_delivery_source", "resource_arn", "arn")
	for _, source := range sources.Sure {
		if !source.ReferredBy("aws_cloudwatch_log_delivery", "delivery_source_name", "name").None() {
			return
		}
	}
	if len(sources.Sure) > 0 || sources.None() {
		p.Report(p.Resource, "add a logging_config or an aws_cloudwatch_log_delivery with a source of its own")
	}
}

func cloudfrontOriginTLS(p *check.Pass) {
	for _, origin := range p.Resource.Blocks("origin.custom_origin_config") {
		for _, version := range origin.Get("origin_ssl_protocols").Each() {
			if version.OneOf("SSLv3", "TLSv1", "TLSv1.1") {
				p.Report(version, "%s is allowed; leave only TLSv1.2", quoted(version))
			}
		}
	}
}

func cloudfrontOriginHTTP(p *check.Pass) {
	for _, origin := range p.Resource.Blocks("origin.custom_origin_config") {
		if policy := origin.Get("origin_protocol_policy"); policy.OneOf("http-only", "match-viewer") {
			p.Report(policy, "origin_protocol_policy is %s; set it to https-only", quoted(policy))
		}
	}
}
