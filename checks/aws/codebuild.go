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
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_78"},
				Trivy:     []string{"AWS-0018"},
				AWSConfig: []string{"codebuild-project-artifact-encryption"},
			},
			Run: codebuildUnencrypted,
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
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_311"},
				Prowler:     []string{"codebuild_project_s3_logs_encrypted"},
				AWSConfig:   []string{"codebuild-project-s3-logs-encrypted"},
				SecurityHub: []string{"CodeBuild.3"},
			},
			Run: check.Argument("logs_config.s3_logs.encryption_disabled").Default(false).MustBe(false),
		},
		{
			Name:      "aws-codebuild-privileged",
			Title:     "Build runs as root of its host",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: projects,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_316"},
				AWSConfig:   []string{"codebuild-project-environment-privileged-check"},
				SecurityHub: []string{"CodeBuild.5"},
			},
			Run: check.Argument("environment.privileged_mode").Default(false).NotFixed().MustBe(false),
		},
		{
			Name:      "aws-codebuild-no-logs",
			Title:     "Builds leave no log",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: projects,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_314"},
				Prowler:     []string{"codebuild_project_logging_enabled"},
				AWSConfig:   []string{"codebuild-project-logging-enabled"},
				SecurityHub: []string{"CodeBuild.4"},
			},
			Run: codebuildNoLogs,
		},
		{
			Name:      "aws-codebuild-public",
			Title:     "Builds are open to everyone",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: projects,
			Aliases: check.Aliases{
				Prowler: []string{"codebuild_project_not_publicly_accessible"},
			},
			Run: check.Argument("project_visibility").MustNotBe("PUBLIC_READ"),
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

// codebuildNoLogs finds projects that log to neither place: CloudWatch Logs is on by default where a logs_config leaves it out, S3 is off. A
// project that does not say anything logs to a group that nobody declared, and keeps it for ever.
func codebuildNoLogs(p *check.Pass) {
	if p.Resource.Lacks("logs_config") {
		p.Report(p.Resource, "no logs_config says where its log goes; name a log group or a bucket of your own")
		return
	}
	for _, logs := range p.Resource.Blocks("logs_config") {
		watch, bucket := logs.Get("cloudwatch_logs.status"), logs.Get("s3_logs.status")
		if watch.Is("DISABLED") && bucket.Or("DISABLED").Is("DISABLED") {
			p.Report(watch, "cloudwatch_logs is DISABLED and s3_logs is not enabled; enable one of them")
		}
	}
}
