package aws

import "github.com/demarc-lint/demarc/pkg/check"

func codecommit() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-codecommit-no-approval-rule",
			Title:     "Changes of the repository need nobody's approval",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_codecommit_repository"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_37"}},
			Run: func(p *check.Pass) {
				if p.Resource.ReferredBy("aws_codecommit_approval_rule_template_association", "repository_name", "repository_name").None() {
					p.Report(p.Resource, "add an aws_codecommit_approval_rule_template_association")
				}
			},
		},
		{
			Name:      "aws-codecommit-one-approval",
			Title:     "One person's approval is enough for a change",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_codecommit_approval_rule_template"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_257"}},
			Run:       oneApproval,
		},
	}
}

func oneApproval(p *check.Pass) {
	for _, s := range p.Resource.Get("content").Document().Attr("Statements").Each() {
		needed := s.Attr("NumberOfApprovalsNeeded")
		if n, ok := needed.Number(); ok && n < 2 {
			p.Report(needed, "%v approvals are needed; ask for 2", n)
		}
	}
}
