package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func s3BucketPolicy() []*check.Check {
	holders := []string{bucketType, bucketPolicyType, accessPointType, accessPointPolicyType}
	return []*check.Check{
		{
			Name:        "aws-s3-public-admin-policy",
			Title:       "Bucket policy lets anyone do anything",
			Severity:    check.Critical,
			Duty:        check.Data,
			Resources:   holders,
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_70"},
				KICS:        []string{"a4966c4f-9141-48b8-a564-ffe9959945bc", "7af43613-6bb9-4a0e-8c4d-1314b799425e", "ffdf4b37-7703-4dfe-a682-9d2e99bc6c09", "1df37f4b-7197-45ce-83f8-9994d2fcf885", "66c6f96f-2d9e-417e-a998-9058aeeecd44", "d24c0755-c028-44b1-b503-8e719c898832"},
				Terrascan:   []string{"AC_AWS_0217"},
				Prowler:     []string{"s3_bucket_public_access", "s3_bucket_policy_public_write_access"},
				ScoutSuite:  []string{"s3-bucket-world-policy-star"},
				AWSConfig:   []string{"s3-bucket-public-read-prohibited", "s3-bucket-public-write-prohibited"},
				SecurityHub: []string{"S3.2", "S3.3"},
			},
			Run: publicAdminPolicy,
		},
		{
			Name:        "aws-s3-public-read-policy",
			Title:       "Bucket policy lets anyone read",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   holders,
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_70"},
				KICS:        []string{"7af43613-6bb9-4a0e-8c4d-1314b799425e", "1df37f4b-7197-45ce-83f8-9994d2fcf885"},
				Terrascan:   []string{"AC_AWS_0219"},
				Prowler:     []string{"s3_bucket_public_access"},
				ScoutSuite:  []string{"s3-bucket-world-policy-arg"},
				AWSConfig:   []string{"s3-bucket-public-read-prohibited"},
				SecurityHub: []string{"S3.2"},
			},
			Run: publicPolicy(isReadAction),
		},
		{
			Name:        "aws-s3-public-list-policy",
			Title:       "Bucket policy lets anyone list",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   holders,
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_70"},
				KICS:        []string{"7af43613-6bb9-4a0e-8c4d-1314b799425e", "66c6f96f-2d9e-417e-a998-9058aeeecd44"},
				Terrascan:   []string{"AC_AWS_0220"},
				Prowler:     []string{"s3_bucket_public_access"},
				ScoutSuite:  []string{"s3-bucket-world-policy-arg"},
				AWSConfig:   []string{"s3-bucket-public-read-prohibited"},
				SecurityHub: []string{"S3.2"},
			},
			Run: publicPolicy(isListAction),
		},
		{
			Name:        "aws-s3-public-write-policy",
			Title:       "Bucket policy lets anyone write",
			Severity:    check.Critical,
			Duty:        check.Data,
			Resources:   holders,
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_70"},
				KICS:        []string{"7af43613-6bb9-4a0e-8c4d-1314b799425e", "d24c0755-c028-44b1-b503-8e719c898832"},
				Terrascan:   []string{"AC_AWS_0221"},
				Prowler:     []string{"s3_bucket_public_access", "s3_bucket_policy_public_write_access"},
				ScoutSuite:  []string{"s3-bucket-world-policy-arg"},
				AWSConfig:   []string{"s3-bucket-public-write-prohibited"},
				SecurityHub: []string{"S3.3"},
			},
			Run: publicPolicy(isWriteAction),
		},
		{
			Name:        "aws-s3-public-delete-policy",
			Title:       "Bucket policy lets anyone delete",
			Severity:    check.Critical,
			Duty:        check.Data,
			Resources:   holders,
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_70"},
				KICS:        []string{"7af43613-6bb9-4a0e-8c4d-1314b799425e", "ffdf4b37-7703-4dfe-a682-9d2e99bc6c09"},
				Terrascan:   []string{"AC_AWS_0218"},
				Prowler:     []string{"s3_bucket_public_access", "s3_bucket_policy_public_write_access"},
				ScoutSuite:  []string{"s3-bucket-world-policy-arg"},
				AWSConfig:   []string{"s3-bucket-public-write-prohibited"},
				SecurityHub: []string{"S3.3"},
			},
			Run: publicPolicy(isDeleteAction),
		},
	}
}

const (
	accessPointType       = "aws_s3_access_point"
	accessPointPolicyType = "aws_s3control_access_point_policy"
)

// openBucketStatements returns the statements that surely open the bucket of r to everyone, in a policy that is in force.
func openBucketStatements(r *graph.Resource) []iam.Statement {
	policy := iam.Parse(r.Get("policy"))
	var open []iam.Statement
	for _, s := range policy.Statements {
		if _, public := s.PublicPrincipal(); public && s.Unnarrowed() && !fenced(policy, s) {
			open = append(open, s)
		}
	}
	if len(open) == 0 || !bucketPolicyInForce(r) {
		return nil
	}
	return open
}

// fenced reports that a Deny statement keeps strangers away from what s allows: it denies all but a few principals, or everyone
// who does not come from a place, an account or an organization.
func fenced(policy iam.Policy, s iam.Statement) bool {
	return slices.ContainsFunc(policy.Statements, func(deny iam.Statement) bool {
		excludes := len(deny.NotPrincipals) > 0 || deny.Everyone() && slices.ContainsFunc(deny.Conditions, excludesStrangers)
		return deny.Denies() && excludes && speaksOf(deny, s)
	})
}

// speaksOf reports that the statement names an action of the other, by a pattern of either.
func speaksOf(s, other iam.Statement) bool {
	if len(s.NotActions) > 0 || len(other.Actions) == 0 {
		return true
	}
	for _, v := range other.Actions {
		if name, ok := v.Text(); !ok || s.NamesAction(name) {
			return true
		}
	}
	return false
}

// excludesStrangers reports whether a condition of a Deny statement holds for all but known callers or places.
func excludesStrangers(c iam.Condition) bool {
	if !strings.Contains(c.Operator, "Not") && !strings.HasPrefix(c.Operator, "Null") {
		return false
	}
	key := strings.ToLower(c.Key)
	return slices.ContainsFunc([]string{"aws:source", "aws:principal", "aws:vpc", "aws:user", "s3:dataaccesspoint"}, func(prefix string) bool {
		return strings.HasPrefix(key, prefix) && key != "aws:useragent"
	})
}

// bucketPolicyInForce reports that surely no public access block that is declared takes the force from a public policy of r.
func bucketPolicyInForce(r *graph.Resource) bool {
	switch r.Type {
	case accessPointType:
		return accessPointOpen(r)
	case accessPointPolicyType:
		return slices.ContainsFunc(r.Refers("access_point_arn", accessPointType).Sure, accessPointOpen)
	}
	if !r.Get("bucket").Find("aws_s3_directory_bucket", "bucket").None() {
		return false // always blocks public access
	}
	return leftOff(r, "block_public_policy", "restrict_public_buckets")
}

// accessPointOpen reports that surely the access point accepts a public policy; by default it does not.
func accessPointOpen(r *graph.Resource) bool {
	blocked := func(name string) bool {
		return !r.Get("public_access_block_configuration." + name).Or(true).IsNot(true)
	}
	return r.Lacks("vpc_configuration") && !blocked("block_public_policy") && !blocked("restrict_public_buckets")
}

// publicPolicy reports once for each open statement, at the first action of the kind.
func publicPolicy(kind func(action string) bool) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, s := range openBucketStatements(p.Resource) {
			for _, action := range s.Actions {
				if action.Holds(kind) {
					reportOpenBucket(p, s, action)
					break
				}
			}
		}
	}
}

func publicAdminPolicy(p *check.Pass) {
	for _, s := range openBucketStatements(p.Resource) {
		for _, action := range slices.Concat(s.NotActions, s.Actions) {
			if len(s.NotActions) > 0 || action.Holds(isAnyAction) {
				reportOpenBucket(p, s, action)
				break
			}
		}
	}
}

func reportOpenBucket(p *check.Pass, s iam.Statement, action graph.Value) {
	what, _ := action.Text()
	if len(s.NotActions) > 0 {
		what = "everything but " + what
	}
	found := p.Report(action, "%s is allowed to every principal; name the accounts or roles that need it, or add a condition on who or where from", what)
	if who, _ := s.PublicPrincipal(); who.Place() != action.Place() {
		found.Relate(who, "the principal that is everyone")
	}
}

// ---- Actions, by what they do to the customer

func isAnyAction(pattern string) bool {
	return iam.IsEveryAction(pattern) || iam.IsServiceWildcard(pattern)
}

func isReadAction(pattern string) bool {
	return isActionLike(pattern, []string{"get", "describe", "select"}, "s3:GetObject", "s3:GetObjectVersion", "s3:GetBucketPolicy")
}

func isListAction(pattern string) bool {
	return isActionLike(pattern, []string{"list"}, "s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads")
}

func isDeleteAction(pattern string) bool {
	return isActionLike(pattern, []string{"delete"}, "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteBucket", "s3:DeleteBucketPolicy")
}

// isWriteAction holds for the actions that are none of the above as well, since what neither reads nor lists changes something.
func isWriteAction(pattern string) bool {
	if isAnyAction(pattern) {
		return false
	}
	return isActionLike(pattern, []string{"put", "create"}, "s3:PutObject", "s3:PutObjectAcl", "s3:PutBucketPolicy", "s3:RestoreObject") ||
		!isReadAction(pattern) && !isListAction(pattern) && !isDeleteAction(pattern)
}

// isActionLike reports whether the pattern begins with one of the verbs or covers one of the actions. A pattern for all actions
// is none of them: it has a check of its own.
func isActionLike(pattern string, verbs []string, actions ...string) bool {
	if isAnyAction(pattern) {
		return false
	}
	name := strings.ToLower(pattern[strings.LastIndexByte(pattern, ':')+1:])
	return slices.ContainsFunc(verbs, func(verb string) bool { return strings.HasPrefix(name, verb) }) ||
		slices.ContainsFunc(actions, func(action string) bool { return iam.MatchAction(pattern, action) })
}
