package aws

import "github.com/demarc-lint/demarc/pkg/check"

func sfn() []*check.Check {
	machines := []string{"aws_sfn_state_machine"}
	return []*check.Check{
		{
			Name:      "aws-sfn-no-logging",
			Title:     "State machine does not log its executions",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: machines,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_285"},
				Prowler:     []string{"stepfunctions_statemachine_logging_enabled"},
				AWSConfig:   []string{"step-functions-state-machine-logging-enabled"},
				SecurityHub: []string{"StepFunctions.1"},
			},
			Run: check.Argument("logging_configuration.level").Default("OFF").MustNotBe("OFF"),
		},
		{
			Name:      "aws-sfn-no-tracing",
			Title:     "State machine is not traced",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: machines,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_284"}},
			Run:       check.Argument("tracing_configuration.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-sfn-no-execution-data",
			Title:     "State machine's log leaves out what went in and out",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: machines,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_285"}},
			Run:       check.Argument("logging_configuration.include_execution_data").Default(false).NotFixed().MustBe(true),
		},
	}
}
