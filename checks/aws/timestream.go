package aws

import "github.com/demarc-lint/demarc/pkg/check"

func timestream() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-timestream-no-customer-key",
			Title:     "Time-series database is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_timestreamwrite_database"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_160"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:        "aws-timestream-publicly-accessible",
			Title:       "InfluxDB instance is reachable from the internet",
			Severity:    check.Critical,
			Duty:        check.Network,
			Resources:   []string{"aws_timestreaminfluxdb_db_instance", "aws_timestreaminfluxdb_db_cluster"},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
		{
			Name:        "aws-timestream-literal-password",
			Title:       "InfluxDB password is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"aws_timestreaminfluxdb_db_instance", "aws_timestreaminfluxdb_db_cluster"},
			Recommended: true,
			Run:         literalSecret("password"),
		},
	}
}
