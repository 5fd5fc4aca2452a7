package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func s3ACL() []*check.Check {
	buckets := []string{bucketType, bucketACLType}
	return []*check.Check{
		{
			Name:        "aws-s3-public-read-acl",
			Title:       "Bucket ACL lets anyone read",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   buckets,
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_20", "CKV_AWS_379"},
				Trivy:       []string{"AWS-0092"},
				KICS:        []string{"38c5ee0d-7f22-4260-ab72-5073048df100"},
				Terrascan:   []string{"AC_AWS_0210", "AC_AWS_0212"},
				Prowler:     []string{"s3_bucket_public_access", "s3_bucket_public_list_acl"},
				ScoutSuite:  []string{"s3-bucket-world-acl"},
				AWSConfig:   []string{"s3-bucket-public-read-prohibited"},
				SecurityHub: []string{"S3.2"},
			},
			Run: exposedACL([]string{allUsers}, "READ", "FULL_CONTROL"),
		},
		{
			Name:        "aws-s3-public-write-acl",
			Title:       "Bucket ACL lets anyone write",
			Severity:    check.Critical,
			Duty:        check.Data,
			Resources:   buckets,
			Recommended: true,
			Subsumes:    []string{"aws-s3-public-read-acl", "aws-s3-public-acl-visible"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_57", "CKV_AWS_379"},
				Trivy:       []string{"AWS-0092"},
				KICS:        []string{"38c5ee0d-7f22-4260-ab72-5073048df100"},
				Terrascan:   []string{"AC_AWS_0213"},
				Prowler:     []string{"s3_bucket_public_access", "s3_bucket_public_write_acl"},
				ScoutSuite:  []string{"s3-bucket-world-acl"},
				AWSConfig:   []string{"s3-bucket-public-write-prohibited"},
				SecurityHub: []string{"S3.3"},
			},
			Run: exposedACL([]string{allUsers}, "WRITE", "WRITE_ACP", "FULL_CONTROL"),
		},
		{
			Name:        "aws-s3-authenticated-users-acl",
			Title:       "Bucket ACL admits every AWS account",
			Severity:    check.High,
			Duty:        check.Data,
			Resources:   buckets,
			Recommended: true,
			Subsumes:    []string{"aws-s3-public-acl-visible"},
			Aliases: check.Aliases{
				Checkov:    []string{"CKV2_AWS_43", "CKV_AWS_20", "CKV_AWS_379"},
				Trivy:      []string{"AWS-0092"},
				KICS:       []string{"57b9893d-33b1-4419-bcea-a717ea87e139", "d4e5f6g7-h8i9-0jkl-1234-mn567opq8901"},
				Terrascan:  []string{"AC_AWS_0211", "AC_AWS_0215"},
				Prowler:    []string{"s3_bucket_public_access", "s3_bucket_public_list_acl"},
				ScoutSuite: []string{"s3-bucket-world-acl"},
			},
			Run: exposedACL([]string{authenticatedUsers}, "READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL"),
		},
		{
			Name:        "aws-s3-public-acl-visible",
			Title:       "Bucket ACL shows itself to everyone",
			Severity:    check.Medium,
			Duty:        check.Identity,
			Resources:   buckets,
			Recommended: true,
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_375"},
				ScoutSuite: []string{"s3-bucket-world-acl"},
			},
			Run: exposedACL([]string{allUsers, authenticatedUsers}, "READ_ACP", "FULL_CONTROL"),
		},
		{
			Name:      "aws-s3-write-acp-grant",
			Title:     "Bucket ACL lets a grantee rewrite it",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: buckets,
			Aliases: check.Aliases{
				KICS:      []string{"64a222aa-7793-4e40-915f-4b302c76e4d4"},
				Terrascan: []string{"AC_AWS_0224"},
			},
			Run: writeACPGrant,
		},
		{
			Name:      "aws-s3-public-acl-overridden",
			Title:     "Public ACL is refused or ignored by the public access block",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: buckets,
			Aliases: check.Aliases{
				KICS:      []string{"bf878b1a-7418-4de3-b13c-3a86cf894920"},
				Terrascan: []string{"AC_AWS_0496"},
			},
			Run: publicACLOverridden,
		},
		{
			Name:      "aws-s3-object-public-acl",
			Title:     "Object ACL reaches beyond the account",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"},
			Aliases: check.Aliases{
				Prowler: []string{"s3_bucket_object_public"},
			},
			Recommended: true,
			Run:         publicObjectACL,
		},
		{
			Name:      "aws-s3-acls-enabled",
			Title:     "Bucket has access control lists enabled",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_s3_bucket_ownership_controls"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_65"},
				Prowler:     []string{"s3_bucket_acl_prohibited"},
				AWSConfig:   []string{"s3-bucket-acl-prohibited"},
				SecurityHub: []string{"S3.12"},
			},
			Run: check.Argument("rule.object_ownership").MustNotBe("ObjectWriter", "BucketOwnerPreferred"),
		},
	}
}

// exposedACL finds the grants of one of the permissions to one of the groups which nothing declared for the bucket takes back.
func exposedACL(groups []string, permissions ...string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, holder := range aclHolders(p.Resource) {
			for _, g := range aclGrants(holder) {
				if slices.Contains(groups, g.group) && slices.Contains(permissions, g.permission) && aclInForce(holder) {
					p.Report(g.at, "%s; keep the ACL private and name who needs access in the bucket policy", g.says()).Fix = g.withdrawn()
				}
			}
		}
	}
}

// says puts the grant in words.
func (g aclGrant) says() string {
	who := "everyone on the internet"
	if g.group == authenticatedUsers {
		who = "every AWS account in the world"
	}
	if written, _ := g.at.Text(); written != g.permission {
		return "the canned ACL " + written + " grants " + g.permission + " to " + who
	}
	return g.permission + " is granted to " + who
}

// withdrawn is the fix that leaves the owner's own grants: the private canned ACL, or a list without the grant.
func (g aclGrant) withdrawn() check.Fix {
	private := check.Edit{Kind: check.SetArgument, Block: g.in, Path: "acl", Value: "private"}
	switch permissions := g.in.Get("permissions"); {
	case g.in == g.in.Resource().Block:
		return check.Fix{Edits: []check.Edit{private}}
	case len(permissions.Each()) > 1:
		return check.Fix{Edits: []check.Edit{{Kind: check.RemoveElement, At: g.at}}}
	}
	return check.Fix{Edits: []check.Edit{{Kind: check.RemoveBlock, Block: g.in}}}
}

// aclInForce reports that surely nothing declared makes a public ACL of r void: no public access block refuses or ignores it, and
// ACLs are not disabled.
func aclInForce(r *graph.Resource) bool {
	return leftOff(r, "block_public_acls", "ignore_public_acls") && !aclsDisabled(r)
}

// writeACPGrant finds the permission by name: FULL_CONTROL is the usual grant of the owner to itself.
func writeACPGrant(p *check.Pass) {
	for _, holder := range aclHolders(p.Resource) {
		for _, g := range aclGrants(holder) {
			if g.permission == "WRITE_ACP" {
				p.Report(g.at, "WRITE_ACP lets its grantee give any permission to anyone; the owner has it without a grant, so remove it")
			}
		}
	}
}

func publicACLOverridden(p *check.Pass) {
	for _, holder := range aclHolders(p.Resource) {
		on, overridden := switchedOn(holder, "block_public_acls", "ignore_public_acls")
		for _, g := range aclGrants(holder) {
			if overridden && (g.group == allUsers || g.group == authenticatedUsers) {
				p.Report(g.at, "%s, which the public access block voids; remove the grant before someone lifts the block", g.says()).
					Relate(on, "the switch that is on").Fix = g.withdrawn()
				break
			}
		}
	}
}

func publicObjectACL(p *check.Pass) {
	for _, g := range aclGrants(p.Resource) {
		if (g.group == allUsers || g.group == authenticatedUsers) && aclInForce(p.Resource) {
			p.Report(g.at, "%s; remove it and serve the object through CloudFront or a presigned URL", g.says()).Fix = g.withdrawn()
			return
		}
	}
}
