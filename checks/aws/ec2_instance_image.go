package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ec2InstanceImage() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ec2-image-from-anyone",
			Title:     "Image lookup takes images from anyone",
			Severity:  check.High,
			Duty:      check.Patching,
			Resources: []string{"data.aws_ami", "data.aws_ami_ids"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_386"},
				Trivy:   []string{"AWS-0344"},
				KICS:    []string{"f317c3c2-58e5-4aa7-bb8e-3a7f6bcd274a"},
			},
			Recommended: true,
			Run:         imageFromAnyone,
		},
		{
			Name:      "aws-ec2-image-unencrypted",
			Title:     "Machine image is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_ami", "aws_ami_copy"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_204", "CKV_AWS_235"},
				KICS:      []string{"8bbb242f-6e38-4127-86d4-d8f0b2687ae2"},
				Terrascan: []string{"AC_AWS_0005"},
			},
			Run: imageUnencrypted,
		},
		{
			Name:      "aws-ec2-image-copy-default-key",
			Title:     "Copy of a machine image is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_ami_copy"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_236"}},
			Run:       check.Argument("kms_key_id").Unless(accountKey).MustBeSet(),
		},
		{
			Name:      "aws-ec2-image-public",
			Title:     "Machine image is shared with every AWS account",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_ami_launch_permission"},
			Aliases: check.Aliases{
				Prowler:    []string{"ec2_ami_public"},
				ScoutSuite: []string{"ec2-ami-public"},
			},
			Recommended: true,
			Run:         check.Argument("group").MustNotBe("all"),
		},
		{
			Name:      "aws-ec2-image-shared",
			Title:     "Machine image is shared with other accounts",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_ami_launch_permission"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_205"},
				KICS:      []string{"ba4e0031-3e9d-4d7d-b0d6-bd8f003f8698"},
				Terrascan: []string{"AC_AWS_0006"},
			},
			Run: imageShared,
		},
		{
			Name:      "aws-ec2-image-sharing-unblocked",
			Title:     "Machine images may be shared with every AWS account",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_ec2_image_block_public_access"},
			Aliases: check.Aliases{
				Prowler: []string{"ec2_ami_account_block_public_access"},
			},
			Recommended: true,
			Run:         check.Argument("state").FixWith("block-new-sharing").MustNotBe("unblocked"),
		},
	}
}

// imageFromAnyone reports a lookup that nothing ties to an owner. An image's id is its own tie.
func imageFromAnyone(p *check.Pass) {
	r := p.Resource
	owners := r.Get("owners")
	if !owners.Empty() && !slices.ContainsFunc(owners.Each(), func(v graph.Value) bool { return v.Is("*") }) {
		return
	}
	for _, filter := range r.Blocks("filter") {
		if !filter.Get("name").NoneOf("owner-id", "owner-alias", "image-id") {
			return
		}
	}
	p.Report(owners, `anyone can publish an image whose name matches, and it boots as yours; name the owners, as owners = ["amazon"]`)
}

func imageUnencrypted(p *check.Pass) {
	if encryptedByAccount(p.Resource) {
		return
	}
	if p.Resource.Type == "aws_ami_copy" {
		if v := p.Resource.Get("encrypted"); v.Or(false).IsNot(true) {
			p.Report(v, "encrypted is not true; a copy is the moment to encrypt it")
		}
		return
	}
	for _, disk := range p.Resource.Blocks("ebs_block_device") {
		encrypted := disk.Get("encrypted")
		if encrypted.Or(false).IsNot(true) && disk.Get("snapshot_id").Absent() {
			p.Report(encrypted, "encrypted is not true for this disk; every instance of the image has it so")
		}
	}
}

// imageShared leaves out accounts that the configuration itself makes or runs in, and organizations.
func imageShared(p *check.Pass) {
	account := p.Resource.Get("account_id")
	if account.Holds(func(id string) bool { return strings.TrimSpace(id) != "" }) {
		p.Report(account, "another account has whatever was baked into it; share it with the organization, and keep secrets out of images")
	}
}
