package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func emr() []*check.Check {
	configurations := []string{"aws_emr_security_configuration"}
	clusters := []string{"aws_emr_cluster"}
	return []*check.Check{
		{
			Name:        "aws-emr-unencrypted-at-rest",
			Title:       "Cluster's data is not encrypted at rest",
			Severity:    check.Medium,
			Duty:        check.Data,
			Resources:   configurations,
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_171"}, Trivy: []string{"AWS-0137"}},
			Recommended: true,
			Run:         emrSwitch("EnableAtRestEncryption"),
		},
		{
			Name:      "aws-emr-unencrypted-in-transit",
			Title:     "Cluster's nodes exchange data in the clear",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: configurations,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_351"}, Trivy: []string{"AWS-0138"}},
			Run:       emrSwitch("EnableInTransitEncryption"),
		},
		{
			Name:      "aws-emr-local-disk-unencrypted",
			Title:     "Cluster's local disks are not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: configurations,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_349"}, Trivy: []string{"AWS-0139"}},
			Run:       emrLocalDisk("EncryptionKeyProviderType", "set EncryptionKeyProviderType to AwsKms, and name a key", graph.Value.Empty),
		},
		{
			Name:      "aws-emr-volume-unencrypted",
			Title:     "Cluster's EBS volumes are not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: configurations,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_350"}},
			Run:       emrLocalDisk("EnableEbsEncryption", "set EnableEbsEncryption to true", isNotTrue),
		},
		{
			Name:      "aws-emr-s3-no-customer-key",
			Title:     "Cluster's data in S3 is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: configurations,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_171"}},
			Run:       emrS3NoKey,
		},
		{
			Name:      "aws-emr-no-security-configuration",
			Title:     "Cluster has no security configuration",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: clusters,
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_55"}},
			Run:       check.Argument("security_configuration").MustBeSet(),
		},
		{
			Name:      "aws-emr-kerberos-no-realm",
			Title:     "Cluster's Kerberos has no realm",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: clusters,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_114"}},
			Run:       emrNoRealm,
		},
		{
			Name:      "aws-emr-open-security-group",
			Title:     "Cluster's nodes are open to the internet",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov: []string{"CKV2_AWS_7"},
				Prowler: []string{"emr_cluster_publicly_accesible"},
			},
			Recommended: true,
			Run:         emrOpenGroup,
		},
		{
			Name:      "aws-emr-public-access-allowed",
			Title:     "Clusters with open ports may be started",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: []string{"aws_emr_block_public_access_configuration"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_390"},
				Prowler:     []string{"emr_cluster_account_public_block_enabled"},
				AWSConfig:   []string{"emr-block-public-access"},
				SecurityHub: []string{"EMR.2"},
			},
			Recommended: true,
			Run:         check.Argument("block_public_security_group_rules").MustBe(true),
		},
		{
			Name:      "aws-emr-no-vpc",
			Title:     "Cluster is placed in no subnet of yours",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: clusters,
			Aliases:   check.Aliases{KICS: []string{"2b3c8a6d-9856-43e6-ab1d-d651094f03b4"}},
			Run:       emrNoSubnet,
		},
	}
}

// emrEncryption returns the encryption part of a security configuration.
func emrEncryption(configuration *graph.Resource) graph.Value {
	return configuration.Get("configuration").Document().Attr("EncryptionConfiguration")
}

func isNotTrue(v graph.Value) bool { return v.IsNot(true) }

// emrSwitch returns a Run that reports a switch of the encryption part which is surely not on.
func emrSwitch(name string) func(*check.Pass) {
	return func(p *check.Pass) {
		if on := emrEncryption(p.Resource).Attr(name); on.IsNot(true) {
			p.Report(on, "%s is not true; set it to true", name)
		}
	}
}

// emrLocalDisk returns a Run that asks an argument of the local disks' encryption.
func emrLocalDisk(name, remedy string, bad func(graph.Value) bool) func(*check.Pass) {
	return func(p *check.Pass) {
		disk := emrEncryption(p.Resource).Attr("AtRestEncryptionConfiguration").Attr("LocalDiskEncryptionConfiguration")
		if v := disk.Attr(name); bad(v) {
			p.Report(v, "%s", remedy)
		}
	}
}

func emrS3NoKey(p *check.Pass) {
	mode := emrEncryption(p.Resource).Attr("AtRestEncryptionConfiguration").Attr("S3EncryptionConfiguration").Attr("EncryptionMode")
	if mode.Is("SSE-S3") {
		p.Report(mode, "EncryptionMode is SSE-S3; set it to SSE-KMS or CSE-KMS and name a key")
	}
}

func emrNoRealm(p *check.Pass) {
	for _, kerberos := range p.Resource.Blocks("kerberos_attributes") {
		if realm := kerberos.Get("realm"); realm.Empty() {
			p.Report(realm, "realm is not set; name the realm that the nodes belong to")
		}
	}
}

// emrGroupArguments are the arguments that name security groups of a cluster's nodes, one each or several in a text with commas.
func emrGroupArguments() []string {
	return []string{
		"emr_managed_master_security_group", "emr_managed_slave_security_group", "service_access_security_group",
		"additional_master_security_groups", "additional_slave_security_groups",
	}
}

func emrOpenGroup(p *check.Pass) {
	for _, argument := range emrGroupArguments() {
		for _, group := range p.Resource.Refers("ec2_attributes."+argument, "aws_security_group").Sure {
			for _, r := range groupIngress(group) {
				if open := internet(r.networks()); len(open) > 0 {
					p.Report(p.Resource.Get("ec2_attributes."+argument), "%s lets %s reach %s; name your networks", group.Address, open[0], r.span()).
						Relate(open[0].at, "the rule")
					break
				}
			}
		}
	}
}

func emrNoSubnet(p *check.Pass) {
	if p.Resource.Get("ec2_attributes.subnet_id").Empty() && p.Resource.Get("ec2_attributes.subnet_ids").Empty() {
		p.Report(p.Resource, "neither subnet_id nor subnet_ids is set, so it goes into the default VPC; name a private subnet")
	}
}
