package aws

import "github.com/demarc-lint/demarc/pkg/check"

func codebuild() []*check.Check {
	projects := []string{"aws_codebuild_project"}
	return []*check.Check{
		{
			Name:      "aws-codebuild-unencrypted-artifacts",
			Title:     "Build's artifacts are stored unencrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: projects,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_78"}, Trivy: []string{"AWS-0018"}},
			Run:       codebuildUnencrypted,
		},
		{
			Name:      "aws-codebuild-no-customer-key",
			Title:     "Build's output is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: projects,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_147"},
				KICS:    []string{"3deec14b-03d2-4d27-9670-7d79322e3340"},
			},
			Run: withoutCustomerKey("encryption_key"),
		},
		{
			Name:      "aws-codebuild-unencrypted-logs",
			Title:     "Build's logs are stored unencrypted",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: projects,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_311"}},
			Run:       check.Argument("logs_config.s3_logs.encryption_disabled").Default(false).MustBe(false),
		},
		{
			Name:      "aws-codebuild-privileged",
			Title:     "Build runs as root of its host",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: projects,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_316"}},
			Run:       check.Argument("environment.privileged_mode").Default(false).NotFixed().MustBe(false),
		},
	}
}

// codebuildUnencrypted leaves out builds that leave no artifact.
func codebuildUnencrypted(p *check.Pass) {
	for _, name := range []string{"artifacts", "secondary_artifacts"} {
		for _, artifact := range p.Resource.Blocks(name) {
			off := artifact.Get("encryption_disabled")
			if off.Is(true) && artifact.Get("type").IsNot("NO_ARTIFACTS") {
				p.Report(off, "encryption_disabled is true; remove it")
			}
		}
	}
}
