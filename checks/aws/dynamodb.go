package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

func dynamodb() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-dynamodb-no-point-in-time-recovery",
			Title:     "Table cannot be restored to a point in time",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_dynamodb_table"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_28"},
				Trivy:     []string{"AWS-0024"},
				KICS:      []string{"741f1291-47ac-4a85-a07b-3d32a9d6bd3e"},
				Terrascan: []string{"AC_AWS_0458"},
			},
			Run: check.Argument("point_in_time_recovery.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dynamodb-replica-no-point-in-time-recovery",
			Title:     "Replica of a table cannot be restored to a point in time",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_dynamodb_table_replica"},
			Run:       check.Argument("point_in_time_recovery").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dynamodb-no-customer-key",
			Title:     "Table is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_dynamodb_table"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_119"},
				Trivy:   []string{"AWS-0025"},
			},
			Run: dynamodbNoCustomerKey,
		},
		{
			Name:      "aws-dynamodb-owned-key",
			Title:     "Table is encrypted with a key that nobody can audit",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_dynamodb_table"},
			Aliases: check.Aliases{
				KICS:      []string{"ce089fd4-1406-47bd-8aad-c259772bb294"},
				Terrascan: []string{"AC_AWS_0457"},
			},
			Run: check.Argument("server_side_encryption.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dynamodb-replica-no-customer-key",
			Title:     "Replica of a table is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_dynamodb_table_replica"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_271"}},
			Run:       withoutCustomerKey("kms_key_arn"),
		},
		{
			Name:      "aws-dynamodb-no-deletion-protection",
			Title:     "Table can be deleted with one call",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_dynamodb_table"},
			Run:       check.Argument("deletion_protection_enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dynamodb-fixed-capacity",
			Title:     "Table's capacity does not follow its load",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_dynamodb_table"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_16"}},
			Run:       dynamodbFixedCapacity,
		},
	}
}

func dynamodbNoCustomerKey(p *check.Pass) {
	enabled, key := p.Resource.Get("server_side_encryption.enabled"), p.Resource.Get("server_side_encryption.kms_key_arn")
	switch {
	case enabled.Or(false).IsNot(true):
		p.Report(enabled, "server_side_encryption is not enabled, so a key that AWS owns is used; enable it with a key of your own")
	case isAWSManagedKey(key):
		p.Report(key, "the key is the one that AWS manages; name a key of your own in kms_key_arn")
	}
}

// dynamodbFixedCapacity is silent on demand, and when a scaling target names the table: "table/NAME" by reference or in full.
func dynamodbFixedCapacity(p *check.Pass) {
	r := p.Resource
	mode := r.Get("billing_mode")
	if !mode.Or("PROVISIONED").Is("PROVISIONED") {
		return
	}
	if targets := r.ReferredBy("aws_appautoscaling_target", "resource_id"); len(targets.Sure)+len(targets.Maybe) > 0 {
		return
	}
	name, known := r.Get("name").Text()
	for _, target := range r.Graph.All("aws_appautoscaling_target") {
		id := target.Get("resource_id")
		if !id.Holds(func(s string) bool { return known && s != "table/"+name || !strings.HasPrefix(s, "table/") }) {
			return
		}
	}
	p.Report(mode, "billing_mode is PROVISIONED and no aws_appautoscaling_target scales it; add one or take PAY_PER_REQUEST")
}
