package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func rdsEngine() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-rds-engine-unsupported",
			Title:     "Database engine version is past its standard support",
			Severity:  check.Medium,
			Duty:      check.Patching,
			Resources: []string{"aws_db_instance", "aws_rds_cluster", "aws_rds_global_cluster"},
			Aliases: check.Aliases{
				Prowler: []string{"rds_instance_deprecated_engine_version", "rds_instance_extended_support"},
			},
			Recommended: true,
			Run:         rdsUnsupported,
		},
		{
			Name:      "aws-rds-log-fdw-file-read",
			Title:     "PostgreSQL version lets database users read files of the host",
			Severity:  check.High,
			Duty:      check.Patching,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_250", "CKV_AWS_388"}},
			Run:       rdsLogFdw,
		},
		{
			Name:      "aws-rds-no-minor-upgrades",
			Title:     "Database does not take minor engine upgrades by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_db_instance", "aws_rds_cluster_instance"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_226"},
				KICS:        []string{"3b6d777b-76e3-4133-80a3-0d6f667ade7f"},
				Terrascan:   []string{"AC_AWS_0056"},
				Prowler:     []string{"rds_instance_minor_version_upgrade_enabled"},
				ScoutSuite:  []string{"rds-instance-no-minor-upgrade"},
				AWSConfig:   []string{"rds-automatic-minor-version-upgrade-enabled"},
				SecurityHub: []string{"RDS.13"},
			},
			Run: check.Argument("auto_minor_version_upgrade").Default(true).Unless(isCustomEngine).MustBe(true),
		},
	}
}

func rdsUnsupported(p *check.Pass) {
	if engine, ok := p.Resource.Get("engine").Text(); ok {
		reportEndOfSupport(p, engine, p.Resource.Get("engine_version"), "")
	}
}

func rdsLogFdw(p *check.Pass) {
	engine, _ := p.Resource.Get("engine").Text()
	version := p.Resource.Get("engine_version")
	if text, ok := version.Text(); ok && readsHostFiles(engine, text) {
		p.Report(version, "the log_fdw extension of %s %s reads any file; upgrade to a fixed minor version", engine, text)
	}
}

// isCustomEngine reports RDS Custom, where the upgrades are the customer's work and the switch must be off.
func isCustomEngine(r *graph.Resource) bool {
	return r.Get("engine").Holds(func(engine string) bool { return strings.HasPrefix(engine, "custom-") })
}
