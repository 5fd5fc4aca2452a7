package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func docdb() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-docdb-unencrypted",
			Title:     "Document database is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_docdb_cluster", "aws_docdb_global_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_74", "CKV_AWS_292"},
				Trivy:       []string{"AWS-0021"},
				KICS:        []string{"bc1f9009-84a0-490f-ae09-3e0ea6d74ad6"},
				Terrascan:   []string{"AC_AWS_0455"},
				Prowler:     []string{"documentdb_cluster_storage_encrypted"},
				AWSConfig:   []string{"docdb-cluster-encrypted"},
				SecurityHub: []string{"DocumentDB.1"},
			},
			Recommended: true,
			Run:         check.Argument("storage_encrypted").Default(false).Unless(docdbInherits).MustBe(true),
		},
		{
			Name:      "aws-docdb-no-customer-key",
			Title:     "Document database is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_docdb_cluster", "aws_docdbelastic_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_182"},
				Trivy:   []string{"AWS-0022"},
				KICS:    []string{"2134641d-30a4-4b16-8ffc-2cd4c4ffd15d", "4766d3ea-241c-4ee6-93ff-c380c996bd1a"},
			},
			Run: withoutCustomerKey("kms_key_id", isCopy),
		},
		{
			Name:        "aws-docdb-tls-switched-off",
			Title:       "Parameter group lets document databases accept plain connections",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   []string{"aws_docdb_cluster_parameter_group"},
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_90"}},
			Recommended: true,
			Run:         docdbTLSOff,
		},
		{
			Name:        "aws-docdb-literal-password",
			Title:       "Document database's password is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"aws_docdb_cluster", "aws_docdbelastic_cluster"},
			Recommended: true,
			Run:         literalSecret("master_password", "master_password_wo", "admin_user_password"),
		},
		{
			Name:      "aws-docdb-logs-not-exported",
			Title:     "Document database exports no logs",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_docdb_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_85"},
				Trivy:       []string{"AWS-0020"},
				Prowler:     []string{"documentdb_cluster_cloudwatch_log_export"},
				SecurityHub: []string{"DocumentDB.4"},
			},
			Subsumes: []string{"aws-docdb-logs-incomplete"},
			Run:      check.Argument("enabled_cloudwatch_logs_exports").MustHold(emptyList),
		},
		{
			Name:      "aws-docdb-logs-incomplete",
			Title:     "Document database does not export both of its logs",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_docdb_cluster"},
			Aliases: check.Aliases{
				KICS:      []string{"56f6a008-1b14-4af4-b9b2-ab7cf7e27641"},
				Terrascan: []string{"AC_AWS_0456"},
				Prowler:   []string{"documentdb_cluster_cloudwatch_log_export"},
			},
			Run: lacksLogs("enabled_cloudwatch_logs_exports", "audit", "profiler"),
		},
		{
			Name:      "aws-docdb-no-audit-log",
			Title:     "Document database does not record who did what",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_docdb_cluster_parameter_group"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_104"}},
			Run:       docdbNoAuditLog,
		},
		{
			Name:      "aws-docdb-short-backups",
			Title:     "Document database's backups are gone within a week",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_docdb_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_360"},
				Prowler:     []string{"documentdb_cluster_backup_enabled"},
				SecurityHub: []string{"DocumentDB.2"},
			},
			Run: check.Argument("backup_retention_period").Default(1).FixWith(7).MustBeAtLeast(7),
		},
		{
			Name:      "aws-docdb-no-deletion-protection",
			Title:     "Document database can be deleted with one call",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_docdb_cluster"},
			Aliases: check.Aliases{
				Prowler:     []string{"documentdb_cluster_deletion_protection"},
				SecurityHub: []string{"DocumentDB.5"},
			},
			Run: check.Argument("deletion_protection").Default(false).MustBe(true),
		},
		{
			Name:      "aws-docdb-single-instance",
			Title:     "Document database has nothing to fail over to",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_docdb_cluster"},
			Aliases: check.Aliases{
				Prowler: []string{"documentdb_cluster_multi_az_enabled"},
			},
			Run: singleMember("aws_docdb_cluster_instance"),
		},
		{
			Name:        "aws-docdb-engine-unsupported",
			Title:       "Document database's engine version is past its standard support",
			Severity:    check.Medium,
			Duty:        check.Patching,
			Resources:   []string{"aws_docdb_cluster", "aws_docdb_global_cluster"},
			Recommended: true,
			Run:         unsupportedVersion("docdb"),
		},
		{
			Name:      "aws-docdb-no-minor-upgrades",
			Title:     "Document database does not take minor engine upgrades by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_docdb_cluster_instance"},
			Run:       check.Argument("auto_minor_version_upgrade").Default(true).MustBe(true),
		},
		{
			Name:        "aws-docdb-outdated-ca",
			Title:       "Document database's certificate comes from a retired authority",
			Severity:    check.Medium,
			Duty:        check.Data,
			Resources:   []string{"aws_docdb_cluster_instance"},
			Recommended: true,
			Run:         retiredAuthority("ca_cert_identifier"),
		},
	}
}

// docdbInherits reports that nothing is written where the storage is made from another's, or joins a global cluster. Neptune does the same.
func docdbInherits(r *graph.Resource) bool {
	if !r.Get("storage_encrypted").Absent() {
		return false
	}
	if r.Type == "aws_docdb_global_cluster" || r.Type == "aws_neptune_global_cluster" {
		return !r.Get("source_db_cluster_identifier").Empty()
	}
	return isCopy(r) || !r.Get("global_cluster_identifier").Empty()
}

// docdbTLSOff reads the parameter tls, which is enabled by default and knows several ways of being so.
func docdbTLSOff(p *check.Pass) {
	blocks, _ := groupParameters(p.Resource, "tls")
	for _, b := range blocks {
		if value := b.Get("value"); value.Is("disabled") {
			p.Report(value, "tls is disabled; set it to enabled")
		}
	}
}

// docdbNoAuditLog reads the parameter audit_logs, which is disabled by default.
func docdbNoAuditLog(p *check.Pass) {
	blocks, certain := groupParameters(p.Resource, "audit_logs")
	for _, b := range blocks {
		if value := b.Get("value"); value.OneOf("disabled", "none") {
			p.Report(value, "audit_logs is off; set it to enabled")
		}
	}
	if len(blocks) == 0 && certain {
		p.Report(p.Resource, "audit_logs is not set and disabled by default; set it to enabled")
	}
}
