package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func msk() []*check.Check {
	clusters := []string{"aws_msk_cluster"}
	return []*check.Check{
		{
			Name:      "aws-msk-plaintext",
			Title:     "Kafka brokers accept unencrypted connections",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_81"},
				Trivy:       []string{"AWS-0073"},
				KICS:        []string{"6db52fa6-d4da-4608-908a-89f0c59e743e"},
				Prowler:     []string{"kafka_cluster_in_transit_encryption_enabled"},
				AWSConfig:   []string{"msk-in-cluster-node-require-tls"},
				SecurityHub: []string{"MSK.1"},
			},
			Recommended: true,
			Run:         mskPlaintext,
		},
		{
			Name:      "aws-msk-no-customer-key",
			Title:     "Kafka cluster is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_81"},
				Trivy:   []string{"AWS-0179"},
				KICS:    []string{"6db52fa6-d4da-4608-908a-89f0c59e743e"},
				Prowler: []string{"kafka_cluster_encryption_at_rest_uses_cmk"},
			},
			Run: withoutCustomerKey("encryption_info.encryption_at_rest_kms_key_arn"),
		},
		{
			Name:      "aws-msk-no-logging",
			Title:     "Kafka brokers' logs go nowhere",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_80"},
				Trivy:   []string{"AWS-0074"},
				KICS:    []string{"2f56b7ab-7fba-4e93-82f0-247e5ddeb239"},
			},
			Run: mskNoLogging,
		},
		{
			Name:      "aws-msk-public",
			Title:     "Kafka brokers have public addresses",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_291"},
				KICS:    []string{"54378d69-dd7c-4b08-a43e-80d563396857"},
				Prowler: []string{"kafka_cluster_is_public"},
			},
			Recommended: true,
			Run:         check.Argument("broker_node_group_info.connectivity_info.public_access.type").Default("DISABLED").MustNotBe("SERVICE_PROVIDED_EIPS"),
		},
		{
			Name:      "aws-msk-unauthenticated",
			Title:     "Kafka brokers take clients that say not who they are",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: clusters,
			Aliases: check.Aliases{
				Prowler: []string{"kafka_cluster_unrestricted_access_disabled"},
			},
			Run: check.Argument("client_authentication.unauthenticated").MustNotBe(true),
		},
		{
			Name:      "aws-msk-connector-plaintext",
			Title:     "Connector speaks to Kafka without TLS",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_mskconnect_connector"},
			Aliases: check.Aliases{
				Prowler: []string{"kafka_connector_in_transit_encryption_enabled"},
			},
			Run: check.Argument("kafka_cluster_encryption_in_transit.encryption_type").MustNotBe("PLAINTEXT"),
		},
	}
}

func mskPlaintext(p *check.Pass) {
	for _, transit := range p.Resource.Blocks("encryption_info.encryption_in_transit") {
		if clients := transit.Get("client_broker"); clients.OneOf("PLAINTEXT", "TLS_PLAINTEXT") {
			p.Report(clients, "client_broker is %s; set it to TLS", quoted(clients))
		}
		if brokers := transit.Get("in_cluster"); brokers.Is(false) {
			p.Report(brokers, "in_cluster is false, so brokers copy data in the clear; remove it")
		}
	}
}

func mskNoLogging(p *check.Pass) {
	var destinations []*graph.Block
	for _, kind := range []string{"cloudwatch_logs", "firehose", "s3"} {
		destinations = append(destinations, p.Resource.Blocks("logging_info.broker_logs."+kind)...)
	}
	if !slices.ContainsFunc(destinations, func(d *graph.Block) bool { return !d.Get("enabled").IsNot(true) }) {
		p.Report(p.Resource, "enable one of the destinations of logging_info")
	}
}
