package aws

import "github.com/demarc-lint/demarc/pkg/check"

func athena() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-athena-database-unencrypted",
			Title:     "Database's query results have no encryption set",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_athena_database"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_77"},
				Trivy:     []string{"AWS-0006"},
				KICS:      []string{"b2315cae-b110-4426-81e0-80bb8640cdd3"},
				Terrascan: []string{"AC_AWS_0443"},
			},
			Run: athenaUnencrypted("encryption_configuration"),
		},
		{
			Name:      "aws-athena-workgroup-unencrypted",
			Title:     "Workgroup's query results have no encryption set",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_athena_workgroup"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_159"},
				Trivy:       []string{"AWS-0006"},
				KICS:        []string{"d364984a-a222-4b5f-a8b0-e23ab19ebff3"},
				Prowler:     []string{"athena_workgroup_encryption"},
				AWSConfig:   []string{"athena-workgroup-encrypted-at-rest"},
				SecurityHub: []string{"Athena.1"},
			},
			Run: athenaUnencrypted("configuration.result_configuration.encryption_configuration"),
		},
		{
			Name:      "aws-athena-client-override",
			Title:     "Workgroup lets clients override its settings",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_athena_workgroup"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_82"},
				Trivy:     []string{"AWS-0007"},
				Prowler:   []string{"athena_workgroup_enforce_configuration"},
				AWSConfig: []string{"athena-workgroup-enforce-workgroup-configuration"},
			},
			Run: check.Argument("configuration.enforce_workgroup_configuration").Default(true).MustBe(true),
		},
		{
			Name:      "aws-athena-no-metrics",
			Title:     "Queries of the workgroup are not counted",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_athena_workgroup"},
			Aliases: check.Aliases{
				Prowler:   []string{"athena_workgroup_logging_enabled"},
				AWSConfig: []string{"athena-workgroup-logging-enabled"},
			},
			Run: check.Argument("configuration.publish_cloudwatch_metrics_enabled").MustNotBe(false),
		},
	}
}

func athenaUnencrypted(path string) func(*check.Pass) {
	return func(p *check.Pass) {
		if p.Resource.Lacks(path) {
			p.Report(p.Resource, "results get whatever the bucket gives; add an encryption_configuration with SSE_KMS")
		}
	}
}
