package aws

import "github.com/demarc-lint/demarc/pkg/check"

func workspaces() []*check.Check {
	desktops := []string{"aws_workspaces_workspace"}
	return []*check.Check{
		{
			Name:      "aws-workspaces-root-volume-unencrypted",
			Title:     "Desktop's system disk is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: desktops,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_156"},
				Trivy:     []string{"AWS-0109"},
				KICS:      []string{"b9033580-6886-401a-8631-5f19f5bb24c7"},
				Terrascan: []string{"AC_AWS_0503", "AC_AWS_0504"},
				Prowler:   []string{"workspaces_volume_encryption_enabled"},
			},
			Recommended: true,
			Run:         check.Argument("root_volume_encryption_enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-workspaces-user-volume-unencrypted",
			Title:     "Desktop's user disk is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: desktops,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_155"},
				Trivy:     []string{"AWS-0109"},
				KICS:      []string{"b9033580-6886-401a-8631-5f19f5bb24c7"},
				Terrascan: []string{"AC_AWS_0503", "AC_AWS_0504"},
				Prowler:   []string{"workspaces_volume_encryption_enabled"},
			},
			Recommended: true,
			Run:         check.Argument("user_volume_encryption_enabled").Default(false).MustBe(true),
		},
	}
}
