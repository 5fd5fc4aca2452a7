package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func s3PublicAccess() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-s3-public-access-not-blocked",
			Title:     "Bucket has no public access block",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{bucketType},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_6"},
				Trivy:       []string{"AWS-0094", "AWS-0086", "AWS-0087", "AWS-0091", "AWS-0093"},
				Prowler:     []string{"s3_bucket_level_public_access_block"},
				AWSConfig:   []string{"s3-bucket-level-public-access-prohibited"},
				SecurityHub: []string{"S3.8"},
			},
			Run: publicAccessNotBlocked,
		},
		{
			Name:        "aws-s3-public-acls-not-blocked",
			Title:       "Public access block lets public ACLs be set",
			Severity:    check.Medium,
			Duty:        check.Data,
			Resources:   []string{accessBlockType, accountBlockType},
			Recommended: true,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_53"},
				Trivy:   []string{"AWS-0086"},
				KICS:    []string{"d0cc8694-fcad-43ff-ac86-32331d7e867f"},
				AWSConfig: []string{
					"s3-account-level-public-access-blocks", "s3-account-level-public-access-blocks-periodic",
					"s3-bucket-level-public-access-prohibited",
				},
				SecurityHub: []string{"S3.1", "S3.8"},
			},
			Run: publicAccessSwitch("block_public_acls"),
		},
		{
			Name:        "aws-s3-public-acls-not-ignored",
			Title:       "Public access block leaves public ACLs in force",
			Severity:    check.Medium,
			Duty:        check.Data,
			Resources:   []string{accessBlockType, accountBlockType},
			Recommended: true,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_55"},
				Trivy:   []string{"AWS-0091"},
				KICS:    []string{"4fa66806-0dd9-4f8d-9480-3174d39c7c91"},
				Prowler: []string{"s3_account_level_public_access_blocks", "s3_bucket_level_public_access_block"},
				AWSConfig: []string{
					"s3-account-level-public-access-blocks", "s3-account-level-public-access-blocks-periodic",
					"s3-bucket-level-public-access-prohibited",
				},
				SecurityHub: []string{"S3.1", "S3.8"},
			},
			Run: publicAccessSwitch("ignore_public_acls"),
		},
		{
			Name:        "aws-s3-public-policy-not-blocked",
			Title:       "Public access block lets a public policy be set",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   []string{accessBlockType, accountBlockType},
			Recommended: true,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_54"},
				Trivy:   []string{"AWS-0087"},
				KICS:    []string{"1a4bc881-9f69-4d44-8c9a-d37d08f54c50"},
				AWSConfig: []string{
					"s3-account-level-public-access-blocks", "s3-account-level-public-access-blocks-periodic",
					"s3-bucket-level-public-access-prohibited",
				},
				SecurityHub: []string{"S3.1", "S3.8"},
			},
			Run: publicAccessSwitch("block_public_policy"),
		},
		{
			Name:        "aws-s3-public-policy-not-restricted",
			Title:       "Public access block leaves public policies in force",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   []string{accessBlockType, accountBlockType},
			Recommended: true,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_56"},
				Trivy:   []string{"AWS-0093"},
				KICS:    []string{"1ec253ab-c220-4d63-b2de-5b40e0af9293"},
				Prowler: []string{"s3_account_level_public_access_blocks", "s3_bucket_level_public_access_block"},
				AWSConfig: []string{
					"s3-account-level-public-access-blocks", "s3-account-level-public-access-blocks-periodic",
					"s3-bucket-level-public-access-prohibited",
				},
				SecurityHub: []string{"S3.1", "S3.8"},
			},
			Run: publicAccessSwitch("restrict_public_buckets"),
		},
		{
			Name:        "aws-s3-access-point-public-access-not-blocked",
			Title:       "Access point does not block public access",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   []string{"aws_s3_access_point", "aws_s3control_multi_region_access_point"},
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_392"},
				Prowler:     []string{"s3_access_point_public_access_block", "s3_multi_region_access_point_public_access_block"},
				AWSConfig:   []string{"s3-access-point-public-access-blocks"},
				SecurityHub: []string{"S3.19"},
			},
			Run: accessPointNotBlocked,
		},
	}
}

// publicAccessNotBlocked finds the bucket without a block, and the one whose block has every switch off. A block of the account
// covers all its buckets, and its own switches are asked by the other checks.
func publicAccessNotBlocked(p *check.Pass) {
	bucket := p.Resource
	if len(bucket.Graph.All(accountBlockType)) > 0 {
		return
	}
	blocks := bucketParts(bucket, accessBlockType)
	switch {
	case blocks.None():
		p.Report(bucket, "no aws_s3_bucket_public_access_block names this bucket; add one with all four switches on").
			AddResource(bucket, accessBlockType, allSwitchesOn()...)
	case len(blocks.Sure) > 0 && leftOff(bucket, publicAccessSwitches()...):
		p.Report(bucket, "its aws_s3_bucket_public_access_block has all four switches off; set them to true").
			Relate(blocks.Sure[0], "the block without a switch on")
	}
}

// allSwitchesOn are the arguments of a public access block that lets nothing through.
func allSwitchesOn() []check.Setting {
	all := []check.Setting{{Path: "bucket", Value: check.Reference("id")}}
	for _, name := range publicAccessSwitches() {
		all = append(all, check.Setting{Path: name, Value: true})
	}
	return all
}

// publicAccessSwitch asks a block for one of its switches, which the provider sends as false when it is not written. A bucket's
// block may leave to the account's block what that one has on.
func publicAccessSwitch(name string) func(*check.Pass) {
	return check.Argument(name).Default(false).Unless(func(r *graph.Resource) bool {
		return r.Type == accessBlockType && !offInAccount(r.Graph, name)
	}).MustBe(true)
}

// offInAccount reports that surely no public access block of the account has the switch on.
func offInAccount(g *graph.Graph, name string) bool {
	for _, block := range g.All(accountBlockType) {
		if !block.Get(name).IsNot(true) {
			return false
		}
	}
	return true
}

// accessPointNotBlocked asks all switches, which are on when not written. An access point that a VPC alone can reach is no
// way in from the internet.
func accessPointNotBlocked(p *check.Pass) {
	at := "public_access_block_configuration."
	if p.Resource.Type == "aws_s3control_multi_region_access_point" {
		at = "details.public_access_block."
	}
	if !p.Resource.Lacks("vpc_configuration") {
		return
	}
	for _, name := range publicAccessSwitches() {
		if v := p.Resource.Get(at + name).Or(true); v.IsNot(true) {
			p.Report(v, "%s is false; remove it or set it to true", name).Set(p.Resource.Block, at+name, true)
		}
	}
}
