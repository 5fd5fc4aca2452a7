package aws

import "github.com/demarc-lint/demarc/pkg/check"

func cloudformation() []*check.Check {
	stacks := []string{"aws_cloudformation_stack"}
	return []*check.Check{
		{
			Name:      "aws-cloudformation-no-notifications",
			Title:     "Nobody is told what happens to the stack",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: stacks,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_124"},
				KICS:        []string{"b72d0026-f649-4c91-a9ea-15d8f681ac09"},
				Terrascan:   []string{"AC_AWS_0021"},
				AWSConfig:   []string{"cloudformation-stack-notification-check"},
				SecurityHub: []string{"CloudFormation.1"},
			},
			Run: check.Argument("notification_arns").MustBeSet(),
		},
		{
			Name:      "aws-cloudformation-no-stack-policy",
			Title:     "Stack has no policy that keeps updates from replacing its resources",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: stacks,
			Aliases: check.Aliases{
				KICS:      []string{"2f01fb2d-828a-499d-b98e-b83747305052"},
				Terrascan: []string{"AC_AWS_0445"},
			},
			Run: eitherSet("policy_body", "policy_url", "say in policy_body or policy_url which resources updates may not replace or delete"),
		},
		{
			Name:      "aws-cloudformation-no-template",
			Title:     "Stack has no template",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_cloudformation_stack", "aws_cloudformation_stack_set"},
			Aliases: check.Aliases{
				KICS:      []string{"91bea7b8-0c31-4863-adc9-93f6177266c4"},
				Terrascan: []string{"AC_AWS_0444"},
			},
			Run: eitherSet("template_body", "template_url", "set template_body or template_url"),
		},
		{
			Name:      "aws-cloudformation-stack-not-retained",
			Title:     "Stack goes when the account leaves the stack set",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_cloudformation_stack_set_instance"},
			Aliases: check.Aliases{
				KICS:      []string{"6e0e2f68-3fd9-4cd8-a5e4-e2213ef0df97"},
				Terrascan: []string{"AC_AWS_0022"},
			},
			Run: check.Argument("retain_stack").Default(false).MustBe(true),
		},
	}
}

// eitherSet returns a Run that reports a resource which surely gives neither of two arguments.
func eitherSet(one, other, remedy string) func(*check.Pass) {
	return func(p *check.Pass) {
		if p.Resource.Get(one).Empty() && p.Resource.Get(other).Empty() {
			p.Report(p.Resource, "neither %s nor %s is set; %s", one, other, remedy)
		}
	}
}
