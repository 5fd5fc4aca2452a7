package aws

import "github.com/demarc-lint/demarc/pkg/check"

func transfer() []*check.Check {
	servers := []string{"aws_transfer_server"}
	return []*check.Check{
		{
			Name:      "aws-transfer-public",
			Title:     "File server is reachable from the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: servers,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_164"}},
			Run:       transferPublic,
		},
		{
			Name:      "aws-transfer-plain-ftp",
			Title:     "File server speaks FTP without TLS",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: servers,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_357"},
				Prowler:   []string{"transfer_server_in_transit_encryption_enabled"},
				AWSConfig: []string{"transfer-family-server-no-ftp"},
			},
			Recommended: true,
			Run:         transferPlainFTP,
		},
		{
			Name:      "aws-transfer-outdated-policy",
			Title:     "File server accepts outdated ciphers",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: servers,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_380"}},
			Run:       check.Argument("security_policy_name").Default("TransferSecurityPolicy-2018-11").MustNotBe(outdatedTransferPolicies()...),
		},
		{
			Name:      "aws-transfer-no-logging",
			Title:     "File server does not log who takes what",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: servers,
			Run:       eitherSet("logging_role", "structured_log_destinations", "name log groups in structured_log_destinations"),
		},
	}
}

// outdatedTransferPolicies are the security policies of Transfer Family servers before those of 2024, as its user guide lists them
// (security-policies, November 2026): they accept SHA-1, or keys of less than what is advised since.
func outdatedTransferPolicies() []any {
	return []any{
		"TransferSecurityPolicy-2018-11", "TransferSecurityPolicy-2020-06", "TransferSecurityPolicy-2022-03", "TransferSecurityPolicy-2023-05",
		"TransferSecurityPolicy-FIPS-2020-06", "TransferSecurityPolicy-FIPS-2023-05", "TransferSecurityPolicy-PQ-SSH-Experimental-2023-04",
		"TransferSecurityPolicy-PQ-SSH-FIPS-Experimental-2023-04", "TransferSecurityPolicy-Restricted-2018-11", "TransferSecurityPolicy-Restricted-2020-06",
	}
}

func transferPublic(p *check.Pass) {
	kind := p.Resource.Get("endpoint_type")
	switch addresses := p.Resource.Get("endpoint_details.address_allocation_ids"); {
	case kind.Or("PUBLIC").Is("PUBLIC"):
		p.Report(kind, "its endpoint_type is PUBLIC, which is the default; place it in a VPC, behind a security group")
	case kind.Is("VPC") && len(addresses.Each()) > 0:
		p.Report(addresses, "elastic addresses make its endpoint face the internet; leave them out, or name in its security group who may come")
	}
}

func transferPlainFTP(p *check.Pass) {
	for _, protocol := range p.Resource.Get("protocols").Each() {
		if protocol.Is("FTP") {
			p.Report(protocol, "FTP sends passwords and files in the clear; take SFTP or FTPS")
		}
	}
}
