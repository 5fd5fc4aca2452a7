package aws

import "github.com/demarc-lint/demarc/pkg/check"

func appsync() []*check.Check {
	caches, apis := []string{"aws_appsync_api_cache"}, []string{"aws_appsync_graphql_api"}
	return []*check.Check{
		{
			Name:      "aws-appsync-cache-unencrypted",
			Title:     "API's cache is not encrypted at rest",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: caches,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_214"},
				SecurityHub: []string{"AppSync.1"},
			},
			Run: check.Argument("at_rest_encryption_enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-appsync-cache-unencrypted-in-transit",
			Title:     "API's cache is reached without TLS",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: caches,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_215"}},
			Run:       check.Argument("transit_encryption_enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-appsync-no-logging",
			Title:     "GraphQL API keeps no log",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: apis,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_193"},
				Prowler:     []string{"appsync_field_level_logging_enabled"},
				AWSConfig:   []string{"appsync-logging-enabled"},
				SecurityHub: []string{"AppSync.2"},
			},
			Run: func(p *check.Pass) {
				if p.Resource.Lacks("log_config") {
					p.Report(p.Resource, "add a log_config with a role that may write logs")
				}
			},
		},
		{
			Name:      "aws-appsync-no-field-logging",
			Title:     "GraphQL API does not log what is asked for",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: apis,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_194"},
				Prowler:     []string{"appsync_field_level_logging_enabled"},
				AWSConfig:   []string{"appsync-logging-enabled"},
				SecurityHub: []string{"AppSync.2"},
			},
			Run: check.Argument("log_config.field_log_level").Default("NONE").MustNotBe("NONE"),
		},
		{
			Name:      "aws-appsync-no-waf",
			Title:     "GraphQL API has no web application firewall",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: apis,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV2_AWS_33"},
				AWSConfig: []string{"appsync-associated-with-waf"},
			},
			Run: appsyncNoWAF,
		},
		{
			Name:      "aws-appsync-api-key",
			Title:     "GraphQL API knows its callers by a key that all of them share",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: apis,
			Aliases: check.Aliases{
				Prowler: []string{"appsync_graphql_api_no_api_key_authentication"},
			},
			Run: check.Argument("authentication_type").MustNotBe("API_KEY"),
		},
	}
}

// appsyncNoWAF leaves out private APIs, which are reached through endpoints alone.
func appsyncNoWAF(p *check.Pass) {
	if !p.Resource.Get("visibility").Or("GLOBAL").Is("GLOBAL") {
		return
	}
	if p.Resource.ReferredBy("aws_wafv2_web_acl_association", "resource_arn", "arn").None() {
		p.Report(p.Resource, "associate a web ACL with it (aws_wafv2_web_acl_association)")
	}
}
