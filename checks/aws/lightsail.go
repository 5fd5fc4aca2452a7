package aws

import "github.com/demarc-lint/demarc/pkg/check"

func lightsail() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-lightsail-database-public",
			Title:     "Lightsail database is reachable from the internet",
			Severity:  check.Critical,
			Duty:      check.Network,
			Resources: []string{"aws_lightsail_database"},
			Aliases: check.Aliases{
				Prowler: []string{"lightsail_database_public"},
			},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
	}
}
