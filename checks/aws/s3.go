package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func s3() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-s3-no-access-logging",
			Title:     "Bucket keeps no access log",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{bucketType},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_18"},
				Trivy:       []string{"AWS-0089"},
				KICS:        []string{"f861041c-8c9f-4156-acfc-5e6e524f5884"},
				Terrascan:   []string{"AC_AWS_0497"},
				Prowler:     []string{"s3_bucket_server_access_logging_enabled"},
				ScoutSuite:  []string{"s3-bucket-no-logging"},
				AWSConfig:   []string{"s3-bucket-logging-enabled"},
				SecurityHub: []string{"S3.9"},
			},
			Run: noAccessLogging,
		},
		{
			Name:      "aws-s3-logs-to-itself",
			Title:     "Bucket delivers its access log to itself",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{bucketType, bucketLoggingType},
			Run:       logsToItself,
		},
		{
			Name:      "aws-s3-no-event-notifications",
			Title:     "Bucket notifies nobody of changes",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{bucketType},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_62"},
				Prowler:     []string{"s3_bucket_event_notifications_enabled"},
				AWSConfig:   []string{"s3-event-notifications-enabled"},
				SecurityHub: []string{"S3.11"},
			},
			Run: noEventNotifications,
		},
		{
			Name:      "aws-s3-website",
			Title:     "Bucket is served as a web site",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{bucketType, "aws_s3_bucket_website_configuration"},
			Aliases: check.Aliases{
				KICS:      []string{"42bb6b7f-6d54-4428-b707-666f669d94fb"},
				Terrascan: []string{"AC_AWS_0208"},
			},
			Run: servedAsWebsite,
		},
		{
			Name:      "aws-s3-cors-write-from-anywhere",
			Title:     "CORS rule lets scripts of any web site write",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{bucketType, "aws_s3_bucket_cors_configuration"},
			Aliases:   check.Aliases{KICS: []string{"98a8f708-121b-455b-ae2f-da3fb59d17e1"}},
			Run:       corsWriteFromAnywhere,
		},
		{
			Name:      "aws-s3-dotted-bucket-name",
			Title:     "Bucket name with dots matches no TLS certificate of S3",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{bucketType},
			Aliases:   check.Aliases{Trivy: []string{"AWS-0320"}},
			Run:       dottedBucketName,
		},
	}
}

const bucketLoggingType = "aws_s3_bucket_logging"

// noAccessLogging leaves out the buckets that the logs of others are delivered to.
func noAccessLogging(p *check.Pass) {
	if _, _, missing := bucketConfig(p.Resource, "logging", bucketLoggingType); missing && !receivesAccessLogs(p.Resource) {
		p.Report(p.Resource, "no server access log is delivered; add an aws_s3_bucket_logging with a bucket for logs as its target")
	}
}

func logsToItself(p *check.Pass) {
	source, target := p.Resource.Get("bucket"), p.Resource.Get("target_bucket")
	if p.Resource.Type == bucketType {
		target = p.Resource.Get("logging.target_bucket")
	}
	if !target.Absent() && sameBucket(source, target) {
		p.Report(target, "each delivery is logged in turn and who can change the data can change the log; name another bucket")
	}
}

// sameBucket takes a reference to a bucket for its name, and knows two names apart by how they begin.
func sameBucket(a, b graph.Value) bool {
	x, y := a.Refs(bucketType), b.Refs(bucketType)
	if len(x) == 1 && len(y) == 1 {
		return x[0] == y[0]
	}
	a, b = bucketName(a), bucketName(b)
	if !strings.HasPrefix(a.Prefix(), b.Prefix()) && !strings.HasPrefix(b.Prefix(), a.Prefix()) {
		return false
	}
	name, ok := a.Text()
	return ok && b.Is(name)
}

func bucketName(v graph.Value) graph.Value {
	if buckets := v.Refs(bucketType); len(buckets) == 1 && !v.Known() {
		return buckets[0].Get("bucket")
	}
	return v
}

func noEventNotifications(p *check.Pass) {
	if bucketParts(p.Resource, "aws_s3_bucket_notification").None() {
		p.Report(p.Resource, "no aws_s3_bucket_notification names this bucket; add one if something should react to what is uploaded or deleted")
	}
}

// servedAsWebsite leaves out buckets that only redirect: they serve no objects.
func servedAsWebsite(p *check.Pass) {
	sites := []*graph.Block{p.Resource.Block}
	if p.Resource.Type == bucketType {
		sites = p.Resource.Blocks("website")
	}
	for _, site := range sites {
		index := site.Get("index_document")
		if index.Present() || len(site.Blocks("index_document")) > 0 {
			p.Report(site, "the web site endpoint speaks plain HTTP only and needs public objects; serve the bucket through CloudFront")
		}
	}
}

func corsWriteFromAnywhere(p *check.Pass) {
	for _, rule := range p.Resource.Blocks("cors_rule") {
		for _, origin := range rule.Get("allowed_origins").Each() {
			if origin.Is("*") && allowsWrite(rule) {
				p.Report(origin, "allowed_origins is * for a method that writes; name the origins that need it")
			}
		}
	}
}

func allowsWrite(rule *graph.Block) bool {
	for _, method := range rule.Get("allowed_methods").Each() {
		if method.OneOf("PUT", "POST", "DELETE") {
			return true
		}
	}
	return false
}

// dottedBucketName leaves out web sites, whose name must be their domain.
func dottedBucketName(p *check.Pass) {
	name := p.Resource.Get("bucket")
	dotted := name.Holds(func(s string) bool { return strings.Contains(s, ".") })
	if _, _, missing := bucketConfig(p.Resource, "website", "aws_s3_bucket_website_configuration"); dotted && missing {
		p.Report(name, "the wildcard certificate covers one label, so clients fail or give up checking it; use hyphens")
	}
}
