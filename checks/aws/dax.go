package aws

import "github.com/demarc-lint/demarc/pkg/check"

func dax() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-dax-unencrypted",
			Title:     "DAX cluster is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_dax_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_47"},
				Trivy:       []string{"AWS-0023"},
				KICS:        []string{"f11aec39-858f-4b6f-b946-0a1bf46c0c87"},
				Terrascan:   []string{"AC_AWS_0375"},
				Prowler:     []string{"dynamodb_accelerator_cluster_encryption_enabled"},
				AWSConfig:   []string{"dax-encryption-enabled"},
				SecurityHub: []string{"DynamoDB.3"},
			},
			Recommended: true,
			Run:         check.Argument("server_side_encryption.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dax-unencrypted-in-transit",
			Title:     "DAX cluster's endpoint does not speak TLS",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_dax_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_239"},
				Prowler:     []string{"dynamodb_accelerator_cluster_in_transit_encryption_enabled"},
				AWSConfig:   []string{"dax-tls-endpoint-encryption"},
				SecurityHub: []string{"DynamoDB.7"},
			},
			Run: check.Argument("cluster_endpoint_encryption_type").Default("NONE").MustBe("TLS"),
		},
		{
			Name:      "aws-dax-single-node",
			Title:     "DAX cluster has nothing to fail over to",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_dax_cluster"},
			Aliases: check.Aliases{
				Prowler: []string{"dynamodb_accelerator_cluster_multi_az"},
			},
			Run: check.Argument("replication_factor").MustNotBe(1),
		},
	}
}
