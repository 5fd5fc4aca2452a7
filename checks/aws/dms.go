package aws

import "github.com/demarc-lint/demarc/pkg/check"

func dms() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-dms-publicly-accessible",
			Title:     "Replication instance is reachable from the internet",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: []string{"aws_dms_replication_instance"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_89"},
				KICS:        []string{"030d3b18-1821-45b4-9e08-50efbe7becbb"},
				Prowler:     []string{"dms_instance_no_public_access"},
				AWSConfig:   []string{"dms-replication-not-public"},
				SecurityHub: []string{"DMS.1"},
			},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
		{
			Name:      "aws-dms-no-minor-upgrade",
			Title:     "Replication instance is not patched by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_dms_replication_instance"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_222"},
				Prowler:     []string{"dms_instance_minor_version_upgrade_enabled"},
				SecurityHub: []string{"DMS.6"},
			},
			Run: check.Argument("auto_minor_version_upgrade").Default(false).MustBe(true),
		},
		{
			Name:      "aws-dms-no-customer-key",
			Title:     "Migrated data is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_dms_replication_instance", "aws_dms_endpoint"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_212", "CKV_AWS_296"}},
			Run:       withoutCustomerKey("kms_key_arn"),
		},
		{
			Name:      "aws-dms-s3-no-customer-key",
			Title:     "Data that a migration puts into S3 is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_dms_s3_endpoint"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_298"}},
			Run:       withoutCustomerKey("kms_key_arn"),
		},
		{
			Name:      "aws-dms-no-tls",
			Title:     "Data is migrated in the clear",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_dms_endpoint"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_49"},
				KICS:        []string{"e6f7g8h9-i0j1-4klm-56no-7890pqrstu12"},
				Prowler:     []string{"dms_endpoint_ssl_enabled", "dms_endpoint_redis_in_transit_encryption_enabled"},
				AWSConfig:   []string{"dms-endpoint-ssl-configured", "dms-redis-tls-enabled"},
				SecurityHub: []string{"DMS.9"},
			},
			Recommended: true,
			Run:         dmsNoTLS,
		},
		{
			Name:      "aws-dms-single-zone",
			Title:     "Replication instance has no standby in another zone",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_dms_replication_instance"},
			Aliases: check.Aliases{
				Prowler: []string{"dms_instance_multi_az_enabled"},
			},
			Run: check.Argument("multi_az").Default(false).MustBe(true),
		},
	}
}

// sslModeEngines are the engines for which the user guide of DMS knows modes of SSL (CHAP_Security.SSL, November 2026). The others speak it by
// themselves, as S3 and Kinesis do, or have settings of their own.
func sslModeEngines() []string {
	return []string{
		"aurora", "aurora-postgresql", "aurora-postgresql-serverless", "aurora-serverless", "azure-sql-managed-instance", "babelfish", "db2",
		"db2-zos", "docdb", "mariadb", "mongodb", "mysql", "oracle", "postgres", "sqlserver", "sybase",
	}
}

func dmsNoTLS(p *check.Pass) {
	isEndpoint := p.Resource.Get("endpoint_type").OneOf("source", "target")
	if mode := p.Resource.Get("ssl_mode"); isEndpoint && mode.Or("none").Is("none") && p.Resource.Get("engine_name").OneOf(sslModeEngines()...) {
		p.Report(mode, "ssl_mode is none, which is the default; set require, verify-ca or verify-full, whichever the engine knows")
	}
	for _, redis := range p.Resource.Blocks("redis_settings") {
		if protocol := redis.Get("ssl_security_protocol"); protocol.Is("plaintext") {
			p.Report(protocol, "ssl_security_protocol is plaintext; set it to ssl-encryption")
		}
	}
	for _, kafka := range p.Resource.Blocks("kafka_settings") {
		if protocol := kafka.Get("security_protocol"); protocol.Is("plaintext") {
			p.Report(protocol, "security_protocol is plaintext; set it to ssl-encryption, ssl-authentication or sasl-ssl")
		}
	}
}
