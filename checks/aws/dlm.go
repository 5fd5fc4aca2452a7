package aws

import "github.com/demarc-lint/demarc/pkg/check"

func dlm() []*check.Check {
	policies := []string{"aws_dlm_lifecycle_policy"}
	return []*check.Check{
		{
			Name:        "aws-dlm-copy-unencrypted",
			Title:       "Snapshots are copied to another region unencrypted",
			Severity:    check.Medium,
			Duty:        check.Data,
			Resources:   policies,
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_253", "CKV_AWS_255"}},
			Recommended: true,
			Run:         dlmCopyUnencrypted,
		},
		{
			Name:      "aws-dlm-copy-no-customer-key",
			Title:     "Copied snapshots are not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: policies,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_254", "CKV_AWS_256"}},
			Run:       dlmCopyNoKey,
		},
	}
}

// dlmCopies are the blocks that say how a copy is encrypted: of policies on events, and of those on schedules.
func dlmCopies() []string {
	return []string{"policy_details.action.cross_region_copy.encryption_configuration", "policy_details.schedule.cross_region_copy_rule"}
}

// dlmCopyUnencrypted reports copies that are not told to be encrypted: one of an encrypted snapshot is anyway, one of another is not.
func dlmCopyUnencrypted(p *check.Pass) {
	if encryptedByAccount(p.Resource) {
		return
	}
	for _, path := range dlmCopies() {
		for _, rule := range p.Resource.Blocks(path) {
			if encrypted := rule.Get("encrypted"); encrypted.Or(false).IsNot(true) {
				p.Report(encrypted, "encrypted is not true; set it to true")
			}
		}
	}
}

func dlmCopyNoKey(p *check.Pass) {
	for _, path := range dlmCopies() {
		for _, rule := range p.Resource.Blocks(path) {
			if key := rule.Get("cmk_arn"); isAWSManagedKey(key) {
				p.Report(key, "cmk_arn names no key of your own; set it")
			}
		}
	}
}
