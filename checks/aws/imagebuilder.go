package aws

import "github.com/demarc-lint/demarc/pkg/check"

func imagebuilder() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-imagebuilder-component-no-customer-key",
			Title:     "Image component is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_imagebuilder_component"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_180"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-imagebuilder-distribution-no-customer-key",
			Title:     "Distributed images are not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_imagebuilder_distribution_configuration"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_199"}},
			Run:       imageDistributionNoKey,
		},
		{
			Name:      "aws-imagebuilder-recipe-no-customer-key",
			Title:     "Image's disks are not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_imagebuilder_image_recipe"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_200"}},
			Run:       imageRecipeNoKey,
		},
	}
}

func imageDistributionNoKey(p *check.Pass) {
	for _, ami := range p.Resource.Blocks("distribution.ami_distribution_configuration") {
		if key := ami.Get("kms_key_id"); isAWSManagedKey(key) {
			p.Report(key, "kms_key_id names no key of your own; set it")
		}
	}
}

func imageRecipeNoKey(p *check.Pass) {
	for _, disk := range p.Resource.Blocks("block_device_mapping.ebs") {
		encrypted, key := disk.Get("encrypted"), disk.Get("kms_key_id")
		switch {
		case encrypted.Or(false).IsNot(true):
			p.Report(encrypted, "encrypted is not true; set it, and name a key of your own")
		case isAWSManagedKey(key):
			p.Report(key, "kms_key_id names no key of your own; set it")
		}
	}
}
