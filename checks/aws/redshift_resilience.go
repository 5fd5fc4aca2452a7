package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
)

func redshiftResilience() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-redshift-no-audit-log",
			Title:     "Data warehouse does not log connections and queries",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_71"},
				KICS:        []string{"15ffbacc-fa42-4f6f-a57d-2feac7365caa"},
				Terrascan:   []string{"AC_AWS_0200"},
				Prowler:     []string{"redshift_cluster_audit_logging"},
				AWSConfig:   []string{"redshift-audit-logging-enabled", "redshift-cluster-configuration-check"},
				SecurityHub: []string{"Redshift.4"},
			},
			Run: redshiftNoAuditLog,
		},
		{
			Name:      "aws-redshift-serverless-no-audit-log",
			Title:     "Serverless data warehouse does not export its logs",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_redshiftserverless_namespace"},
			Run:       check.Argument("log_exports").MustHold(emptyList),
		},
		{
			Name:      "aws-redshift-no-query-log",
			Title:     "Data warehouse does not log what its users do",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_redshift_parameter_group"},
			Aliases: check.Aliases{
				ScoutSuite: []string{"redshift-parameter-group-logging-disabled"},
			},
			Run: redshiftNoQueryLog,
		},
		{
			Name:      "aws-redshift-no-snapshots",
			Title:     "Data warehouse has no automatic snapshots",
			Severity:  check.High,
			Duty:      check.Resilience,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_343"},
				Prowler:     []string{"redshift_cluster_automated_snapshot"},
				AWSConfig:   []string{"redshift-backup-enabled"},
				SecurityHub: []string{"Redshift.3"},
			},
			Recommended: true,
			Run:         check.Argument("automated_snapshot_retention_period").Default(1).MustNotBe(0),
		},
		{
			Name:      "aws-redshift-no-upgrades",
			Title:     "Data warehouse does not take engine upgrades by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_141"},
				Prowler:     []string{"redshift_cluster_automatic_upgrades"},
				ScoutSuite:  []string{"redshift-cluster-no-version-upgrade"},
				AWSConfig:   []string{"redshift-cluster-maintenancesettings-check"},
				SecurityHub: []string{"Redshift.6"},
			},
			Run: check.Argument("allow_version_upgrade").Default(true).MustBe(true),
		},
	}
}

// redshiftNoAuditLog knows the resource of its own and the block that providers before 6.0 had.
func redshiftNoAuditLog(p *check.Pass) {
	for _, b := range p.Resource.Blocks("logging") {
		if !b.Get("enable").NoneOf("true", "1") {
			return
		}
	}
	if p.Resource.ReferredBy("aws_redshift_logging", "cluster_identifier", "cluster_identifier").None() {
		p.Report(p.Resource, "no aws_redshift_logging names the cluster; add one")
	}
}

func redshiftNoQueryLog(p *check.Pass) {
	blocks, certain := groupParameters(p.Resource, "enable_user_activity_logging")
	for _, b := range blocks {
		if value := b.Get("value"); isOff(value) {
			p.Report(value, "enable_user_activity_logging is off; set it to true")
		}
	}
	if len(blocks) == 0 && certain {
		p.Report(p.Resource, "enable_user_activity_logging is not set and off by default; set it to true")
	}
}
