package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func cloudtrailBucket() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-cloudtrail-bucket-public",
			Title:     "Trail's log bucket is open to everyone",
			Severity:  check.Critical,
			Duty:      check.Logging,
			Resources: []string{bucketType},
			Aliases: check.Aliases{
				Trivy:       []string{"AWS-0161"},
				KICS:        []string{"bd0088a5-c133-4b20-b129-ec9968b16ef3"},
				Prowler:     []string{"cloudtrail_logs_s3_bucket_is_not_publicly_accessible"},
				AWSConfig:   []string{"cloudtrail-s3-bucket-public-access-prohibited"},
				SecurityHub: []string{"CloudTrail.6"},
			},
			Recommended: true,
			Run:         trailBucketPublic,
		},
		{
			Name:      "aws-cloudtrail-bucket-no-access-logging",
			Title:     "Trail's log bucket does not record who reads it",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{bucketType},
			Aliases: check.Aliases{
				Trivy:       []string{"AWS-0163"},
				KICS:        []string{"ee9e50e8-b2ed-4176-ad42-8fc0cf7593f4"},
				Prowler:     []string{"cloudtrail_logs_s3_bucket_access_logging_enabled"},
				AWSConfig:   []string{"cloudtrail-s3-bucket-access-logging"},
				SecurityHub: []string{"CloudTrail.7"},
			},
			Run: trailBucketNoAccessLogging,
		},
	}
}

// trailsInto returns the trails that surely deliver into the bucket.
func trailsInto(bucket *graph.Resource) []*graph.Resource {
	return namedBy(bucket, "aws_cloudtrail", "s3_bucket_name").Sure
}

func trailBucketPublic(p *check.Pass) {
	trails := trailsInto(p.Resource)
	if len(trails) == 0 {
		return
	}
	for _, holder := range aclHolders(p.Resource) {
		for _, g := range aclGrants(holder) {
			if (g.group == allUsers || g.group == authenticatedUsers) && aclInForce(holder) {
				p.Report(g.at, "%s; keep the ACL private", g.says()).Relate(trails[0], "the trail that delivers here")
				return
			}
		}
	}
	for _, holder := range append([]*graph.Resource{p.Resource}, bucketParts(p.Resource, bucketPolicyType).Sure...) {
		for _, s := range openBucketStatements(holder) {
			p.Report(s, "the policy allows everyone; name CloudTrail and those who read its logs").Relate(trails[0], "the trail that delivers here")
			return
		}
	}
}

func trailBucketNoAccessLogging(p *check.Pass) {
	trails := trailsInto(p.Resource)
	if len(trails) == 0 {
		return
	}
	if _, _, missing := bucketConfig(p.Resource, "logging", bucketLoggingType); missing {
		p.Report(p.Resource, "add an aws_s3_bucket_logging that delivers to another bucket").Relate(trails[0], "the trail that delivers here")
	}
}
