package aws

import "github.com/demarc-lint/demarc/pkg/check"

func qldb() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-qldb-coarse-permissions",
			Title:     "Ledger lets every caller do everything in it",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_qldb_ledger"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_170"}},
			Run:       check.Argument("permissions_mode").MustBe("STANDARD"),
		},
		{
			Name:      "aws-qldb-no-deletion-protection",
			Title:     "Ledger can be deleted with one call",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_qldb_ledger"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_172"}},
			Run:       check.Argument("deletion_protection").Default(true).MustBe(true),
		},
	}
}
