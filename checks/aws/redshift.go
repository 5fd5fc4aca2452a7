package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func redshift() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-redshift-publicly-accessible",
			Title:     "Data warehouse is reachable from the internet",
			Severity:  check.Critical,
			Duty:      check.Network,
			Resources: []string{"aws_redshift_cluster", "aws_redshiftserverless_workgroup"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_87"},
				KICS:        []string{"af173fde-95ea-4584-b904-bb3923ac4bda"},
				Terrascan:   []string{"AC_AWS_0199"},
				Prowler:     []string{"redshift_cluster_public_access"},
				ScoutSuite:  []string{"redshift-cluster-publicly-accessible"},
				AWSConfig:   []string{"redshift-cluster-public-access-check"},
				SecurityHub: []string{"Redshift.1"},
			},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
		{
			Name:      "aws-redshift-exposure-undeclared",
			Title:     "Data warehouse leaves its exposure to the provider's default",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_87"},
				KICS:    []string{"af173fde-95ea-4584-b904-bb3923ac4bda"},
			},
			Run: undeclared("publicly_accessible", "before version 6.0 the provider made such a cluster public; set it to false"),
		},
		{
			Name:      "aws-redshift-unencrypted",
			Title:     "Data warehouse is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_64"},
				Trivy:       []string{"AWS-0084"},
				KICS:        []string{"cfdcabb0-fc06-427c-865b-c59f13e898ce"},
				Terrascan:   []string{"AC_AWS_0198"},
				Prowler:     []string{"redshift_cluster_encrypted_at_rest"},
				ScoutSuite:  []string{"redshift-cluster-database-not-encrypted"},
				AWSConfig:   []string{"redshift-cluster-configuration-check"},
				SecurityHub: []string{"Redshift.10"},
			},
			Recommended: true,
			Run:         check.Argument("encrypted").Default(true).MustBe(true),
		},
		{
			Name:      "aws-redshift-encryption-undeclared",
			Title:     "Data warehouse leaves encryption at rest to the provider's default",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_64"},
				Trivy:   []string{"AWS-0084"},
				KICS:    []string{"cfdcabb0-fc06-427c-865b-c59f13e898ce"},
			},
			Run: undeclared("encrypted", "before version 6.0 the provider did not encrypt such a cluster; set it to true"),
		},
		{
			Name:      "aws-redshift-no-customer-key",
			Title:     "Data warehouse is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_redshift_cluster", "aws_redshiftserverless_namespace"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_142", "CKV_AWS_282"},
				AWSConfig: []string{"redshift-cluster-kms-enabled"},
			},
			Run: withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-redshift-copy-no-customer-key",
			Title:     "Copied snapshots are not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_redshift_snapshot_copy_grant"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_281"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-redshift-tls-optional",
			Title:     "Data warehouse accepts connections without TLS",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_redshift_parameter_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_105"},
				Prowler:     []string{"redshift_cluster_in_transit_encryption_enabled"},
				ScoutSuite:  []string{"redshift-parameter-group-ssl-not-required"},
				AWSConfig:   []string{"redshift-require-tls-ssl"},
				SecurityHub: []string{"Redshift.2"},
			},
			Run: redshiftTLSOptional,
		},
		{
			Name:      "aws-redshift-default-subnet-group",
			Title:     "Data warehouse names no subnets",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_154"},
				Trivy:   []string{"AWS-0127"},
				KICS:    []string{"0a494a6a-ebe2-48a0-9d77-cf9d5125e1b3"},
			},
			Run: check.Argument("cluster_subnet_group_name").MustBeSet(),
		},
		{
			Name:      "aws-redshift-default-security-group",
			Title:     "Data warehouse uses its network's default security group",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_redshift_cluster"},
			Aliases:   check.Aliases{KICS: []string{"0a494a6a-ebe2-48a0-9d77-cf9d5125e1b3"}},
			Run:       redshiftDefaultGroup,
		},
		{
			Name:      "aws-redshift-routes-outside",
			Title:     "Data warehouse loads and unloads past its network",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_redshift_cluster", "aws_redshiftserverless_workgroup"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_321"},
				Prowler:     []string{"redshift_cluster_enhanced_vpc_routing"},
				AWSConfig:   []string{"redshift-enhanced-vpc-routing-enabled"},
				SecurityHub: []string{"Redshift.7"},
			},
			Run: check.Argument("enhanced_vpc_routing").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-redshift-default-port",
			Title:     "Data warehouse listens on the default port",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_redshift_cluster"},
			Aliases:   check.Aliases{KICS: []string{"41abc6cc-dde1-4217-83d3-fb5f0cc09d8f"}},
			Run:       check.Argument("port").Default(5439).MustNotBe(5439),
		},
		{
			Name:      "aws-redshift-default-database",
			Title:     "Data warehouse uses the default database name",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_320"},
				Prowler:     []string{"redshift_cluster_non_default_database_name"},
				AWSConfig:   []string{"redshift-default-db-name-check"},
				SecurityHub: []string{"Redshift.9"},
			},
			Run: redshiftDefaultDatabase,
		},
		{
			Name:      "aws-redshift-default-username",
			Title:     "Data warehouse's administrator has a name everybody tries first",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_redshift_cluster"},
			Aliases: check.Aliases{
				Prowler:     []string{"redshift_cluster_non_default_username"},
				AWSConfig:   []string{"redshift-default-admin-check"},
				SecurityHub: []string{"Redshift.8"},
			},
			Run: check.Argument("master_username").MustNotBe("awsuser", "admin", "administrator", "root", "master"),
		},
		{
			Name:        "aws-redshift-public-default-username",
			Title:       "Public data warehouse has an administrator everybody tries first",
			Severity:    check.Critical,
			Duty:        check.Identity,
			Resources:   []string{"aws_redshift_cluster"},
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_391"}},
			Recommended: true,
			Subsumes:    []string{"aws-redshift-default-username"},
			Run: check.Argument("master_username").Unless(notSurelyPublic).
				MustNotBe("awsuser", "admin", "administrator", "root", "master"),
		},
		{
			Name:        "aws-redshift-literal-password",
			Title:       "Data warehouse's password is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"aws_redshift_cluster", "aws_redshiftserverless_namespace"},
			Recommended: true,
			Run:         literalSecret("master_password", "master_password_wo", "admin_user_password", "admin_user_password_wo"),
		},
	}
}

func notSurelyPublic(r *graph.Resource) bool { return !r.Get("publicly_accessible").Is(true) }

// undeclared returns a Run that reports an argument which is surely not written, with what follows from it.
func undeclared(argument, consequence string) func(*check.Pass) {
	return func(p *check.Pass) {
		if v := p.Resource.Get(argument); v.Absent() {
			p.Report(v, "%s is not set: %s", argument, consequence)
		}
	}
}

// redshiftTLSOptional reads require_ssl, which family redshift-2.0 has on by default and redshift-1.0 off.
func redshiftTLSOptional(p *check.Pass) {
	blocks, certain := groupParameters(p.Resource, "require_ssl")
	for _, b := range blocks {
		if value := b.Get("value"); isOff(value) {
			p.Report(value, "require_ssl is off; set it to true")
		}
	}
	if len(blocks) == 0 && certain && p.Resource.Get("family").Is("redshift-1.0") {
		p.Report(p.Resource, "require_ssl is not set and off by default; set it to true")
	}
}

func redshiftDefaultGroup(p *check.Pass) {
	if groups := p.Resource.Get("vpc_security_group_ids"); groups.Empty() {
		p.Report(groups, "vpc_security_group_ids is empty; name a security group of the warehouse's own")
	}
}

func redshiftDefaultDatabase(p *check.Pass) {
	name := p.Resource.Get("database_name")
	if !isCopy(p.Resource) && name.Or("dev").Is("dev") {
		p.Report(name, "the database is named dev, as by default; choose a name of your own")
	}
}
