package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func sns() []*check.Check {
	policies := []string{"aws_sns_topic", "aws_sns_topic_policy"}
	return []*check.Check{
		{
			Name:      "aws-sns-unencrypted",
			Title:     "Topic stores its messages unencrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_sns_topic"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_26"},
				Trivy:       []string{"AWS-0095"},
				KICS:        []string{"28545147-2fc6-42d5-a1f9-cf226658e591"},
				Terrascan:   []string{"AC_AWS_0502"},
				Prowler:     []string{"sns_topics_kms_encryption_at_rest_enabled"},
				AWSConfig:   []string{"sns-encrypted-kms"},
				SecurityHub: []string{"SNS.1"},
			},
			Run: check.Argument("kms_master_key_id").MustBeSet(),
		},
		{
			Name:      "aws-sns-aws-managed-key",
			Title:     "Topic is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_sns_topic"},
			Aliases: check.Aliases{
				Trivy: []string{"AWS-0136"},
				KICS:  []string{"b1a72f66-2236-4f3b-87ba-0da1b366956f"},
			},
			Run: snsManagedKey,
		},
		{
			Name:      "aws-sns-public-policy",
			Title:     "Topic policy lets everyone in",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: policies,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_169"},
				KICS:        []string{"b26d2b7e-60f6-413d-a3a1-a57db24aa2b3"},
				Terrascan:   []string{"AC_AWS_0385"},
				Prowler:     []string{"sns_topics_not_publicly_accessible"},
				ScoutSuite:  []string{"sns-topic-world-policy"},
				SecurityHub: []string{"SNS.4"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
		{
			Name:      "aws-sns-numbered-account",
			Title:     "Topic policy lets in an account that is known by its number alone",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: policies,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_385"}},
			Run:       snsNumberedAccount,
		},
		{
			Name:      "aws-sns-not-action",
			Title:     "Topic policy allows all but a few actions",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: policies,
			Aliases:   check.Aliases{KICS: []string{"5ea624e4-c8b1-4bb3-87a4-4235a776adcc"}},
			Run:       snsNotAction,
		},
		{
			Name:      "aws-sns-subscription-plain-http",
			Title:     "Messages are delivered over plain HTTP",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_sns_topic_subscription"},
			Aliases: check.Aliases{
				Prowler: []string{"sns_subscription_not_using_http_endpoints"},
			},
			Run: check.Argument("protocol").MustNotBe("http"),
		},
	}
}

// snsManagedKey leaves topics without any key to aws-sns-unencrypted.
func snsManagedKey(p *check.Pass) {
	if key := p.Resource.Get("kms_master_key_id"); !key.Empty() && isAWSManagedKey(key) {
		p.Report(key, "kms_master_key_id names a key that AWS manages, whose policy cannot be changed; name a key of your own")
	}
}

func snsNotAction(p *check.Pass) {
	for _, s := range iam.Parse(p.Resource.Get("policy")).Statements {
		if s.Allows() && len(s.NotActions) > 0 {
			p.Report(s.NotActions[0], "NotAction with Allow grants every other action; name those that are needed in Action")
		}
	}
}

// snsNumberedAccount reports principals whose account is written out: another's, or one's own that aws_caller_identity would tell.
func snsNumberedAccount(p *check.Pass) {
	for _, s := range iam.Parse(p.Resource.Get("policy")).Statements {
		if !s.Allows() || !s.Unnarrowed() {
			continue
		}
		for _, principal := range s.Principals {
			if principal.Type == "AWS" && len(principal.ID.Refs()) == 0 && principal.ID.Holds(namesAccount) {
				p.Report(principal.ID, "%s may act on the topic; make sure that the account is meant, and name your own by data.aws_caller_identity", quoted(principal.ID))
			}
		}
	}
}

// namesAccount reports an account's number, or an ARN that holds one.
func namesAccount(id string) bool {
	if arn, ok := iam.ParseARN(id); ok {
		id = arn.Account
	}
	return len(id) == 12 && strings.Trim(id, "0123456789") == ""
}
