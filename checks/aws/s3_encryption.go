package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func s3Encryption() []*check.Check {
	objects := []string{"aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"}
	return []*check.Check{
		{
			Name:      "aws-s3-default-encryption",
			Title:     "Bucket encryption is left to the default S3-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{bucketType},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_145"},
				Trivy:       []string{"AWS-0088", "AWS-0132"},
				Terrascan:   []string{"AC_AWS_0207"},
				Prowler:     []string{"s3_bucket_kms_encryption"},
				AWSConfig:   []string{"s3-default-encryption-kms"},
				SecurityHub: []string{"S3.17"},
			},
			Run: encryptionLeftToDefault,
		},
		{
			Name:      "aws-s3-no-kms-encryption",
			Title:     "Bucket is not encrypted with a KMS key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{bucketType},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_145"},
				Trivy:       []string{"AWS-0132"},
				Terrascan:   []string{"AC_AWS_0207"},
				Prowler:     []string{"s3_bucket_kms_encryption"},
				AWSConfig:   []string{"s3-default-encryption-kms"},
				SecurityHub: []string{"S3.17"},
			},
			Run: noKMSEncryption,
		},
		{
			Name:      "aws-s3-no-customer-key",
			Title:     "Bucket is encrypted with the AWS-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{bucketType},
			Aliases:   check.Aliases{Trivy: []string{"AWS-0132"}},
			Run:       noBucketCustomerKey,
		},
		{
			Name:      "aws-s3-unknown-encryption",
			Title:     "Bucket encryption names no algorithm of S3",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{bucketType},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_19"}, Trivy: []string{"AWS-0088"}},
			Run:       unknownEncryption,
		},
		{
			Name:      "aws-s3-sse-c-allowed",
			Title:     "Bucket accepts objects encrypted with a key of the uploader's",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{bucketType, bucketEncryptionType},
			Run:       customerProvidedKeys,
		},
		{
			Name:      "aws-s3-object-default-encryption",
			Title:     "Object encryption is left to the bucket, which names no KMS key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: objects,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_186", "CKV_AWS_181"},
				KICS:      []string{"5fb49a69-8d46-4495-a2f8-9c8c622b2b6e"},
				Terrascan: []string{"AC_AWS_0498"},
			},
			Run: objectDefaultEncryption,
		},
		{
			Name:      "aws-s3-object-no-customer-key",
			Title:     "Object is not encrypted with a customer-managed key",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: objects,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_186", "CKV_AWS_181"}},
			Run:       objectNoCustomerKey,
		},
	}
}

const bucketEncryptionType = "aws_s3_bucket_server_side_encryption_configuration"

// encryptionRules returns the rules of the bucket's default encryption, in its own block and in parts.
func encryptionRules(bucket *graph.Resource) (rules []*graph.Block, missing bool) {
	blocks, parts, missing := bucketConfig(bucket, "server_side_encryption_configuration", bucketEncryptionType)
	for _, b := range blocks {
		rules = append(rules, b.Blocks("rule")...)
	}
	for _, r := range parts {
		rules = append(rules, r.Blocks("rule")...)
	}
	return rules, missing
}

// appliedEncryption returns the blocks of the rules that set an algorithm and a key.
func appliedEncryption(rules []*graph.Block) (applied []*graph.Block) {
	for _, rule := range rules {
		applied = append(applied, rule.Blocks("apply_server_side_encryption_by_default")...)
	}
	return applied
}

// A bucket that receives server access logs cannot use KMS keys, so the three checks below stay silent on it.

func encryptionLeftToDefault(p *check.Pass) {
	if _, missing := encryptionRules(p.Resource); missing && !receivesAccessLogs(p.Resource) {
		p.Report(p.Resource, "no default encryption is declared; declare aws:kms with a key of your own if access to the key must be yours to grant")
	}
}

func noKMSEncryption(p *check.Pass) {
	rules, _ := encryptionRules(p.Resource)
	if len(rules) == 0 || receivesAccessLogs(p.Resource) {
		return
	}
	applied := appliedEncryption(rules)
	if len(applied) == 0 {
		p.Report(rules[0], "the rule sets no sse_algorithm; set it to aws:kms with a key of your own")
	}
	for _, b := range applied {
		if v := b.Get("sse_algorithm"); !isKMS(v) && v.IsNot("aws:kms") {
			p.Report(v, "sse_algorithm is %s; set it to aws:kms with a key of your own", orUnset(v))
		}
	}
}

func noBucketCustomerKey(p *check.Pass) {
	rules, _ := encryptionRules(p.Resource)
	for _, b := range appliedEncryption(rules) {
		key := b.Get("kms_master_key_id")
		if isKMS(b.Get("sse_algorithm")) && isAWSManagedKey(key) && !receivesAccessLogs(p.Resource) {
			p.Report(key, "kms_master_key_id names no customer-managed key; set it to a key whose policy you write")
		}
	}
}

func unknownEncryption(p *check.Pass) {
	rules, _ := encryptionRules(p.Resource)
	for _, b := range appliedEncryption(rules) {
		if v := b.Get("sse_algorithm"); v.NoneOf("AES256", "aws:kms", "aws:kms:dsse") {
			p.Report(v, "sse_algorithm is %s; S3 knows AES256, aws:kms and aws:kms:dsse", orUnset(v))
		}
	}
}

func isKMS(algorithm graph.Value) bool { return algorithm.OneOf("aws:kms", "aws:kms:dsse") }

func orUnset(v graph.Value) string {
	if text, ok := v.Text(); ok && text != "" {
		return text
	}
	return "not set"
}

// customerProvidedKeys finds the list that lifts the block AWS puts on such uploads since April 2026.
func customerProvidedKeys(p *check.Pass) {
	rules := p.Resource.Blocks("rule")
	if p.Resource.Type == bucketType {
		rules = p.Resource.Blocks("server_side_encryption_configuration.rule")
	}
	for _, rule := range rules {
		for _, v := range rule.Get("blocked_encryption_types").Each() {
			if v.Is("NONE") {
				p.Report(v, "NONE lifts the block on SSE-C; an intruder could re-encrypt objects with a key that you never see, so set it to SSE-C")
			}
		}
	}
}

// objectDefaultEncryption finds objects that say nothing themselves, in a bucket that does not say KMS for them.
func objectDefaultEncryption(p *check.Pass) {
	r := p.Resource
	if r.Get("kms_key_id").Absent() && r.Get("server_side_encryption").Absent() && !inheritsKMS(r) && !hasOwnKey(r) {
		p.Report(r, "neither the object nor its bucket names a KMS key; set kms_key_id")
	}
}

// objectNoCustomerKey finds objects that say how they are encrypted and leave out with which key.
func objectNoCustomerKey(p *check.Pass) {
	r := p.Resource
	key := r.Get("kms_key_id")
	states := r.Get("server_side_encryption").Present() || key.Present()
	if states && isAWSManagedKey(key) && !inheritsKMS(r) && !hasOwnKey(r) {
		p.Report(key, "kms_key_id names no customer-managed key; set it to a key whose policy you write")
	}
}

// inheritsKMS reports that the object's bucket may encrypt it with a KMS key.
func inheritsKMS(object *graph.Resource) bool {
	for _, b := range object.Get("bucket").Find(bucketType, "bucket").Sure {
		if rules, _ := encryptionRules(b); slices.ContainsFunc(appliedEncryption(rules), mayUseKMS) {
			return true
		}
	}
	for _, part := range bucketParts(object, bucketEncryptionType).Sure {
		if slices.ContainsFunc(part.Blocks("rule.apply_server_side_encryption_by_default"), mayUseKMS) {
			return true
		}
	}
	return false
}

func mayUseKMS(b *graph.Block) bool {
	v := b.Get("sse_algorithm")
	return isKMS(v) || !v.IsNot("aws:kms")
}

// hasOwnKey reports that a copy is encrypted with a key its maker sends (SSE-C).
func hasOwnKey(r *graph.Resource) bool {
	return r.Type == "aws_s3_object_copy" && !r.Get("customer_key").Absent()
}
