package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
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
				Checkov:     []string{"CKV_AWS_28"},
				Trivy:       []string{"AWS-0024"},
				KICS:        []string{"741f1291-47ac-4a85-a07b-3d32a9d6bd3e"},
				Terrascan:   []string{"AC_AWS_0458"},
				Prowler:     []string{"dynamodb_tables_pitr_enabled"},
				AWSConfig:   []string{"dynamodb-pitr-enabled"},
				SecurityHub: []string{"DynamoDB.2"},
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
			Subsumes: []string{"aws-dynamodb-owned-key"},
			Run:      dynamodbNoCustomerKey,
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
				Prowler:   []string{"dynamodb_tables_kms_cmk_encryption_enabled"},
				AWSConfig: []string{"dynamodb-table-encrypted-kms"},
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
			Aliases: check.Aliases{
				Prowler:     []string{"dynamodb_table_deletion_protection_enabled"},
				AWSConfig:   []string{"dynamodb-table-deletion-protection-enabled"},
				SecurityHub: []string{"DynamoDB.6"},
			},
			Run: check.Argument("deletion_protection_enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dynamodb-fixed-capacity",
			Title:     "Table's capacity does not follow its load",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_dynamodb_table"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_16"},
				Prowler:     []string{"dynamodb_table_autoscaling_enabled"},
				AWSConfig:   []string{"dynamodb-autoscaling-enabled"},
				SecurityHub: []string{"DynamoDB.1"},
			},
			Run: dynamodbFixedCapacity,
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

// dynamodbFixedCapacity is silent on demand, and when a target of Application Auto Scaling with a policy names the table.
func dynamodbFixedCapacity(p *check.Pass) {
	mode := p.Resource.Get("billing_mode")
	if !mode.Or("PROVISIONED").Is("PROVISIONED") {
		return
	}
	targets, policies := scalingOf(p.Resource, "aws_appautoscaling_target"), scalingOf(p.Resource, "aws_appautoscaling_policy")
	switch {
	case targets == 0:
		p.Report(mode, "billing_mode is PROVISIONED and no aws_appautoscaling_target scales it; add one or take PAY_PER_REQUEST")
	case policies == 0:
		p.Report(mode, "billing_mode is PROVISIONED and no aws_appautoscaling_policy moves its scaling target; add one or take PAY_PER_REQUEST")
	}
}

// scalingOf counts the resources that name the table in resource_id, or may: "table/NAME" by reference, else in full.
func scalingOf(table *graph.Resource, typ string) (count int) {
	name, known := table.Get("name").Text()
	for _, r := range table.Graph.All(typ) {
		id := r.Get("resource_id")
		tables := scaledTables(id)
		switch text, ok := id.Text(); {
		case slices.Contains(tables, table), len(tables) == 0 && (!ok || !known || text == "table/"+name):
			count++
		}
	}
	return count
}

// scaledTables returns the tables that a resource_id is made from, be it through the scaling target's.
func scaledTables(id graph.Value) []*graph.Resource {
	tables := id.Refs("aws_dynamodb_table")
	for _, target := range id.Refs("aws_appautoscaling_target") {
		tables = append(tables, target.Get("resource_id").Refs("aws_dynamodb_table")...)
	}
	return tables
}
