package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func opensearchLogging() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-opensearch-no-logs",
			Title:     "Search domain publishes no logs",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_84"},
				KICS:        []string{"acb6b4e2-a086-4f35-aefd-4db6ea51ada2"},
				Terrascan:   []string{"AC_AWS_0105"},
				Prowler:     []string{"opensearch_service_domains_cloudwatch_logging_enabled"},
				AWSConfig:   []string{"elasticsearch-logs-to-cloudwatch", "opensearch-logs-to-cloudwatch"},
				SecurityHub: []string{"ES.4", "OpenSearch.4"},
			},
			Subsumes: []string{"aws-opensearch-no-audit-log", "aws-opensearch-no-slow-log"},
			Run:      withoutSearchLog("INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS", "ES_APPLICATION_LOGS", "AUDIT_LOGS"),
		},
		{
			Name:      "aws-opensearch-no-audit-log",
			Title:     "Search domain does not log who did what",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_317"},
				Trivy:       []string{"AWS-0042"},
				Prowler:     []string{"opensearch_service_domains_audit_logging_enabled"},
				AWSConfig:   []string{"opensearch-audit-logging-enabled"},
				SecurityHub: []string{"ES.5", "OpenSearch.5"},
			},
			Run: withoutSearchLog("AUDIT_LOGS"),
		},
		{
			Name:      "aws-opensearch-no-slow-log",
			Title:     "Search domain does not log slow requests",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				KICS:    []string{"e979fcbc-df6c-422d-9458-c33d65e71c45"},
				Prowler: []string{"opensearch_service_domains_cloudwatch_logging_enabled"},
			},
			Run: withoutSearchLog("INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS"),
		},
	}
}

// withoutSearchLog returns a Run that reports a domain that surely publishes none of the logs. Publishing is on unless switched off.
func withoutSearchLog(logs ...string) func(*check.Pass) {
	return func(p *check.Pass) {
		blocks := p.Resource.Blocks("log_publishing_options")
		publishes := func(b *graph.Block) bool {
			return !b.Get("log_type").NoneOf(logs...) && !b.Get("enabled").Or(true).Is(false)
		}
		if !slices.ContainsFunc(blocks, publishes) {
			p.Report(p.Resource, "no log_publishing_options sends %s to CloudWatch", logs[len(logs)-1])
		}
	}
}
