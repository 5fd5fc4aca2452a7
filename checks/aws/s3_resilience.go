package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func s3Resilience() []*check.Check {
	buckets := []string{bucketType}
	return []*check.Check{
		{
			Name:      "aws-s3-no-versioning",
			Title:     "Bucket keeps no versions of its objects",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: buckets,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_21"},
				Trivy:       []string{"AWS-0090"},
				KICS:        []string{"568a4d22-3517-44a6-a7ad-6a7eed88722c"},
				Terrascan:   []string{"AC_AWS_0214"},
				Prowler:     []string{"s3_bucket_object_versioning"},
				ScoutSuite:  []string{"s3-bucket-no-versioning"},
				AWSConfig:   []string{"s3-bucket-versioning-enabled"},
				SecurityHub: []string{"S3.14"},
			},
			Run: noVersioning,
		},
		{
			Name:      "aws-s3-no-mfa-delete",
			Title:     "Versions of objects can be deleted without a second factor",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: buckets,
			Aliases: check.Aliases{
				Trivy:       []string{"AWS-0170"},
				KICS:        []string{"c5b31ab9-0f26-4a49-b8aa-4cc064392f4d"},
				Prowler:     []string{"s3_bucket_no_mfa_delete"},
				ScoutSuite:  []string{"s3-bucket-no-mfa-delete"},
				AWSConfig:   []string{"s3-bucket-mfa-delete-enabled"},
				SecurityHub: []string{"S3.20"},
			},
			Run: noMFADelete,
		},
		{
			Name:      "aws-s3-no-lifecycle",
			Title:     "Bucket has no lifecycle rules",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: buckets,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_61"},
				Prowler:     []string{"s3_bucket_lifecycle_enabled"},
				AWSConfig:   []string{"s3-lifecycle-policy-check"},
				SecurityHub: []string{"S3.13"},
			},
			Run: noLifecycle,
		},
		{
			Name:      "aws-s3-failed-uploads-kept",
			Title:     "Lifecycle rules keep the parts of failed uploads for ever",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{bucketType, lifecycleType},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_300"}},
			Run:       failedUploadsKept,
		},
		{
			Name:      "aws-s3-no-replication",
			Title:     "Bucket is not replicated to another region",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: buckets,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_144"},
				Prowler:     []string{"s3_bucket_cross_region_replication"},
				AWSConfig:   []string{"s3-bucket-cross-region-replication-enabled", "s3-bucket-replication-enabled"},
				SecurityHub: []string{"S3.7"},
			},
			Run: noReplication,
		},
		{
			Name:      "aws-s3-object-lock-disabled",
			Title:     "Object lock is switched off",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: buckets,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_143"},
				Prowler:     []string{"s3_bucket_object_lock"},
				AWSConfig:   []string{"s3-bucket-default-lock-enabled"},
				SecurityHub: []string{"S3.15"},
			},
			Run: objectLockDisabled,
		},
		{
			Name:      "aws-s3-object-lock-without-retention",
			Title:     "Object lock is on but retains nothing by default",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: buckets,
			Run:       objectLockWithoutRetention,
		},
	}
}

const (
	versioningType  = "aws_s3_bucket_versioning"
	lifecycleType   = "aws_s3_bucket_lifecycle_configuration"
	replicationType = "aws_s3_bucket_replication_configuration"
	objectLockType  = "aws_s3_bucket_object_lock_configuration"
)

// ---- Versions

// noVersioning is silent on buckets with object lock, for which AWS switches versioning on.
func noVersioning(p *check.Pass) {
	blocks, parts, missing := bucketConfig(p.Resource, "versioning", versioningType)
	if !p.Resource.Get("object_lock_enabled").IsNot(true) {
		return
	}
	if missing {
		p.Report(p.Resource, "versioning is not enabled; add an aws_s3_bucket_versioning with status Enabled").
			AddResource(p.Resource, versioningType, check.Setting{Path: "bucket", Value: check.Reference("id")},
				check.Setting{Path: "versioning_configuration.status", Value: "Enabled"})
	}
	for _, b := range blocks {
		if v := b.Get("enabled").Or(false); v.IsNot(true) && len(parts) == 0 {
			p.Report(v, "enabled is not true; set it to true").Set(b, "enabled", true)
		}
	}
	for _, r := range parts {
		if v := r.Get("versioning_configuration.status"); v.IsNot("Enabled") {
			p.Report(v, "status is %s; set it to Enabled", orUnset(v)).Set(r.Block, "versioning_configuration.status", "Enabled")
		}
	}
}

// noMFADelete asks the buckets that speak of versions. MFA delete and lifecycle rules exclude each other.
func noMFADelete(p *check.Pass) {
	blocks, parts, _ := bucketConfig(p.Resource, "versioning", versioningType)
	if _, _, missing := bucketConfig(p.Resource, "lifecycle_rule", lifecycleType); !missing {
		return
	}
	for _, b := range blocks {
		if v := b.Get("mfa_delete").Or(false); v.IsNot(true) {
			p.Report(v, "mfa_delete is not on; the root user can switch it on with its device")
		}
	}
	for _, r := range parts {
		if v := r.Get("versioning_configuration.mfa_delete").Or("Disabled"); v.IsNot("Enabled") {
			p.Report(v, "mfa_delete is not Enabled; the root user can enable it with its device")
		}
	}
}

// ---- Lifecycle

func lifecycleRules(r *graph.Resource) []*graph.Block {
	if r.Type == bucketType {
		return r.Blocks("lifecycle_rule")
	}
	return r.Blocks("rule")
}

// ruleOff reports that the lifecycle rule surely does nothing.
func ruleOff(rule *graph.Block) bool {
	return rule.Get("enabled").Is(false) || rule.Get("status").Is("Disabled")
}

func noLifecycle(p *check.Pass) {
	_, parts, missing := bucketConfig(p.Resource, "lifecycle_rule", lifecycleType)
	if missing {
		p.Report(p.Resource, "no lifecycle rule moves or removes what is no longer needed; add an aws_s3_bucket_lifecycle_configuration")
		return
	}
	for _, r := range append(parts, p.Resource) {
		rules := lifecycleRules(r)
		if len(rules) > 0 && !slices.ContainsFunc(rules, func(b *graph.Block) bool { return !ruleOff(b) }) {
			p.Report(rules[0], "every lifecycle rule is disabled; enable one")
		}
	}
}

func failedUploadsKept(p *check.Pass) {
	rules := lifecycleRules(p.Resource)
	if len(rules) == 0 || slices.ContainsFunc(rules, removesFailedUploads) {
		return
	}
	p.Report(p.Resource, "no enabled rule for the whole bucket aborts incomplete multipart uploads; add days_after_initiation to one")
}

// removesFailedUploads reports that the rule may abort incomplete uploads anywhere in the bucket.
func removesFailedUploads(rule *graph.Block) bool {
	aborts := !rule.Lacks("abort_incomplete_multipart_upload") || !rule.Get("abort_incomplete_multipart_upload_days").Absent()
	return aborts && !ruleOff(rule) && !isPartial(rule)
}

// isPartial reports that the rule surely holds for some objects alone.
func isPartial(rule *graph.Block) bool {
	for _, path := range []string{"prefix", "filter.prefix"} {
		if v := rule.Get(path); v.Present() && v.IsNot("") {
			return true
		}
	}
	for _, path := range []string{"filter.and", "filter.tag"} {
		if len(rule.Blocks(path)) > 0 {
			return true
		}
	}
	return !rule.Get("tags").Empty() && rule.Get("tags").Present()
}

// ---- Replication

// noReplication is silent on a bucket that is itself a replica.
func noReplication(p *check.Pass) {
	blocks, parts, missing := bucketConfig(p.Resource, "replication_configuration", replicationType)
	if isReplicaBucket(p.Resource) {
		return
	}
	if missing {
		p.Report(p.Resource, "no replication is configured; add an aws_s3_bucket_replication_configuration if a region may fail")
	}
	for _, b := range blocks {
		reportStoppedReplication(p, b.Blocks("rules"))
	}
	for _, r := range parts {
		reportStoppedReplication(p, r.Blocks("rule"))
	}
}

func isReplicaBucket(b *graph.Resource) bool {
	return len(b.ReferredBy(replicationType, "rule.destination.bucket", "arn").Sure) > 0 ||
		len(b.ReferredBy(bucketType, "replication_configuration.rules.destination.bucket", "arn").Sure) > 0
}

func reportStoppedReplication(p *check.Pass, rules []*graph.Block) {
	stopped := func(b *graph.Block) bool { return b.Get("status").IsNot("Enabled") }
	if len(rules) > 0 && !slices.ContainsFunc(rules, func(b *graph.Block) bool { return !stopped(b) }) {
		p.Report(rules[0].Get("status"), "no replication rule is enabled; set status to Enabled")
	}
}

// ---- Object lock

func objectLockDisabled(p *check.Pass) {
	for _, v := range []graph.Value{p.Resource.Get("object_lock_enabled"), p.Resource.Get("object_lock_configuration.object_lock_enabled")} {
		if v.Is(false) || v.Present() && v.NoneOf("Enabled", "true") {
			p.Report(v, "object_lock_enabled is %s; switch it on if objects must not be changed or deleted", orUnset(v))
		}
	}
}

func objectLockWithoutRetention(p *check.Pass) {
	if !p.Resource.Get("object_lock_enabled").Is(true) {
		return
	}
	blocks, parts, missing := bucketConfig(p.Resource, "object_lock_configuration", objectLockType)
	if missing {
		p.Report(p.Resource, "object lock has no default retention, so an upload is locked only if it asks to be; "+
			"add an aws_s3_bucket_object_lock_configuration with a default_retention")
	}
	for _, r := range parts {
		blocks = append(blocks, r.Block)
	}
	for _, b := range blocks {
		if b.Lacks("rule.default_retention") {
			p.Report(b, "it sets no default_retention, so an upload is locked only if it asks to be")
		}
	}
}
