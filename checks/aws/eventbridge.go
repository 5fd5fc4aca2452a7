package aws

import "github.com/demarc-lint/demarc/pkg/check"

func eventbridge() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-eventbridge-bus-public",
			Title:     "Event bus takes events from everyone",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_cloudwatch_event_bus_policy"},
			Aliases: check.Aliases{
				Prowler: []string{"eventbridge_bus_exposed"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
	}
}
