package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func s3BucketPolicyDeny() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-s3-policy-lockout",
			Title:       "Bucket policy locks out everyone but root",
			Severity:    check.High,
			Duty:        check.Resilience,
			Resources:   []string{bucketType, bucketPolicyType},
			Recommended: true,
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_93"}},
			Run:         policyLockout,
		},
		{
			Name:      "aws-s3-plain-http-allowed",
			Title:     "Bucket accepts requests over plain HTTP",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{bucketType, bucketPolicyType},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_379"},
				KICS:        []string{"4bc4dd4c-7d8d-405e-a0fb-57fa4c31b4d9"},
				Prowler:     []string{"s3_bucket_secure_transport_policy"},
				ScoutSuite:  []string{"s3-bucket-allowing-cleartext"},
				AWSConfig:   []string{"s3-bucket-ssl-requests-only"},
				SecurityHub: []string{"S3.5"},
			},
			Run: plainHTTPAllowed,
		},
	}
}

// ---- A Deny statement too many

// policyLockout finds a Deny for everyone, without a condition, on changing the policy itself: after the apply only the root user
// can take it back.
func policyLockout(p *check.Pass) {
	for _, s := range iam.Parse(p.Resource.Get("policy")).Statements {
		if s.Denies() && s.Everyone() && s.Unnarrowed() && len(s.Conditions) == 0 &&
			s.NamesAction("s3:PutBucketPolicy") && speaksOfBucket(s) {
			p.Report(s, "it denies s3:PutBucketPolicy to every principal without a condition, so nobody can correct it later; "+
				"add a condition or leave an administrator out")
		}
	}
}

// speaksOfBucket reports that the statement surely covers the bucket itself. One without a resource is about what it is attached to.
func speaksOfBucket(s iam.Statement) bool {
	return len(s.Resources)+len(s.NotResources) == 0 || slices.ContainsFunc(s.Resources, namesBucket)
}

// namesBucket reports that the resource element surely covers a bucket, not its objects alone.
func namesBucket(v graph.Value) bool {
	if text, ok := v.Text(); ok {
		return !strings.Contains(text, "/") || iam.IsEveryResource(text)
	}
	return len(v.Pieces()) == 0 && len(v.Refs(bucketType)) > 0
}

// ---- A Deny statement too few

// plainHTTPAllowed asks the policies of the bucket together. A bucket answers for its policy resources; one whose bucket is not in
// the configuration answers for itself.
func plainHTTPAllowed(p *check.Pass) {
	r := p.Resource
	if r.Type == bucketPolicyType {
		if r.Get("bucket").Find(bucketType, "bucket").None() {
			askForTLS(p, r)
		}
		return
	}
	parts := bucketParts(r, bucketPolicyType)
	switch {
	case r.Get("policy").Present():
		askForTLS(p, r)
	case parts.None() && r.Get("policy").Absent():
		p.Report(r, "no bucket policy denies requests without TLS; add a Deny on aws:SecureTransport = false")
	default:
		for _, part := range parts.Sure {
			askForTLS(p, part)
		}
	}
}

func askForTLS(p *check.Pass, holder *graph.Resource) {
	document := holder.Get("policy")
	if policy := iam.Parse(document); policy.Known && !demandsTLS(policy) {
		p.Report(document, "the policy has no Deny on aws:SecureTransport = false; add one for s3:* on the bucket and its objects")
	}
}

// demandsTLS reports that the policy may keep plain HTTP out: by a Deny for everyone, or since all it allows is allowed over TLS
// alone.
func demandsTLS(policy iam.Policy) bool {
	allows, secured := 0, 0
	for _, s := range policy.Statements {
		switch {
		case s.Denies() && slices.ContainsFunc(s.Conditions, holdsForPlainHTTP):
			return true
		case s.Allows():
			allows++
			if slices.ContainsFunc(s.Conditions, holdsForTLS) {
				secured++
			}
		}
	}
	return allows > 0 && secured == allows
}

func holdsForPlainHTTP(c iam.Condition) bool {
	switch strings.ToLower(c.Key) {
	case "aws:securetransport":
		return !slices.ContainsFunc(c.Values, saysTrue)
	case "s3:tlsversion":
		return strings.HasPrefix(c.Operator, "NumericLessThan")
	}
	return false
}

func holdsForTLS(c iam.Condition) bool {
	return strings.EqualFold(c.Key, "aws:SecureTransport") && slices.ContainsFunc(c.Values, saysTrue)
}

func saysTrue(v graph.Value) bool {
	return v.Holds(func(s string) bool { return strings.EqualFold(s, "true") })
}
