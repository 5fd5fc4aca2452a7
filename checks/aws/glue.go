package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func glue() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-glue-catalog-unencrypted",
			Title:     "Data catalog is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_glue_data_catalog_encryption_settings"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_94"},
				KICS:    []string{"01d50b14-e933-4c99-b314-6d08cd37ad35"},
				Prowler: []string{"glue_data_catalogs_connection_passwords_encryption_enabled", "glue_data_catalogs_metadata_encryption_enabled"},
			},
			Run: glueCatalogUnencrypted,
		},
		{
			Name:      "aws-glue-unencrypted",
			Title:     "Security configuration leaves data unencrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_glue_security_configuration"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_99"},
				KICS:    []string{"ad5b4e97-2850-4adf-be17-1d293e0b85ee"},
				Prowler: []string{
					"glue_development_endpoints_cloudwatch_logs_encryption_enabled",
					"glue_development_endpoints_job_bookmark_encryption_enabled", "glue_development_endpoints_s3_encryption_enabled",
					"glue_etl_jobs_amazon_s3_encryption_enabled", "glue_etl_jobs_cloudwatch_logs_encryption_enabled",
					"glue_etl_jobs_job_bookmark_encryption_enabled",
				},
			},
			Run: glueUnencrypted,
		},
		{
			Name:      "aws-glue-no-security-configuration",
			Title:     "Job has no security configuration",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_glue_crawler", "aws_glue_dev_endpoint", "aws_glue_job"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_195"},
				Prowler: []string{
					"glue_development_endpoints_cloudwatch_logs_encryption_enabled",
					"glue_development_endpoints_job_bookmark_encryption_enabled", "glue_development_endpoints_s3_encryption_enabled",
					"glue_etl_jobs_amazon_s3_encryption_enabled", "glue_etl_jobs_cloudwatch_logs_encryption_enabled",
					"glue_etl_jobs_job_bookmark_encryption_enabled",
				},
			},
			Run: check.Argument("security_configuration").MustBeSet(),
		},
		{
			Name:      "aws-glue-public-policy",
			Title:     "Data catalog's policy lets everyone in",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_glue_resource_policy"},
			Aliases: check.Aliases{
				KICS:    []string{"d25edb51-07fb-4a73-97d4-41cecdc53a22"},
				Prowler: []string{"glue_data_catalogs_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
	}
}

func glueCatalogUnencrypted(p *check.Pass) {
	for _, settings := range p.Resource.Blocks("data_catalog_encryption_settings") {
		if passwords := settings.Get("connection_password_encryption.return_connection_password_encrypted"); passwords.Is(false) {
			p.Report(passwords, "connection passwords are returned in the clear; set it to true")
		}
		if mode := settings.Get("encryption_at_rest.catalog_encryption_mode"); mode.Or("DISABLED").Is("DISABLED") {
			p.Report(mode, "catalog_encryption_mode is DISABLED; set it to SSE-KMS")
		}
	}
}

func glueUnencrypted(p *check.Pass) {
	for _, part := range []struct{ block, argument string }{
		{"cloudwatch_encryption", "cloudwatch_encryption_mode"},
		{"job_bookmarks_encryption", "job_bookmarks_encryption_mode"},
		{"s3_encryption", "s3_encryption_mode"},
	} {
		reportGlueMode(p, p.Resource.Blocks("encryption_configuration."+part.block), part.argument)
	}
}

func reportGlueMode(p *check.Pass, blocks []*graph.Block, argument string) {
	for _, b := range blocks {
		if mode := b.Get(argument); mode.Or("DISABLED").Is("DISABLED") {
			p.Report(mode, "%s is DISABLED; encrypt with a key of KMS", argument)
		}
	}
}
