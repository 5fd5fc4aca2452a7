package aws

import "github.com/demarc-lint/demarc/pkg/check"

func memorydb() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-memorydb-unencrypted-in-transit",
			Title:       "In-memory database accepts connections without TLS",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   []string{"aws_memorydb_cluster"},
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_202"}},
			Recommended: true,
			Run:         check.Argument("tls_enabled").Default(true).MustBe(true),
		},
		{
			Name:        "aws-memorydb-open-access",
			Title:       "In-memory database asks nobody for a password",
			Severity:    check.High,
			Duty:        check.Identity,
			Resources:   []string{"aws_memorydb_cluster"},
			Recommended: true,
			Run:         check.Argument("acl_name").MustNotBe("open-access"),
		},
		{
			Name:      "aws-memorydb-no-customer-key",
			Title:     "In-memory database is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_memorydb_cluster", "aws_memorydb_snapshot"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_201", "CKV_AWS_278"}},
			Run:       withoutCustomerKey("kms_key_arn"),
		},
		{
			Name:      "aws-memorydb-no-backups",
			Title:     "In-memory database has no automatic snapshots",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_memorydb_cluster"},
			Run:       check.Argument("snapshot_retention_limit").Default(0).MustBeAtLeast(1),
		},
		{
			Name:      "aws-memorydb-no-minor-upgrades",
			Title:     "In-memory database does not take minor engine upgrades by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_memorydb_cluster"},
			Aliases: check.Aliases{
				Prowler: []string{"memorydb_cluster_auto_minor_version_upgrades"},
			},
			Run: check.Argument("auto_minor_version_upgrade").Default(true).MustBe(true),
		},
	}
}
