package aws

import "github.com/demarc-lint/demarc/pkg/check"

func globalaccelerator() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-globalaccelerator-no-flow-logs",
			Title:     "Accelerator keeps no record of its connections",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_globalaccelerator_accelerator", "aws_globalaccelerator_custom_routing_accelerator"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_75"},
				KICS:      []string{"96e8183b-e985-457b-90cd-61c0503a3369"},
				Terrascan: []string{"AC_AWS_0471"},
			},
			Run: check.Argument("attributes.flow_logs_enabled").Default(false).NotFixed().MustBe(true),
		},
	}
}
