package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
)

func neptune() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-neptune-unencrypted",
			Title:     "Graph database is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_neptune_cluster", "aws_neptune_global_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_44"},
				Trivy:       []string{"AWS-0076"},
				KICS:        []string{"98d59056-f745-4ef5-8613-32bca8d40b7e"},
				Terrascan:   []string{"AC_AWS_0493"},
				Prowler:     []string{"neptune_cluster_storage_encrypted"},
				AWSConfig:   []string{"neptune-cluster-encrypted"},
				SecurityHub: []string{"Neptune.1"},
			},
			Recommended: true,
			Run:         check.Argument("storage_encrypted").Default(false).Unless(docdbInherits).MustBe(true),
		},
		{
			Name:      "aws-neptune-no-customer-key",
			Title:     "Graph database is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_neptune_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_347"},
				Trivy:   []string{"AWS-0128"},
			},
			Run: withoutCustomerKey("kms_key_arn", isCopy),
		},
		{
			Name:      "aws-neptune-snapshot-unencrypted",
			Title:     "Snapshot is taken of an unencrypted graph database",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_neptune_cluster_snapshot"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_279"},
				KICS:        []string{"g3l20gd0k-e5f6-7890-ab12-cd34ef567890"},
				Prowler:     []string{"neptune_cluster_snapshot_encrypted"},
				AWSConfig:   []string{"neptune-cluster-snapshot-encrypted"},
				SecurityHub: []string{"Neptune.6"},
			},
			Run: neptuneSnapshotUnencrypted,
		},
		{
			Name:      "aws-neptune-snapshot-no-customer-key",
			Title:     "Snapshot of a graph database is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_neptune_cluster_snapshot"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_280"}},
			Run:       neptuneSnapshotNoCustomerKey,
		},
		{
			Name:      "aws-neptune-publicly-accessible",
			Title:     "Graph database is reachable from the internet",
			Severity:  check.Critical,
			Duty:      check.Network,
			Resources: []string{"aws_neptune_cluster_instance"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_102"},
				KICS:    []string{"9ba198e0-fef4-464a-8a4d-75ea55300de7"},
			},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
		{
			Name:      "aws-neptune-no-iam-authentication",
			Title:     "Graph database lets in whoever reaches it",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_neptune_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_359"},
				KICS:        []string{"c91d7ea0-d4d1-403b-8fe1-c9961ac082c5"},
				Prowler:     []string{"neptune_cluster_iam_authentication_enabled"},
				AWSConfig:   []string{"neptune-cluster-iam-database-authentication"},
				SecurityHub: []string{"Neptune.7"},
			},
			Run: check.Argument("iam_database_authentication_enabled").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:        "aws-neptune-tls-switched-off",
			Title:       "Parameter group lets graph databases accept plain connections",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   []string{"aws_neptune_cluster_parameter_group"},
			Recommended: true,
			Run:         neptuneTLSOff,
		},
		{
			Name:      "aws-neptune-logs-not-exported",
			Title:     "Graph database does not export its audit log",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_neptune_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_101"},
				Trivy:       []string{"AWS-0075"},
				KICS:        []string{"45cff7b6-3b80-40c1-ba7b-2cf480678bb8"},
				Terrascan:   []string{"AC_AWS_0494"},
				Prowler:     []string{"neptune_cluster_integration_cloudwatch_logs"},
				AWSConfig:   []string{"neptune-cluster-cloudwatch-log-export-enabled"},
				SecurityHub: []string{"Neptune.2"},
			},
			Run: lacksLogs("enable_cloudwatch_logs_exports", "audit"),
		},
		{
			Name:      "aws-neptune-short-backups",
			Title:     "Graph database's backups are gone within a week",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_neptune_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_361"},
				Prowler:     []string{"neptune_cluster_backup_enabled"},
				AWSConfig:   []string{"neptune-cluster-backup-retention-check"},
				SecurityHub: []string{"Neptune.5"},
			},
			Run: check.Argument("backup_retention_period").Default(1).Unless(isReplica).FixWith(7).MustBeAtLeast(7),
		},
		{
			Name:      "aws-neptune-no-deletion-protection",
			Title:     "Graph database can be deleted with one call",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_neptune_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_58"},
				Prowler:     []string{"neptune_cluster_deletion_protection"},
				SecurityHub: []string{"Neptune.4"},
			},
			Run: check.Argument("deletion_protection").Default(false).MustBe(true),
		},
		{
			Name:      "aws-neptune-tags-not-copied",
			Title:     "Graph database's tags are not copied to its snapshots",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_neptune_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_362"},
				Prowler:     []string{"neptune_cluster_copy_tags_to_snapshots"},
				SecurityHub: []string{"Neptune.8"},
			},
			Run: check.Argument("copy_tags_to_snapshot").Default(false).MustBe(true),
		},
		{
			Name:      "aws-neptune-single-instance",
			Title:     "Graph database has nothing to fail over to",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_neptune_cluster"},
			Aliases: check.Aliases{
				Prowler:     []string{"neptune_cluster_multi_az"},
				SecurityHub: []string{"Neptune.9"},
			},
			Run: singleMember("aws_neptune_cluster_instance"),
		},
		{
			Name:        "aws-neptune-engine-unsupported",
			Title:       "Graph database's engine version is past its end of life",
			Severity:    check.Medium,
			Duty:        check.Patching,
			Resources:   []string{"aws_neptune_cluster", "aws_neptune_global_cluster"},
			Recommended: true,
			Run:         unsupportedVersion("neptune"),
		},
		{
			Name:      "aws-neptune-no-minor-upgrades",
			Title:     "Graph database does not take minor engine upgrades by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_neptune_cluster_instance"},
			Run:       check.Argument("auto_minor_version_upgrade").Default(true).MustBe(true),
		},
	}
}

// neptuneSnapshotUnencrypted asks the cluster: a snapshot is encrypted exactly when its cluster is.
func neptuneSnapshotUnencrypted(p *check.Pass) {
	source := p.Resource.Get("db_cluster_identifier")
	for _, cluster := range source.Find("aws_neptune_cluster", "cluster_identifier").Sure {
		if encrypted := cluster.Get("storage_encrypted"); !docdbInherits(cluster) && encrypted.Or(false).IsNot(true) {
			p.Report(source, "%s is not encrypted; set its storage_encrypted to true", cluster.Address).Relate(encrypted, "the cluster")
		}
	}
}

// neptuneSnapshotNoCustomerKey asks the cluster, whose key its snapshots keep.
func neptuneSnapshotNoCustomerKey(p *check.Pass) {
	source := p.Resource.Get("db_cluster_identifier")
	for _, cluster := range source.Find("aws_neptune_cluster", "cluster_identifier").Sure {
		if key := cluster.Get("kms_key_arn"); !isCopy(cluster) && isAWSManagedKey(key) {
			p.Report(source, "%s is not encrypted with a key of your own; name one in its kms_key_arn", cluster.Address).Relate(key, "the cluster's key")
		}
	}
}

func neptuneTLSOff(p *check.Pass) {
	blocks, _ := groupParameters(p.Resource, "neptune_enforce_ssl")
	for _, b := range blocks {
		if value := b.Get("value"); isOff(value) {
			p.Report(value, "neptune_enforce_ssl is off; set it to 1")
		}
	}
}
