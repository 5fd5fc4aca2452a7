package aws

import "github.com/demarc-lint/demarc/pkg/check"

func dms() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-dms-publicly-accessible",
			Title:       "Replication instance is reachable from the internet",
			Severity:    check.High,
			Duty:        check.Network,
			Resources:   []string{"aws_dms_replication_instance"},
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_89"}, KICS: []string{"030d3b18-1821-45b4-9e08-50efbe7becbb"}},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
		{
			Name:      "aws-dms-no-minor-upgrade",
			Title:     "Replication instance is not patched by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_dms_replication_instance"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_222"}},
			Run:       check.Argument("auto_minor_version_upgrade").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dms-no-customer-key",
			Title:     "Migrated data is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_dms_replication_instance", "aws_dms_endpoint"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_212", "CKV_AWS_296"}},
			Run:       withoutCustomerKey("kms_key_arn"),
		},
		{
			Name:      "aws-dms-s3-no-customer-key",
			Title:     "Data that a migration puts into S3 is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_dms_s3_endpoint"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_298"}},
			Run:       withoutCustomerKey("kms_key_arn"),
		},
	}
}
