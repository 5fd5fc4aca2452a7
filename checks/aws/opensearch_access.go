package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func opensearchAccess() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-opensearch-open-policy",
			Title:     "Search domain's policy lets everyone in",
			Severity:  check.Critical,
			Duty:      check.Identity,
			Resources: searchPolicies(),
			Aliases: check.Aliases{
				KICS:      []string{"16c4216a-50d3-4785-bfb2-4adb5144a8ba", "e7530c3c-b7cf-4149-8db9-d037a0b5268e"},
				Terrascan: []string{"AC_AWS_0469"},
				Prowler:   []string{"opensearch_service_domains_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         opensearchOpenPolicy,
		},
		{
			Name:      "aws-opensearch-wildcard-policy",
			Title:     "Search domain's policy names everyone and every action",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: searchPolicies(),
			Aliases: check.Aliases{
				KICS:      []string{"16c4216a-50d3-4785-bfb2-4adb5144a8ba", "e7530c3c-b7cf-4149-8db9-d037a0b5268e"},
				Terrascan: []string{"AC_AWS_0469"},
			},
			Run: opensearchWildcardPolicy,
		},
		{
			Name:      "aws-opensearch-no-fine-grained-access",
			Title:     "Search domain gives all its users all its data",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_52"},
				KICS:        []string{"b4c6d7e8-f9a1-4bcd-89ef-01234abcd567"},
				Prowler:     []string{"opensearch_service_domains_access_control_enabled"},
				AWSConfig:   []string{"opensearch-access-control-enabled"},
				SecurityHub: []string{"OpenSearch.7"},
			},
			Run: check.Argument("advanced_security_options.enabled").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-opensearch-internal-users",
			Title:     "Search domain keeps a user database of its own",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Prowler: []string{"opensearch_service_domains_internal_user_database_enabled"},
			},
			Run: check.Argument("advanced_security_options.internal_user_database_enabled").Default(false).NotFixed().MustBe(false),
		},
		{
			Name:        "aws-opensearch-literal-password",
			Title:       "Search domain's password is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   searchDomains(),
			Recommended: true,
			Run:         literalSecret("advanced_security_options.master_user_options.master_user_password"),
		},
		{
			Name:        "aws-opensearch-serverless-public",
			Title:       "Search collections are reachable from the internet",
			Severity:    check.High,
			Duty:        check.Network,
			Resources:   []string{"aws_opensearchserverless_security_policy"},
			Recommended: true,
			Run:         opensearchServerlessPublic,
		},
	}
}

func searchPolicies() []string {
	return append(searchDomains(), "aws_opensearch_domain_policy", "aws_elasticsearch_domain_policy")
}

// opensearchOpenPolicy looks at access_policies of a domain and of the resource that attaches them, unless the domain lies in a network
// of the customer's or asks for a login of its own.
func opensearchOpenPolicy(p *check.Pass) {
	domain := p.Resource
	for _, attached := range p.Resource.Get("domain_name").Refs(searchDomains()...) {
		domain = attached
	}
	if searchBehindWall(domain) {
		return
	}
	for _, s := range iam.Parse(p.Resource.Get("access_policies")).Statements {
		if who, public := s.PublicPrincipal(); public && s.Unnarrowed() && namesSearchAction(s) {
			p.Report(who, "every principal is allowed, without a condition on who or where from; name the roles that need it")
		}
	}
}

// opensearchWildcardPolicy looks at the statement alone, whatever condition or network stands before it.
func opensearchWildcardPolicy(p *check.Pass) {
	for _, s := range iam.Parse(p.Resource.Get("access_policies")).Statements {
		if _, public := s.PublicPrincipal(); !public {
			continue
		}
		for _, action := range s.Actions {
			if action.Holds(func(a string) bool { return iam.IsEveryAction(a) || iam.IsServiceWildcard(a) }) {
				p.Report(action, "every principal may do everything but for what the condition or the network keeps out; name roles and actions")
			}
		}
	}
}

func namesSearchAction(s iam.Statement) bool {
	return slices.ContainsFunc([]string{"es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut", "es:ESHttpDelete", "es:DeleteDomain"}, s.AllowsAction)
}

func searchBehindWall(domain *graph.Resource) bool {
	return !domain.Lacks("vpc_options") || !domain.Get("advanced_security_options.enabled").Or(false).IsNot(true)
}

// opensearchServerlessPublic reads the JSON of a network policy: a list of rules with AllowFromPublic.
func opensearchServerlessPublic(p *check.Pass) {
	if !p.Resource.Get("type").Is("network") {
		return
	}
	for _, rule := range p.Resource.Get("policy").Document().Each() {
		if public := rule.Attr("AllowFromPublic"); public.Holds(func(s string) bool { return strings.EqualFold(s, "true") }) {
			p.Report(public, "AllowFromPublic is true; name the VPC endpoints in SourceVPCEs instead")
		}
	}
}
