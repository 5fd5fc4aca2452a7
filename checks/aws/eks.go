package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func eks() []*check.Check {
	clusters := []string{"aws_eks_cluster"}
	return []*check.Check{
		{
			Name:      "aws-eks-open-endpoint",
			Title:     "Cluster's API is open to the whole internet",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_38"},
				Trivy:   []string{"AWS-0041"},
				KICS:    []string{"61cf9883-1752-4768-b18c-0d57f2737709"},
				Prowler: []string{"eks_cluster_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         eksOpenEndpoint,
		},
		{
			Name:      "aws-eks-public-endpoint",
			Title:     "Cluster's API has a public endpoint",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_39"},
				Trivy:       []string{"AWS-0040"},
				KICS:        []string{"42f4b905-3736-4213-bfe9-c0660518cda8"},
				AWSConfig:   []string{"eks-endpoint-no-public-access"},
				SecurityHub: []string{"EKS.1"},
			},
			Run: check.Argument("vpc_config.endpoint_public_access").Default(true).NotFixed().MustBe(false),
		},
		{
			Name:      "aws-eks-secrets-no-customer-key",
			Title:     "Cluster's secrets are not encrypted with a key of your own",
			Severity:  check.Medium,
			Duty:      check.Secrets,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_58"},
				Trivy:       []string{"AWS-0039"},
				KICS:        []string{"63ebcb19-2739-4d3f-aa5c-e8bbb9b85281"},
				Prowler:     []string{"eks_cluster_kms_cmk_encryption_in_secrets_enabled"},
				AWSConfig:   []string{"eks-cluster-secrets-encrypted", "eks-secrets-encrypted"},
				SecurityHub: []string{"EKS.3"},
			},
			Run: eksSecretsNoKey,
		},
		{
			Name:      "aws-eks-no-logging",
			Title:     "Cluster's control plane is not fully logged",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: clusters,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_37"},
				Trivy:       []string{"AWS-0038"},
				KICS:        []string{"37304d3f-f852-40b8-ae3f-725e87a7cedf", "66f130d9-b81d-4e8e-9b08-da74b9c891df"},
				Terrascan:   []string{"AC_AWS_0465"},
				Prowler:     []string{"eks_control_plane_logging_all_types_enabled"},
				AWSConfig:   []string{"eks-cluster-logging-enabled"},
				SecurityHub: []string{"EKS.8"},
			},
			Run: lacksLogs("enabled_cluster_log_types", "api", "audit", "authenticator", "controllerManager", "scheduler"),
		},
		{
			Name:      "aws-eks-open-remote-access",
			Title:     "Nodes take SSH from the whole internet",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: []string{"aws_eks_node_group"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_100"},
				KICS:    []string{"ba40ace1-a047-483c-8a8d-bc2d3a67a82d"},
			},
			Recommended: true,
			Run:         eksOpenRemoteAccess,
		},
		{
			Name:      "aws-eks-no-private-endpoint",
			Title:     "Nodes reach the cluster by its public endpoint",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_eks_cluster"},
			Aliases: check.Aliases{
				Prowler: []string{"eks_cluster_private_nodes_enabled"},
			},
			Run: check.Argument("vpc_config.endpoint_private_access").Default(false).MustBe(true),
		},
		{
			Name:      "aws-eks-no-deletion-protection",
			Title:     "Cluster can be deleted with one call",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_eks_cluster"},
			Aliases: check.Aliases{
				Prowler: []string{"eks_cluster_deletion_protection_enabled"},
			},
			Run: check.Argument("deletion_protection").Default(false).MustBe(true),
		},
	}
}

// eksOpenEndpoint asks the networks only where the endpoint is public, as it is by default, for everyone.
func eksOpenEndpoint(p *check.Pass) {
	for _, vpc := range p.Resource.Blocks("vpc_config") {
		if !vpc.Get("endpoint_public_access").Or(true).Is(true) {
			continue
		}
		networks := vpc.Get("public_access_cidrs")
		if networks.Empty() {
			p.Report(vpc, "public_access_cidrs is not set and defaults to 0.0.0.0/0; name your networks, or turn the public endpoint off")
			continue
		}
		for _, open := range internet(networksIn(networks)) {
			p.Report(open.at, "public_access_cidrs holds every address; name your networks, or turn the public endpoint off")
			break
		}
	}
}

func eksSecretsNoKey(p *check.Pass) {
	if p.Resource.Lacks("encryption_config") {
		p.Report(p.Resource, "add an encryption_config for secrets with a key of your own")
		return
	}
	for _, config := range p.Resource.Blocks("encryption_config") {
		if resources := config.Get("resources"); lacksElement(resources, "secrets") {
			p.Report(resources, `resources lacks "secrets"`)
		}
		if key := config.Get("provider.key_arn"); key.Empty() {
			p.Report(key, "key_arn is not set; name a key of your own")
		}
	}
}

// eksOpenRemoteAccess finds a key without groups: EKS then opens port 22 of the nodes to 0.0.0.0/0.
func eksOpenRemoteAccess(p *check.Pass) {
	for _, access := range p.Resource.Blocks("remote_access") {
		if namesKey(access) && access.Get("source_security_group_ids").Empty() {
			p.Report(access, "ec2_ssh_key without source_security_group_ids opens port 22 to everyone; name the groups that may connect")
		}
	}
}

func namesKey(access *graph.Block) bool { return access.Get("ec2_ssh_key").Present() }
