package aws

import "github.com/demarc-lint/demarc/pkg/check"

func keyspaces() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-keyspaces-no-customer-key",
			Title:     "Keyspaces table is encrypted with a key that AWS owns",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_keyspaces_table"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_265"}},
			Run:       withoutCustomerKey("encryption_specification.kms_key_identifier"),
		},
		{
			Name:      "aws-keyspaces-no-point-in-time-recovery",
			Title:     "Keyspaces table cannot be restored to a point in time",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_keyspaces_table"},
			Run:       check.Argument("point_in_time_recovery.status").Default("DISABLED").MustBe("ENABLED"),
		},
	}
}
