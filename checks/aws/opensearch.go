package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

// searchDomains are the two spellings of a domain of Amazon OpenSearch Service; they share nearly all arguments.
func searchDomains() []string { return []string{"aws_opensearch_domain", "aws_elasticsearch_domain"} }

func opensearch() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-opensearch-unencrypted",
			Title:     "Search domain is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_5"},
				Trivy:       []string{"AWS-0048"},
				KICS:        []string{"24e16922-4330-4e9d-be8a-caa90299466a"},
				Terrascan:   []string{"AC_AWS_0112"},
				Prowler:     []string{"opensearch_service_domains_encryption_at_rest_enabled"},
				AWSConfig:   []string{"elasticsearch-encrypted-at-rest", "opensearch-encrypted-at-rest"},
				SecurityHub: []string{"ES.1", "OpenSearch.1"},
			},
			Recommended: true,
			Run:         check.Argument("encrypt_at_rest.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-opensearch-no-customer-key",
			Title:     "Search domain is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_247"},
				KICS:      []string{"7af2f4a3-00d9-47f3-8d15-ca0888f4e5b2"},
				Terrascan: []string{"AC_AWS_0111"},
			},
			Run: withoutCustomerKey("encrypt_at_rest.kms_key_id"),
		},
		{
			Name:      "aws-opensearch-unencrypted-between-nodes",
			Title:     "Search domain's nodes talk to each other in the clear",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_6"},
				Trivy:       []string{"AWS-0043"},
				KICS:        []string{"967eb3e6-26fc-497d-8895-6428beb6e8e2"},
				Terrascan:   []string{"AC_AWS_0468"},
				Prowler:     []string{"opensearch_service_domains_node_to_node_encryption_enabled"},
				AWSConfig:   []string{"elasticsearch-node-to-node-encryption-check", "opensearch-node-to-node-encryption-check"},
				SecurityHub: []string{"ES.3", "OpenSearch.3"},
			},
			Recommended: true,
			Run:         check.Argument("node_to_node_encryption.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-opensearch-http",
			Title:     "Search domain answers over plain HTTP",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_83"},
				Trivy:       []string{"AWS-0046"},
				KICS:        []string{"2e9e0729-66d5-4148-9d39-5e6fb4bf2a4e"},
				Prowler:     []string{"opensearch_service_domains_https_communications_enforced"},
				AWSConfig:   []string{"opensearch-https-required"},
				SecurityHub: []string{"ES.8", "OpenSearch.8"},
			},
			Recommended: true,
			Run:         opensearchHTTP,
		},
		{
			Name:      "aws-opensearch-outdated-tls",
			Title:     "Search domain accepts TLS versions that are broken",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_228"},
				Trivy:       []string{"AWS-0126"},
				SecurityHub: []string{"ES.8", "OpenSearch.8"},
			},
			Recommended: true,
			Run:         check.Argument("domain_endpoint_options.tls_security_policy").FixWith("Policy-Min-TLS-1-2-2019-07").MustNotBe("Policy-Min-TLS-1-0-2019-07"),
		},
		{
			Name:      "aws-opensearch-tls-undeclared",
			Title:     "Search domain leaves its TLS versions to the service's default",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_228"},
				Trivy:   []string{"AWS-0126"},
			},
			Run: check.Argument("domain_endpoint_options.tls_security_policy").MustBeSet(),
		},
		{
			Name:      "aws-opensearch-public-endpoint",
			Title:     "Search domain has an endpoint on the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_137", "CKV_AWS_248"},
				KICS:        []string{"d3e1f5a9-bb45-4c89-b97c-12d34ef56789"},
				AWSConfig:   []string{"elasticsearch-in-vpc-only", "opensearch-in-vpc-only"},
				SecurityHub: []string{"ES.2", "OpenSearch.2"},
			},
			Run: opensearchPublicEndpoint,
		},
		{
			Name:      "aws-opensearch-default-security-group",
			Title:     "Search domain uses its network's default security group",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_248"},
				KICS:    []string{"d3e1f5a9-bb45-4c89-b97c-12d34ef56789"},
			},
			Run: opensearchDefaultGroup,
		},
		{
			Name:      "aws-opensearch-no-master-nodes",
			Title:     "Search domain has no dedicated master nodes",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_59"},
				Prowler:     []string{"opensearch_service_domains_fault_tolerant_master_nodes"},
				AWSConfig:   []string{"opensearch-primary-node-fault-tolerance"},
				SecurityHub: []string{"ES.7"},
			},
			Run: check.Argument("cluster_config.dedicated_master_enabled").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-opensearch-few-master-nodes",
			Title:     "Search domain has too few master nodes to elect one",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_318"},
				Prowler:     []string{"opensearch_service_domains_fault_tolerant_master_nodes"},
				AWSConfig:   []string{"opensearch-primary-node-fault-tolerance"},
				SecurityHub: []string{"ES.7"},
			},
			Run: check.Argument("cluster_config.dedicated_master_count").Default(0).MustBeAtLeast(3),
		},
		{
			Name:      "aws-opensearch-single-zone",
			Title:     "Search domain's data nodes share one zone",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: searchDomains(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_318"},
				Prowler:     []string{"opensearch_service_domains_fault_tolerant_data_nodes"},
				AWSConfig:   []string{"opensearch-data-node-fault-tolerance"},
				SecurityHub: []string{"ES.6", "OpenSearch.6"},
			},
			Run: check.Argument("cluster_config.zone_awareness_enabled").Default(false).Unless(multiAZStandby).NotFixed().MustBe(true),
		},
		{
			Name:        "aws-opensearch-engine-unsupported",
			Title:       "Search engine version is past its standard support",
			Severity:    check.Medium,
			Duty:        check.Patching,
			Resources:   searchDomains(),
			Recommended: true,
			Run:         opensearchUnsupported,
		},
		{
			Name:      "aws-opensearch-no-auto-update",
			Title:     "Search domain does not take service software updates by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_opensearch_domain"},
			Run:       check.Argument("software_update_options.auto_software_update_enabled").Default(false).MustBe(true),
		},
	}
}

// opensearchHTTP knows two defaults: without domain_endpoint_options the service allows HTTP; inside it the provider enforces HTTPS.
func opensearchHTTP(p *check.Pass) {
	if p.Resource.Lacks("domain_endpoint_options") {
		p.Report(p.Resource, "domain_endpoint_options is missing; set enforce_https to true in it").
			Set(p.Resource.Block, "domain_endpoint_options.enforce_https", true)
	}
	for _, b := range p.Resource.Blocks("domain_endpoint_options") {
		if enforced := b.Get("enforce_https"); enforced.Or(true).IsNot(true) {
			p.Report(enforced, "enforce_https is false; set it to true").Set(b, "enforce_https", true)
		}
	}
}

func opensearchPublicEndpoint(p *check.Pass) {
	if p.Resource.Lacks("vpc_options") {
		p.Report(p.Resource, "vpc_options is missing; place the domain in subnets of your own, it cannot be moved later")
	}
}

func opensearchDefaultGroup(p *check.Pass) {
	for _, b := range p.Resource.Blocks("vpc_options") {
		if groups := b.Get("security_group_ids"); groups.Empty() {
			p.Report(groups, "security_group_ids is empty; name a security group of the domain's own")
		}
	}
}

func multiAZStandby(r *graph.Resource) bool {
	return !r.Get("cluster_config.multi_az_with_standby_enabled").Or(false).IsNot(true)
}

// opensearchUnsupported reads "OpenSearch_2.5", "Elasticsearch_7.1" and, for the older resource, plain "7.1", its default being 1.5.
func opensearchUnsupported(p *check.Pass) {
	if p.Resource.Type == "aws_elasticsearch_domain" {
		reportEndOfSupport(p, "elasticsearch", p.Resource.Get("elasticsearch_version"), "1.5")
		return
	}
	written := p.Resource.Get("engine_version")
	engine, version, _ := strings.Cut(strings.ToLower(written.Prefix()), "_")
	if release, ended := endOfSupport(engine, version); ended {
		p.Report(written, "standard support of %s %s ended on %s; upgrade to a supported version", engine, release.version, release.until)
	}
}
