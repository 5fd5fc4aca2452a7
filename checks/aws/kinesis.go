package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func kinesis() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-kinesis-unencrypted",
			Title:     "Stream is stored unencrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_kinesis_stream"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_43"},
				Trivy:       []string{"AWS-0064"},
				KICS:        []string{"862fe4bf-3eec-4767-a517-40f378886b88"},
				Terrascan:   []string{"AC_AWS_0157"},
				Prowler:     []string{"kinesis_stream_encrypted_at_rest"},
				AWSConfig:   []string{"kinesis-stream-encrypted"},
				SecurityHub: []string{"Kinesis.1"},
			},
			Recommended: true,
			Run:         check.Argument("encryption_type").Default("NONE").NotFixed().MustBe("KMS"),
		},
		{
			Name:      "aws-kinesis-no-customer-key",
			Title:     "Stream is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_kinesis_stream"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_185"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-kinesis-video-no-customer-key",
			Title:     "Video stream is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_kinesis_video_stream"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_177"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-kinesis-firehose-unencrypted",
			Title:     "Delivery stream keeps its data unencrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_kinesis_firehose_delivery_stream"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_240"},
				KICS:      []string{"5c6dd5e7-1fe0-4cae-8f81-4c122717cef3"},
				Terrascan: []string{"AC_AWS_0156"},
				Prowler:   []string{"firehose_stream_encrypted_at_rest"},
			},
			Run: check.Argument("server_side_encryption.enabled").Default(false).Unless(readsFromStream).MustBe(true),
		},
		{
			Name:      "aws-kinesis-firehose-no-customer-key",
			Title:     "Delivery stream is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_kinesis_firehose_delivery_stream"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_241"}},
			Run:       withoutCustomerKey("server_side_encryption.key_arn", readsFromStream),
		},
	}
}

// readsFromStream reports a delivery stream whose source, and not itself, keeps the data and its encryption.
func readsFromStream(r *graph.Resource) bool {
	return !r.Lacks("kinesis_source_configuration") || !r.Lacks("msk_source_configuration")
}
