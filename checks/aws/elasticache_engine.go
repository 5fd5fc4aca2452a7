package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
)

func elasticacheEngine() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-elasticache-engine-unsupported",
			Title:       "Cache engine version is past its standard support",
			Severity:    check.Medium,
			Duty:        check.Patching,
			Resources:   []string{"aws_elasticache_cluster", "aws_elasticache_replication_group"},
			Recommended: true,
			Subsumes:    []string{"aws-elasticache-engine-noncompliant"},
			Run:         elasticacheUnsupported,
		},
		{
			Name:      "aws-elasticache-engine-noncompliant",
			Title:     "Redis version is not eligible for compliance programmes",
			Severity:  check.Medium,
			Duty:      check.Patching,
			Resources: []string{"aws_elasticache_cluster", "aws_elasticache_replication_group"},
			Aliases: check.Aliases{
				KICS:      []string{"254c932d-e3bf-44b2-bc9d-eb5fdb09f8d4"},
				Terrascan: []string{"AC_AWS_0102"},
			},
			Run: elasticacheNoncompliant,
		},
		{
			Name:      "aws-elasticache-no-minor-upgrades",
			Title:     "Cache does not take minor engine upgrades by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_elasticache_cluster", "aws_elasticache_replication_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_322"},
				Prowler:     []string{"elasticache_redis_cluster_auto_minor_version_upgrades"},
				SecurityHub: []string{"ElastiCache.2"},
			},
			Run: check.Argument("auto_minor_version_upgrade").Default(true).MustBe(true),
		},
	}
}

func elasticacheUnsupported(p *check.Pass) {
	if engine, ok := p.Resource.Get("engine").Or("redis").Text(); ok {
		reportEndOfSupport(p, engine, p.Resource.Get("engine_version"), "")
	}
}

// elasticacheNoncompliant asks for 4.0.10, the first version of Redis on ElastiCache in PCI DSS and FedRAMP that can still be made.
func elasticacheNoncompliant(p *check.Pass) {
	version := p.Resource.Get("engine_version")
	if !p.Resource.Get("engine").Or("redis").Is("redis") || version.Absent() {
		return
	}
	if text, ok := version.Text(); ok && beforeVersion(text, 4, 0, 10) {
		p.Report(version, "Redis %s cannot meet PCI DSS; upgrade to 4.0.10 or newer", text)
	}
}
