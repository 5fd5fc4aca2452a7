package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

// A bucket's configuration stands in two spellings: in arguments and blocks of aws_s3_bucket itself, as up to version 3 of
// the provider, and in parts, separate resources whose argument "bucket" names the bucket. This file reads both as one.

const (
	bucketType       = "aws_s3_bucket"
	bucketACLType    = "aws_s3_bucket_acl"
	bucketPolicyType = "aws_s3_bucket_policy"
	accessBlockType  = "aws_s3_bucket_public_access_block"
	accountBlockType = "aws_s3_account_public_access_block"
)

// bucketParts returns the resources of one type that configure the bucket of r. r is the bucket itself or anything that names
// it by "bucket", and then the bucket need not be in the configuration.
func bucketParts(r *graph.Resource, typ string) graph.Related {
	if r.Type == bucketType {
		return namedBy(r, typ, "bucket")
	}
	name := r.Get("bucket")
	if b := name.Find(bucketType, "bucket").Sure; len(b) > 0 {
		return namedBy(b[0], typ, "bucket")
	}
	return name.Find(typ, "bucket")
}

// namedBy returns the resources of a type whose argument names the bucket. One that refers to a bucket means that one, even if
// another bears the same name, as variants of a bucket do of which count picks one.
func namedBy(bucket *graph.Resource, typ, arg string) graph.Related {
	linked := bucket.ReferredBy(typ, arg, "bucket")
	linked.Sure = slices.DeleteFunc(linked.Sure, func(r *graph.Resource) bool {
		others := r.Refers(arg, bucketType).Sure
		return len(others) > 0 && !slices.Contains(others, bucket)
	})
	return linked
}

// bucketConfig returns where one kind of the bucket's configuration stands: in its own blocks and in parts. missing says that
// surely there is none.
func bucketConfig(bucket *graph.Resource, block, typ string) (blocks []*graph.Block, parts []*graph.Resource, missing bool) {
	linked := bucketParts(bucket, typ)
	return bucket.Blocks(block), linked.Sure, linked.None() && bucket.Lacks(block)
}

// ---- Public access blocks

// publicAccessSwitches are the arguments of the account's, the bucket's and the access point's public access block.
func publicAccessSwitches() []string {
	return []string{"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}
}

// accessBlocks returns the public access blocks that cover the bucket of r, or could: its own, and the account's, which AWS
// adds to it.
func accessBlocks(r *graph.Resource) []*graph.Resource {
	own := bucketParts(r, accessBlockType)
	return slices.Concat(own.Sure, own.Maybe, r.Graph.All(accountBlockType))
}

// leftOff reports that surely no public access block that is declared for the bucket of r has any of the switches on.
func leftOff(r *graph.Resource, switches ...string) bool {
	for _, block := range accessBlocks(r) {
		for _, s := range switches {
			if !block.Get(s).IsNot(true) {
				return false
			}
		}
	}
	return true
}

// switchedOn returns the value that surely switches on one of the switches for the bucket of r.
func switchedOn(r *graph.Resource, switches ...string) (graph.Value, bool) {
	own := bucketParts(r, accessBlockType)
	for _, block := range slices.Concat(own.Sure, r.Graph.All(accountBlockType)) {
		for _, s := range switches {
			if v := block.Get(s); v.Is(true) {
				return v, true
			}
		}
	}
	return graph.Value{}, false
}

// ---- Access control lists

// The groups of S3 that reach beyond the account, by the end of their URI.
const (
	allUsers           = "/groups/global/AllUsers"
	authenticatedUsers = "/groups/global/AuthenticatedUsers"
	logDelivery        = "/groups/s3/LogDelivery"
)

// aclGrant is a grant of an ACL, stated by a canned ACL or by a grant block.
type aclGrant struct {
	in         *graph.Block // what states it: the resource of a canned ACL, the block of a grant
	at         graph.Value  // the canned ACL's name or the permission
	group      string       // one of the groups above; empty when the grantee is none of them or not known
	permission string       // READ, WRITE, READ_ACP, WRITE_ACP or FULL_CONTROL
}

// aclGrants returns the grants that r itself states, r being a bucket, a bucket's ACL or an object.
func aclGrants(r *graph.Resource) []aclGrant {
	grants := cannedGrants(r.Block, r.Get("acl"))
	for _, b := range r.Blocks("grant") {
		for _, v := range b.Get("permissions").Each() {
			grants = append(grants, newGrant(b, v, b.Get("uri")))
		}
	}
	for _, b := range r.Blocks("access_control_policy.grant") {
		grants = append(grants, newGrant(b, b.Get("permission"), b.Get("grantee.uri")))
	}
	return grants
}

func newGrant(in *graph.Block, permission, uri graph.Value) aclGrant {
	g := aclGrant{in: in, at: permission}
	g.permission, _ = permission.Text()
	for _, group := range []string{allUsers, authenticatedUsers, logDelivery} {
		if uri.Holds(func(text string) bool { return strings.HasSuffix(text, group) }) {
			g.group = group
		}
	}
	return g
}

// cannedGrants are the grants of a canned ACL to groups.
func cannedGrants(in *graph.Block, acl graph.Value) []aclGrant {
	switch name, _ := acl.Text(); name {
	case "public-read":
		return []aclGrant{{in, acl, allUsers, "READ"}}
	case "public-read-write":
		return []aclGrant{{in, acl, allUsers, "READ"}, {in, acl, allUsers, "WRITE"}}
	case "authenticated-read":
		return []aclGrant{{in, acl, authenticatedUsers, "READ"}}
	case "log-delivery-write":
		return []aclGrant{{in, acl, logDelivery, "WRITE"}}
	}
	return nil
}

// aclHolders returns the resources that state the ACL which a finding on r is about: a bucket answers for its parts, so that an
// aws_s3_bucket_acl stands for itself only if its bucket is not in the configuration.
func aclHolders(r *graph.Resource) []*graph.Resource {
	switch r.Type {
	case bucketType:
		return append([]*graph.Resource{r}, bucketParts(r, bucketACLType).Sure...)
	case bucketACLType:
		if len(r.Get("bucket").Find(bucketType, "bucket").Sure) > 0 {
			return nil
		}
	}
	return []*graph.Resource{r}
}

// aclsDisabled reports that the bucket of r may have its ACLs disabled by what is declared for it. AWS disables them on new
// buckets since April 2023, but not on those that are older, so nothing declared says nothing.
func aclsDisabled(r *graph.Resource) bool {
	controls := bucketParts(r, "aws_s3_bucket_ownership_controls")
	for _, c := range slices.Concat(controls.Sure, controls.Maybe) {
		if !c.Get("rule.object_ownership").IsNot("BucketOwnerEnforced") {
			return true
		}
	}
	return false
}

// ---- Log buckets

// receivesAccessLogs reports that the bucket is where S3 delivers server access logs: another names it, or S3 may write to it for
// that purpose.
func receivesAccessLogs(bucket *graph.Resource) bool {
	if len(namedBy(bucket, "aws_s3_bucket_logging", "target_bucket").Sure) > 0 ||
		len(namedBy(bucket, bucketType, "logging.target_bucket").Sure) > 0 {
		return true
	}
	for _, r := range aclHolders(bucket) {
		for _, g := range aclGrants(r) {
			if g.group == logDelivery {
				return true
			}
		}
	}
	return slices.ContainsFunc(bucketStatements(bucket), admitsLogging)
}

// bucketStatements returns the statements of all policies of the bucket.
func bucketStatements(bucket *graph.Resource) []iam.Statement {
	statements := iam.Parse(bucket.Get("policy")).Statements
	for _, r := range bucketParts(bucket, bucketPolicyType).Sure {
		statements = append(statements, iam.Parse(r.Get("policy")).Statements...)
	}
	return statements
}

func admitsLogging(s iam.Statement) bool {
	return s.Allows() && slices.ContainsFunc(s.Principals, func(p iam.Principal) bool { return p.ID.Is("logging.s3.amazonaws.com") })
}
