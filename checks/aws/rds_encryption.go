package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func rdsEncryption() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-rds-instance-unencrypted",
			Title:     "Database instance is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_db_instance"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_16"},
				Trivy:       []string{"AWS-0080"},
				KICS:        []string{"08bd0760-8752-44e1-9779-7bb369b2b4e4"},
				Terrascan:   []string{"AC_AWS_0058"},
				Prowler:     []string{"rds_instance_storage_encrypted"},
				ScoutSuite:  []string{"rds-instance-storage-not-encrypted"},
				AWSConfig:   []string{"rds-storage-encrypted"},
				SecurityHub: []string{"RDS.3"},
			},
			Recommended: true,
			Run:         check.Argument("storage_encrypted").Default(false).Unless(encryptionInherited).MustBe(true),
		},
		{
			Name:      "aws-rds-cluster-unencrypted",
			Title:     "Database cluster is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_rds_cluster", "aws_rds_global_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_96", "CKV_AWS_140"},
				Trivy:       []string{"AWS-0079"},
				KICS:        []string{"1a690d1d-0ae7-49fa-b2db-b75ae0dd1d3e", "3199c26c-7871-4cb3-99c2-10a59244ce7f", "656880aa-1388-488f-a6d4-8f73c23149b2"},
				Terrascan:   []string{"AC_AWS_0186"},
				Prowler:     []string{"rds_cluster_storage_encrypted"},
				AWSConfig:   []string{"rds-cluster-encrypted-at-rest"},
				SecurityHub: []string{"RDS.27"},
			},
			Recommended: true,
			Run: check.Argument("storage_encrypted").Default(false).Unless(encryptionInherited).
				Unless(auroraDefaultEncryption).MustBe(true),
		},
		{
			Name:      "aws-rds-cluster-encryption-undeclared",
			Title:     "Database cluster leaves encryption at rest to the service's default",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_rds_cluster", "aws_rds_global_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_96", "CKV_AWS_140"},
				Trivy:   []string{"AWS-0079"},
				KICS:    []string{"1a690d1d-0ae7-49fa-b2db-b75ae0dd1d3e", "3199c26c-7871-4cb3-99c2-10a59244ce7f", "656880aa-1388-488f-a6d4-8f73c23149b2"},
			},
			Run: rdsEncryptionUndeclared,
		},
		{
			Name:      "aws-rds-no-customer-key",
			Title:     "Database is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_327"},
				Trivy:   []string{"AWS-0079"},
			},
			Run: withoutCustomerKey("kms_key_id", isCopy),
		},
		{
			Name:      "aws-rds-snapshot-unencrypted",
			Title:     "Snapshot is taken of an unencrypted database",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_db_snapshot", "aws_db_cluster_snapshot"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_146"},
				KICS:        []string{"656880aa-1388-488f-a6d4-8f73c23149b2"},
				Prowler:     []string{"rds_snapshots_encrypted"},
				AWSConfig:   []string{"rds-snapshot-encrypted"},
				SecurityHub: []string{"RDS.4"},
			},
			Run: rdsSnapshotUnencrypted,
		},
		{
			Name:      "aws-rds-snapshot-copy-no-customer-key",
			Title:     "Snapshot copy is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_266"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-rds-backup-replication-no-customer-key",
			Title:     "Replicated backups are not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_db_instance_automated_backups_replication"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_245"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-rds-activity-stream-no-customer-key",
			Title:     "Database activity stream is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_rds_cluster_activity_stream"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_246"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-rds-performance-insights-no-customer-key",
			Title:     "Performance Insights data is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_db_instance", "aws_rds_cluster_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_354"},
				Trivy:   []string{"AWS-0078"},
			},
			Run: withoutCustomerKey("performance_insights_kms_key_id", performanceInsightsOff),
		},
	}
}

// isUnencrypted reports that the database's storage is surely not encrypted.
func isUnencrypted(db *graph.Resource) bool {
	if encryptionInherited(db) || db.Type == "aws_rds_cluster" && auroraDefaultEncryption(db) {
		return false
	}
	return db.Get("storage_encrypted").Or(false).IsNot(true)
}

// encryptionInherited reports that the configuration leaves the answer to what the storage is made from: a copy's source, the global
// cluster a member joins, the cluster a global one is made of. A written storage_encrypted is an answer of its own, but for Aurora Serverless
// v1, which is always encrypted.
func encryptionInherited(r *graph.Resource) bool {
	if isServerlessV1(r) {
		return true
	}
	if !r.Get("storage_encrypted").Absent() {
		return false
	}
	return isCopy(r) || !r.Get("source_db_cluster_identifier").Empty() || joinsEncryptedGlobal(r)
}

func joinsEncryptedGlobal(r *graph.Resource) bool {
	for _, global := range r.Get("global_cluster_identifier").Find("aws_rds_global_cluster", "global_cluster_identifier").Sure {
		if !global.Get("storage_encrypted").Or(false).IsNot(true) {
			return true
		}
	}
	return false
}

// auroraDefaultEncryption reports that nothing is written for a cluster that Aurora has encrypted by default since 2026-02-18.
func auroraDefaultEncryption(r *graph.Resource) bool {
	return r.Get("storage_encrypted").Absent() && (r.Type == "aws_rds_global_cluster" || !r.Get("engine").OneOf("mysql", "postgres"))
}

func rdsEncryptionUndeclared(p *check.Pass) {
	r := p.Resource
	encrypted := r.Get("storage_encrypted")
	if encrypted.Absent() && auroraDefaultEncryption(r) && !encryptionInherited(r) {
		p.Report(encrypted, "storage_encrypted is not set: a cluster made before 2026-02-18 is not encrypted, a newer one with a key that AWS owns; set it to true")
	}
}

// rdsSnapshotUnencrypted asks the database that the snapshot is taken of: a snapshot is encrypted exactly when that is.
func rdsSnapshotUnencrypted(p *check.Pass) {
	source, typ, id := p.Resource.Get("db_instance_identifier"), "aws_db_instance", "identifier"
	if p.Resource.Type == "aws_db_cluster_snapshot" {
		source, typ, id = p.Resource.Get("db_cluster_identifier"), "aws_rds_cluster", "cluster_identifier"
	}
	for _, db := range source.Find(typ, id).Sure {
		if encrypted := db.Get("storage_encrypted"); isUnencrypted(db) {
			p.Report(source, "%s is not encrypted; set its storage_encrypted to true", db.Address).Relate(encrypted, "the database")
		}
	}
}

func performanceInsightsOff(r *graph.Resource) bool {
	return !r.Get("performance_insights_enabled").Is(true)
}
