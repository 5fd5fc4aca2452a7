package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func rds() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-rds-publicly-accessible",
			Title:     "Database instance is reachable from the internet",
			Severity:  check.Critical,
			Duty:      check.Network,
			Resources: []string{"aws_db_instance", "aws_rds_cluster_instance"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_17"},
				Trivy:       []string{"AWS-0180"},
				KICS:        []string{"35113e6f-2c6b-414d-beec-7a9482d3b2d1"},
				Terrascan:   []string{"AC_AWS_0054"},
				Prowler:     []string{"rds_instance_no_public_access"},
				ScoutSuite:  []string{"rds-instance-publicly-accessible"},
				AWSConfig:   []string{"rds-instance-public-access-check"},
				SecurityHub: []string{"RDS.2"},
			},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
		{
			Name:      "aws-rds-public-subnet",
			Title:     "Database's subnet group holds a public subnet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases:   check.Aliases{KICS: []string{"2f737336-b18a-4602-8ea0-b200312e1ac1"}},
			Run:       rdsPublicSubnet,
		},
		{
			Name:      "aws-rds-default-port",
			Title:     "Database listens on its engine's default port",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				KICS:        []string{"bca7cc4d-b3a4-4345-9461-eb69c68fcd26"},
				Prowler:     []string{"rds_cluster_non_default_port", "rds_instance_non_default_port"},
				SecurityHub: []string{"RDS.23"},
			},
			Run: rdsDefaultPort,
		},
		{
			Name:        "aws-rds-literal-password",
			Title:       "Database password is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"aws_db_instance", "aws_rds_cluster"},
			Recommended: true,
			Run:         literalSecret("password", "password_wo", "master_password", "master_password_wo"),
		},
		{
			Name:      "aws-rds-default-username",
			Title:     "Database administrator has a name everybody tries first",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Prowler:     []string{"rds_cluster_default_admin", "rds_instance_default_admin"},
				AWSConfig:   []string{"rds-cluster-default-admin-check", "rds-instance-default-admin-check"},
				SecurityHub: []string{"RDS.24", "RDS.25"},
			},
			Run: rdsDefaultUsername,
		},
		{
			Name:      "aws-rds-no-iam-authentication",
			Title:     "Database does not accept IAM authentication",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_161", "CKV_AWS_162"},
				Trivy:       []string{"AWS-0176"},
				KICS:        []string{"88fd05e0-ac0e-43d2-ba6d-fc0ba60ae1a6"},
				Terrascan:   []string{"AC_AWS_0053"},
				Prowler:     []string{"rds_cluster_iam_authentication_enabled", "rds_instance_iam_authentication_enabled"},
				AWSConfig:   []string{"rds-cluster-iam-authentication-enabled", "rds-instance-iam-authentication-enabled"},
				SecurityHub: []string{"RDS.10", "RDS.12"},
			},
			Run: check.Argument("iam_database_authentication_enabled").Default(false).
				Unless(withoutIAMUsers).
				Unless(isServerlessV1).MustBe(true),
		},
		{
			Name:      "aws-rds-snapshot-public",
			Title:     "Database snapshot is shared with every AWS account",
			Severity:  check.Critical,
			Duty:      check.Data,
			Resources: []string{"aws_db_snapshot", "aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy", "aws_db_cluster_snapshot"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_302"},
				KICS:        []string{"f0d8781f-1991-4958-9917-d39283b168a0"},
				Prowler:     []string{"rds_snapshots_public_access"},
				ScoutSuite:  []string{"rds-snapshot-public"},
				AWSConfig:   []string{"rds-snapshots-public-prohibited"},
				SecurityHub: []string{"RDS.1"},
			},
			Recommended: true,
			Run:         rdsSnapshotPublic,
		},
		{
			Name:      "aws-rds-outdated-ca",
			Title:     "Database certificate comes from a retired authority",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_db_instance", "aws_rds_cluster_instance", "aws_rds_cluster", "aws_rds_certificate"},
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_211"},
				KICS:       []string{"9f40c07e-699e-4410-8856-3ba0f2e3a2dd"},
				Terrascan:  []string{"AC_AWS_0057"},
				Prowler:    []string{"rds_instance_certificate_expiration"},
				ScoutSuite: []string{"rds-instance-ca-certificate-deprecated", "rds-postgres-instance-with-invalid-certificate"},
			},
			Recommended: true,
			Run:         retiredAuthority("ca_cert_identifier", "ca_certificate_identifier", "certificate_identifier"),
		},
	}
}

// withoutIAMUsers reports an instance whose engine may not know IAM users. All engines of clusters do.
func withoutIAMUsers(r *graph.Resource) bool {
	return r.Type == "aws_db_instance" && !databaseEngine(r).OneOf("mysql", "mariadb", "postgres", "aurora-mysql", "aurora-postgresql")
}

// defaultPorts gives the port an RDS engine takes when none is named.
func defaultPorts() map[string]int {
	return map[string]int{
		"mysql": 3306, "mariadb": 3306, "aurora": 3306, "aurora-mysql": 3306,
		"postgres": 5432, "aurora-postgresql": 5432,
		"oracle-ee": 1521, "oracle-ee-cdb": 1521, "oracle-se2": 1521, "oracle-se2-cdb": 1521,
		"sqlserver-ee": 1433, "sqlserver-se": 1433, "sqlserver-ex": 1433, "sqlserver-web": 1433,
		"db2-ae": 50000, "db2-se": 50000,
	}
}

func rdsDefaultPort(p *check.Pass) {
	engine, _ := databaseEngine(p.Resource).Text()
	port, known := defaultPorts()[engine]
	if !known {
		return
	}
	if written := p.Resource.Get("port"); written.Or(port).Is(port) {
		p.Report(written, "%d is what scanners try first for %s; choose another port", port, engine)
	}
}

// rdsDefaultUsername looks at the two spellings: username of an instance, master_username of a cluster.
func rdsDefaultUsername(p *check.Pass) {
	for _, argument := range []string{"username", "master_username"} {
		name := p.Resource.Get(argument)
		if name.OneOf("admin", "administrator", "postgres", "root", "master", "sa") {
			p.Report(name, "%s is a default; choose a name that is not guessed", argument)
		}
	}
}

func rdsSnapshotPublic(p *check.Pass) {
	for _, account := range p.Resource.Get("shared_accounts").Each() {
		if account.Is("all") {
			p.Report(account, `shared_accounts holds "all"; name the accounts that need it`).RemoveElement(account)
		}
	}
}

// retiredAuthority returns a Run that reports a certificate authority of RDS whose certificates have expired: rds-ca-2015 on
// 2020-03-05, rds-ca-2019 on 2024-08-22.
func retiredAuthority(arguments ...string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, argument := range arguments {
			ca := p.Resource.Get(argument)
			if ca.OneOf("rds-ca-2010", "rds-ca-2015", "rds-ca-2019") {
				p.Report(ca, "the certificates of this authority have expired; take rds-ca-rsa2048-g1 or newer").Set(p.Resource.Block, argument, "rds-ca-rsa2048-g1")
			}
		}
	}
}

func rdsPublicSubnet(p *check.Pass) {
	named := p.Resource.Get("db_subnet_group_name")
	for _, group := range named.Find("aws_db_subnet_group", "name").Sure {
		for _, subnet := range group.Refers("subnet_ids", "aws_subnet").Sure {
			if why := publicSubnet(subnet); why != "" {
				p.Report(named, "%s in %s %s; use private subnets", subnet.Address, group.Address, why).
					Relate(subnet, "the public subnet")
				return
			}
		}
	}
}

// publicSubnet says why a subnet is surely open to the internet, in words that follow its address; "" when it is not surely so.
func publicSubnet(subnet *graph.Resource) string {
	if len(internet(networksIn(subnet.Get("cidr_block")))) > 0 {
		return "is the whole internet"
	}
	if subnet.Get("map_public_ip_on_launch").Is(true) {
		return "gives its instances public addresses"
	}
	for _, association := range subnet.ReferredBy("aws_route_table_association", "subnet_id").Sure {
		if slices.ContainsFunc(association.Refers("route_table_id", "aws_route_table").Sure, routesToInternet) {
			return "routes to an internet gateway"
		}
	}
	return ""
}

func routesToInternet(table *graph.Resource) bool {
	for _, route := range table.Blocks("route") {
		if len(route.Get("gateway_id").Refs("aws_internet_gateway")) > 0 {
			return true
		}
	}
	for _, route := range table.ReferredBy("aws_route", "route_table_id").Sure {
		if len(route.Get("gateway_id").Refs("aws_internet_gateway")) > 0 {
			return true
		}
	}
	return false
}
