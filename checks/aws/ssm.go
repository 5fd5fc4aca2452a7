package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ssm() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ssm-parameter-unencrypted",
			Title:     "Parameter is stored unencrypted",
			Severity:  check.Low,
			Duty:      check.Secrets,
			Resources: []string{"aws_ssm_parameter"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_34"}},
			Run:       check.Argument("type").MustNotBe("String", "StringList"),
		},
		{
			Name:      "aws-ssm-parameter-no-customer-key",
			Title:     "Secret parameter is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Secrets,
			Resources: []string{"aws_ssm_parameter"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_337"}},
			Run:       withoutCustomerKey("key_id", notSecureString),
		},
		{
			Name:      "aws-ssm-document-public",
			Title:     "Document is shared with every AWS account",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_ssm_document"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_303"},
				Prowler:     []string{"ssm_documents_set_as_public"},
				AWSConfig:   []string{"ssm-document-not-public"},
				SecurityHub: []string{"SSM.4"},
			},
			Recommended: true,
			Run:         documentPublic,
		},
		{
			Name:      "aws-ssm-session-no-customer-key",
			Title:     "Session data has no encryption by KMS",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_ssm_document"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_112"},
				KICS:    []string{"ce60cc6b-6831-4bd7-84a2-cc7f8ee71433"},
			},
			Run: sessionNoKey,
		},
		{
			Name:      "aws-ssm-session-no-logs",
			Title:     "Sessions are not recorded, or not encrypted",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_ssm_document"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_113"}},
			Run:       sessionNoLogs,
		},
	}
}

func notSecureString(parameter *graph.Resource) bool {
	return !parameter.Get("type").Is("SecureString")
}

// documentPublic looks for the account "all" in the permissions, whose lists are texts separated by commas.
func documentPublic(p *check.Pass) {
	if accounts := p.Resource.Get("permissions").Attr("account_ids"); accounts.OneOf("All", "all") {
		p.Report(accounts, "account_ids is All; name the accounts that need it")
	}
}

// sessionInputs returns the preferences that a document for Session Manager holds; only documents in JSON are read.
func sessionInputs(document *graph.Resource) (inputs graph.Value, ok bool) {
	if !document.Get("document_type").Is("Session") || !document.Get("document_format").Or("JSON").Is("JSON") {
		return graph.Value{}, false
	}
	inputs = document.Get("content").Document().Attr("inputs")
	return inputs, inputs.Known() && !inputs.Absent()
}

func sessionNoKey(p *check.Pass) {
	if inputs, ok := sessionInputs(p.Resource); ok && inputs.Attr("kmsKeyId").Empty() {
		p.Report(inputs, "kmsKeyId is not set; name a key, so that what is typed and shown is encrypted beyond TLS")
	}
}

func sessionNoLogs(p *check.Pass) {
	inputs, ok := sessionInputs(p.Resource)
	if !ok {
		return
	}
	bucket, group := inputs.Attr("s3BucketName"), inputs.Attr("cloudWatchLogGroupName")
	switch {
	case bucket.Empty() && group.Empty():
		p.Report(inputs, "neither s3BucketName nor cloudWatchLogGroupName is set; name where sessions are recorded")
	case !bucket.Empty() && inputs.Attr("s3EncryptionEnabled").Is(false):
		p.Report(inputs.Attr("s3EncryptionEnabled"), "s3EncryptionEnabled is false; set it to true")
	case !group.Empty() && inputs.Attr("cloudWatchEncryptionEnabled").Is(false):
		p.Report(inputs.Attr("cloudWatchEncryptionEnabled"), "cloudWatchEncryptionEnabled is false; set it to true")
	}
}
