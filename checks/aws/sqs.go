package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func sqs() []*check.Check {
	policies := []string{"aws_sqs_queue", "aws_sqs_queue_policy"}
	return []*check.Check{
		{
			Name:      "aws-sqs-unencrypted",
			Title:     "Queue stores its messages unencrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_sqs_queue"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_27"},
				Trivy:       []string{"AWS-0096"},
				KICS:        []string{"6e8849c1-3aa7-40e3-9063-b85ee300f29f"},
				Terrascan:   []string{"AC_AWS_0366"},
				Prowler:     []string{"sqs_queues_server_side_encryption_enabled"},
				ScoutSuite:  []string{"sqs-queue-server-side-encryption-disabled"},
				SecurityHub: []string{"SQS.1"},
			},
			Run: sqsUnencrypted,
		},
		{
			Name:      "aws-sqs-no-customer-key",
			Title:     "Queue is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_sqs_queue"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_73"}, Trivy: []string{"AWS-0135"}},
			Run:       withoutCustomerKey("kms_master_key_id"),
		},
		{
			Name:      "aws-sqs-public-policy",
			Title:     "Queue policy lets everyone in",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: policies,
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_168", "CKV_AWS_387"},
				KICS:       []string{"730675f9-52ed-49b6-8ead-0acb5dd7df7f", "abb06e5f-ef9a-4a99-98c6-376d396bfcdf"},
				Terrascan:  []string{"AC_AWS_0365"},
				Prowler:    []string{"sqs_queues_not_publicly_accessible"},
				ScoutSuite: []string{"sqs-queue-world-policy"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
		{
			Name:      "aws-sqs-every-action",
			Title:     "Queue policy allows every action",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: policies,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_72"},
				Trivy:   []string{"AWS-0097"},
				KICS:    []string{"816ea8cf-d589-442d-a917-2dd0ce0e45e3"},
			},
			Run: allowsEveryAction,
		},
	}
}

// sqsUnencrypted asks what is written: a queue of which nothing is said has been encrypted with keys of SQS since October 2022.
func sqsUnencrypted(p *check.Pass) {
	managed := p.Resource.Get("sqs_managed_sse_enabled")
	if managed.Is(false) && hasNoKey(p.Resource) {
		p.Report(managed, "sqs_managed_sse_enabled is false and no key is named; remove it or set kms_master_key_id")
	}
}

func hasNoKey(queue *graph.Resource) bool { return queue.Get("kms_master_key_id").Empty() }
