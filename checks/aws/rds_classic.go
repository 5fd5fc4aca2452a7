package aws

import (
	"net/netip"

	"github.com/demarc-lint/demarc/pkg/check"
)

// classicGroups are the security groups of EC2-Classic, each service with its own. AWS shut that network down in August 2022 and the
// provider dropped the resources in version 5.0; configurations from before still hold them.
func classicGroups() []string {
	return []string{"aws_db_security_group", "aws_elasticache_security_group", "aws_redshift_security_group"}
}

func rdsClassic() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-rds-classic-group",
			Title:     "Security group belongs to a network that AWS has shut down",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: classicGroups(),
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_196", "CKV_AWS_198"},
				AWSConfig: []string{"rds-db-security-group-not-allowed"},
			},
			Run: func(p *check.Pass) {
				p.Report(p.Resource, "EC2-Classic is gone, nothing is protected by it; name VPC security groups on the database")
			},
		},
		{
			Name:      "aws-rds-classic-group-internet",
			Title:     "Classic security group opens databases to the internet",
			Severity:  check.Critical,
			Duty:      check.Network,
			Resources: []string{"aws_db_security_group", "aws_redshift_security_group"},
			Aliases: check.Aliases{
				KICS:       []string{"1e0ef61b-ad85-4518-a3d3-85eaad164885"},
				Terrascan:  []string{"AC_AWS_0067"},
				ScoutSuite: []string{"rds-security-group-allows-all", "redshift-security-group-whitelists-all"},
			},
			Subsumes: []string{"aws-rds-classic-group-public", "aws-rds-classic-group-wide"},
			Run:      classicIngress(isInternet, "is the whole internet"),
		},
		{
			Name:      "aws-rds-classic-group-public",
			Title:     "Classic security group opens databases to public addresses",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: []string{"aws_db_security_group", "aws_redshift_security_group"},
			Aliases: check.Aliases{
				KICS:      []string{"f0d8781f-99bf-4958-9917-d39283b168a0"},
				Terrascan: []string{"AC_AWS_0066"},
			},
			Run: classicIngress(func(n netip.Prefix) bool { return !isPrivate(n) }, "lies outside of the private networks"),
		},
		{
			Name:      "aws-rds-classic-group-wide",
			Title:     "Classic security group opens databases to more than 256 addresses",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_db_security_group", "aws_redshift_security_group"},
			Aliases: check.Aliases{
				KICS:      []string{"4f615f3e-fb9c-4fad-8b70-2e9f781806ce"},
				Terrascan: []string{"AC_AWS_0065"},
			},
			Run: classicIngress(func(n netip.Prefix) bool { return n.Addr().BitLen()-n.Bits() > 8 }, "holds more than 256 addresses"),
		},
		{
			Name:      "aws-rds-classic-group-undescribed",
			Title:     "Classic security group does not say what it is for",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: classicGroups(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_23"},
				Trivy:   []string{"AWS-0049"},
			},
			Run: check.Argument("description").Default("Managed by Terraform").MustNotBe("", "Managed by Terraform"),
		},
	}
}

// classicIngress returns a Run that reports the networks of ingress blocks for which bad holds.
func classicIngress(bad func(netip.Prefix) bool, why string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, b := range p.Resource.Blocks("ingress") {
			cidr := b.Get("cidr")
			for _, n := range networksIn(cidr) {
				if bad(n.Prefix) {
					p.Report(cidr, "%s %s; name the clients' networks", n.Prefix, why)
				}
			}
		}
	}
}
