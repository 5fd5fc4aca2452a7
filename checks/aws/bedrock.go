package aws

import "github.com/demarc-lint/demarc/pkg/check"

func bedrock() []*check.Check {
	agents := []string{"aws_bedrockagent_agent"}
	return []*check.Check{
		{
			Name:      "aws-bedrock-agent-no-guardrail",
			Title:     "Agent has no guardrail",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: agents,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_383"},
				Prowler: []string{"bedrock_agent_guardrail_enabled"},
			},
			Run: check.Argument("guardrail_configuration.guardrail_identifier").MustBeSet(),
		},
		{
			Name:      "aws-bedrock-agent-no-customer-key",
			Title:     "Agent is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: agents,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_373"}},
			Run:       withoutCustomerKey("customer_encryption_key_arn"),
		},
	}
}
