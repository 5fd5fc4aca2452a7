package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func rdsResilience() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-rds-no-backups",
			Title:     "Database has no automated backups",
			Severity:  check.High,
			Duty:      check.Resilience,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_133"},
				Trivy:       []string{"AWS-0077"},
				KICS:        []string{"1dc73fb4-5b51-430c-8c5f-25dcf9090b02", "e542bd46-58c4-4e0f-a52a-1fb4f9548e02"},
				Terrascan:   []string{"AC_AWS_0052", "AC_AWS_0495"},
				Prowler:     []string{"rds_instance_backup_enabled"},
				ScoutSuite:  []string{"rds-instance-backup-disabled"},
				AWSConfig:   []string{"db-instance-backup-enabled"},
				SecurityHub: []string{"RDS.11"},
			},
			Recommended: true,
			Run:         rdsNoBackups,
		},
		{
			Name:      "aws-rds-one-day-backups",
			Title:     "Database backups are gone after a day",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Trivy:       []string{"AWS-0077"},
				KICS:        []string{"e542bd46-58c4-4e0f-a52a-1fb4f9548e02"},
				Terrascan:   []string{"AC_AWS_0495"},
				ScoutSuite:  []string{"rds-instance-short-backup-retention-period"},
				SecurityHub: []string{"RDS.11"},
			},
			Run: rdsOneDayBackups,
		},
		{
			Name:      "aws-rds-no-deletion-protection",
			Title:     "Database can be deleted with one call",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_139", "CKV_AWS_293"},
				Trivy:       []string{"AWS-0177", "AWS-0343"},
				Prowler:     []string{"rds_cluster_deletion_protection", "rds_instance_deletion_protection"},
				AWSConfig:   []string{"rds-cluster-deletion-protection-enabled", "rds-instance-deletion-protection-enabled"},
				SecurityHub: []string{"RDS.7", "RDS.8"},
			},
			Run: check.Argument("deletion_protection").Default(false).Unless(isReplica).MustBe(true),
		},
		{
			Name:      "aws-rds-skips-final-snapshot",
			Title:     "Database is destroyed without a final snapshot",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Run:       check.Argument("skip_final_snapshot").Default(false).Unless(isReplica).NotFixed().MustBe(false),
		},
		{
			Name:      "aws-rds-tags-not-copied",
			Title:     "Database's tags are not copied to its snapshots",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_313", "CKV2_AWS_60"},
				Prowler:     []string{"rds_cluster_copy_tags_to_snapshots", "rds_instance_copy_tags_to_snapshots"},
				SecurityHub: []string{"RDS.16", "RDS.17"},
			},
			Run: check.Argument("copy_tags_to_snapshot").Default(false).Unless(isAuroraInstance).MustBe(true),
		},
		{
			Name:      "aws-rds-single-zone",
			Title:     "Database instance has no standby in another zone",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_db_instance"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_157"},
				Prowler:     []string{"rds_instance_multi_az"},
				ScoutSuite:  []string{"rds-instance-single-az"},
				AWSConfig:   []string{"rds-multi-az-support"},
				SecurityHub: []string{"RDS.5"},
			},
			Run: check.Argument("multi_az").Default(false).Unless(isReplica).
				Unless(func(r *graph.Resource) bool { return r.Get("engine").OneOf("sqlserver-ex") }).MustBe(true),
		},
		{
			Name:      "aws-rds-single-cluster-instance",
			Title:     "Aurora cluster has nothing to fail over to",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_rds_cluster"},
			Aliases: check.Aliases{
				Prowler:     []string{"rds_cluster_multi_az"},
				AWSConfig:   []string{"rds-cluster-multi-az-enabled"},
				SecurityHub: []string{"RDS.15"},
			},
			Run: singleMember("aws_rds_cluster_instance"),
		},
		{
			Name:      "aws-rds-no-backtrack",
			Title:     "Aurora MySQL cluster cannot be rewound",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_326"},
				Prowler:     []string{"rds_cluster_backtrack_enabled"},
				SecurityHub: []string{"RDS.14"},
			},
			Run: check.Argument("backtrack_window").Default(0).Unless(isNotAuroraMySQL).
				Unless(isServerlessV1).MustBeAtLeast(1),
		},
		{
			Name:      "aws-rds-no-backup-plan",
			Title:     "Database cluster is in no backup plan",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV2_AWS_8"},
				Prowler:   []string{"rds_cluster_protected_by_backup_plan"},
				AWSConfig: []string{"aurora-resources-protected-by-backup-plan"},
			},
			Run: withoutBackupPlan,
		},
		{
			Name:      "aws-rds-no-storage-autoscaling",
			Title:     "Database stops when its storage is full",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_db_instance"},
			Run:       check.Argument("max_allocated_storage").Default(0).Unless(isReplica).MustBeAtLeast(1),
		},
	}
}

// isAuroraInstance reports an instance of Aurora: its cluster holds the switch that counts.
func isAuroraInstance(r *graph.Resource) bool {
	return r.Type == "aws_db_instance" && r.Get("engine").Holds(func(engine string) bool { return strings.HasPrefix(engine, "aurora") })
}

// rdsNoBackups holds for a retention of 0 days: what an instance gets when nothing is written, and a cluster never (its default is 1).
func rdsNoBackups(p *check.Pass) {
	days := 0
	if p.Resource.Type == "aws_rds_cluster" {
		days = 1
	}
	retention := p.Resource.Get("backup_retention_period")
	if !isCopy(p.Resource) && retention.Or(days).Is(0) {
		p.Report(retention, "backup_retention_period is 0; keep backups for at least 7 days").Set(p.Resource.Block, "backup_retention_period", 7)
	}
}

// isNotAuroraMySQL reports a cluster of another engine. Providers before 5.0 took one without an engine for aurora.
func isNotAuroraMySQL(r *graph.Resource) bool {
	return !r.Get("engine").Or("aurora").OneOf("aurora", "aurora-mysql")
}

func rdsOneDayBackups(p *check.Pass) {
	days := 0
	if p.Resource.Type == "aws_rds_cluster" {
		days = 1
	}
	retention := p.Resource.Get("backup_retention_period")
	if !isReplica(p.Resource) && retention.Or(days).Is(1) {
		p.Report(retention, "backup_retention_period is 1 day; keep backups for at least 7").Set(p.Resource.Block, "backup_retention_period", 7)
	}
}

// withoutBackupPlan reports a resource that no backup selection of the configuration names, when none of them selects by tag or pattern.
func withoutBackupPlan(p *check.Pass) {
	for _, selection := range p.Resource.Graph.All("aws_backup_selection") {
		if !selection.Lacks("selection_tag") || !selection.Lacks("condition") || selectsByPattern(selection) {
			return
		}
	}
	if p.Resource.ReferredBy("aws_backup_selection", "resources", "arn").None() {
		p.Report(p.Resource, "no aws_backup_selection names it; add it to a plan of AWS Backup")
	}
}

func selectsByPattern(selection *graph.Resource) bool {
	resources := selection.Get("resources")
	for _, arn := range resources.Each() {
		if len(arn.Refs()) == 0 {
			return true
		}
	}
	return !resources.Known() && len(resources.Refs()) == 0
}
