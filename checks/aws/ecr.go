package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ecr() []*check.Check {
	repositories := []string{"aws_ecr_repository"}
	return []*check.Check{
		{
			Name:      "aws-ecr-no-scan-on-push",
			Title:     "Images are not scanned when they are pushed",
			Severity:  check.Medium,
			Duty:      check.Patching,
			Resources: repositories,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_163"},
				Trivy:       []string{"AWS-0030"},
				KICS:        []string{"9630336b-3fed-4096-8173-b9afdfe346a7"},
				Terrascan:   []string{"AC_AWS_0083"},
				Prowler:     []string{"ecr_repositories_scan_images_on_push_enabled"},
				AWSConfig:   []string{"ecr-private-image-scanning-enabled"},
				SecurityHub: []string{"ECR.1"},
			},
			Run: check.Argument("image_scanning_configuration.scan_on_push").Default(false).Unless(scannedByRegistry).MustBe(true),
		},
		{
			Name:      "aws-ecr-mutable-tags",
			Title:     "Image tags can be moved to other images",
			Severity:  check.Medium,
			Duty:      check.Patching,
			Resources: repositories,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_51"},
				Trivy:       []string{"AWS-0031"},
				KICS:        []string{"d1846b12-20c5-4d45-8798-fc35b79268eb"},
				Terrascan:   []string{"AC_AWS_0447"},
				Prowler:     []string{"ecr_repositories_tag_immutability"},
				AWSConfig:   []string{"ecr-private-tag-immutability-enabled"},
				SecurityHub: []string{"ECR.2"},
			},
			Run: check.Argument("image_tag_mutability").Default("MUTABLE").MustBe("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"),
		},
		{
			Name:      "aws-ecr-no-kms-key",
			Title:     "Images are not encrypted with a key of KMS",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: repositories,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_136"},
				KICS:      []string{"0e32d561-4b5a-4664-a6e3-a3fa85649157"},
				Terrascan: []string{"AC_AWS_0461"},
			},
			Run: check.Argument("encryption_configuration.encryption_type").Default("AES256").MustBe("KMS", "KMS_DSSE"),
		},
		{
			Name:      "aws-ecr-no-customer-key",
			Title:     "Images are not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: repositories,
			Aliases: check.Aliases{
				Trivy:     []string{"AWS-0033"},
				AWSConfig: []string{"ecr-repository-cmk-encryption-enabled"},
			},
			Run: withoutCustomerKey("encryption_configuration.kms_key"),
		},
		{
			Name:      "aws-ecr-public-policy",
			Title:     "Repository policy lets everyone in",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_ecr_repository_policy", "aws_ecr_registry_policy"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_32"},
				Trivy:     []string{"AWS-0032"},
				KICS:      []string{"e86e26fc-489e-44f0-9bcd-97305e4ba69a"},
				Terrascan: []string{"AC_AWS_0084"},
				Prowler:   []string{"ecr_repositories_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
		{
			Name:      "aws-ecr-no-policy",
			Title:     "Repository has no policy",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: repositories,
			Aliases: check.Aliases{
				KICS:      []string{"69e7c320-b65d-41bb-be02-d63ecc0bcc9d"},
				Terrascan: []string{"AC_AWS_0462"},
			},
			Run: ecrNoPolicy,
		},
		{
			Name:      "aws-ecr-no-lifecycle",
			Title:     "Old images are never removed",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: repositories,
			Aliases: check.Aliases{
				Prowler:     []string{"ecr_repositories_lifecycle_policy_enabled"},
				AWSConfig:   []string{"ecr-private-lifecycle-policy-configured"},
				SecurityHub: []string{"ECR.3"},
			},
			Run: ecrNoLifecycle,
		},
	}
}

// scannedByRegistry reports that the registry's own configuration, which overrules the repository's, is declared here.
func scannedByRegistry(r *graph.Resource) bool {
	return len(r.Graph.All("aws_ecr_registry_scanning_configuration")) > 0
}

func ecrNoPolicy(p *check.Pass) {
	if p.Resource.ReferredBy("aws_ecr_repository_policy", "repository", "name").None() {
		p.Report(p.Resource, "identity policies of the account alone decide; add an aws_ecr_repository_policy that says who may push and pull")
	}
}

func ecrNoLifecycle(p *check.Pass) {
	if p.Resource.ReferredBy("aws_ecr_lifecycle_policy", "repository", "name").None() {
		p.Report(p.Resource, "add an aws_ecr_lifecycle_policy that expires images nobody runs")
	}
}
