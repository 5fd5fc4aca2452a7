package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
)

func efs() []*check.Check {
	files := []string{"aws_efs_file_system"}
	return []*check.Check{
		{
			Name:      "aws-efs-unencrypted",
			Title:     "File system is stored unencrypted",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: files,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_42"},
				Trivy:       []string{"AWS-0037"},
				KICS:        []string{"48207659-729f-4b5c-9402-f884257d794f"},
				Terrascan:   []string{"AC_AWS_0097"},
				Prowler:     []string{"efs_encryption_at_rest_enabled"},
				AWSConfig:   []string{"efs-encrypted-check"},
				SecurityHub: []string{"EFS.1"},
			},
			Recommended: true,
			Run:         check.Argument("encrypted").Default(false).MustBe(true),
		},
		{
			Name:      "aws-efs-no-customer-key",
			Title:     "File system is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: files,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_184"},
				KICS:      []string{"25d251f3-f348-4f95-845c-1090e41a615c"},
				Terrascan: []string{"AC_AWS_0098"},
			},
			Run: withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-efs-public-policy",
			Title:     "File system's policy lets everyone in",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_efs_file_system_policy"},
			Aliases: check.Aliases{
				KICS:      []string{"fae52418-bb8b-4ac2-b287-0b9082d6a3fd"},
				Terrascan: []string{"AC_AWS_0464"},
				Prowler:   []string{"efs_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
		{
			Name:      "aws-efs-no-backups",
			Title:     "File system is not backed up",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_efs_file_system"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_18"},
				Prowler:     []string{"efs_have_backup_enabled"},
				AWSConfig:   []string{"efs-in-backup-plan", "efs-resources-protected-by-backup-plan"},
				SecurityHub: []string{"EFS.2"},
			},
			Run: efsNoBackups,
		},
		{
			Name:      "aws-efs-every-action",
			Title:     "File system's policy allows every action",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_efs_file_system_policy"},
			Aliases: check.Aliases{
				KICS:      []string{"fae52418-bb8b-4ac2-b287-0b9082d6a3fd"},
				Terrascan: []string{"AC_AWS_0464"},
			},
			Run: allowsEveryAction,
		},
		{
			Name:      "aws-efs-access-point-no-root",
			Title:     "Access point shows the whole file system",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_efs_access_point"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_329"},
				Prowler:     []string{"efs_access_point_enforce_root_directory"},
				AWSConfig:   []string{"efs-access-point-enforce-root-directory"},
				SecurityHub: []string{"EFS.3"},
			},
			Run: check.Argument("root_directory.path").Default("/").MustNotBe("/"),
		},
		{
			Name:      "aws-efs-access-point-no-user",
			Title:     "Access point lets clients choose who they are",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_efs_access_point"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_330"},
				Prowler:     []string{"efs_access_point_enforce_user_identity"},
				AWSConfig:   []string{"efs-access-point-enforce-user-identity"},
				SecurityHub: []string{"EFS.4"},
			},
			Run: efsNoUser,
		},
	}
}

func efsNoUser(p *check.Pass) {
	if p.Resource.Lacks("posix_user") {
		p.Report(p.Resource, "without a posix_user each client says its own user and group; add one")
	}
}

// efsNoBackups knows that a file system can be backed up by a policy of its own, without a plan.
func efsNoBackups(p *check.Pass) {
	policies := p.Resource.ReferredBy("aws_efs_backup_policy", "file_system_id", "id")
	for _, policy := range slices.Concat(policies.Sure, policies.Maybe) {
		if !policy.Get("backup_policy.status").NoneOf("ENABLED", "ENABLING") {
			return
		}
	}
	withoutBackupPlan(p)
}
