package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func elasticache() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-elasticache-unencrypted",
			Title:     "Cache is not encrypted at rest",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_elasticache_replication_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_29"},
				Trivy:       []string{"AWS-0045"},
				KICS:        []string{"76976de7-c7b1-4f64-a94f-90c1345914c2"},
				Terrascan:   []string{"AC_AWS_0466"},
				Prowler:     []string{"elasticache_redis_cluster_rest_encryption_enabled"},
				SecurityHub: []string{"ElastiCache.4"},
			},
			Recommended: true,
			Run:         check.Argument("at_rest_encryption_enabled").Default(false).Unless(valkeyDefault).Unless(inGlobalCache).MustBe(true),
		},
		{
			Name:      "aws-elasticache-unencrypted-in-transit",
			Title:     "Cache accepts connections without TLS",
			Severity:  check.High,
			Duty:      check.Data,
			Resources: []string{"aws_elasticache_replication_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_30", "CKV_AWS_31"},
				Trivy:       []string{"AWS-0051"},
				KICS:        []string{"1afbb3fa-cf6c-4a3d-b730-95e9f4df343e"},
				Terrascan:   []string{"AC_AWS_0467"},
				Prowler:     []string{"elasticache_redis_cluster_in_transit_encryption_enabled"},
				SecurityHub: []string{"ElastiCache.5"},
			},
			Recommended: true,
			Run:         check.Argument("transit_encryption_enabled").Default(false).Unless(inGlobalCache).MustBe(true),
		},
		{
			Name:      "aws-elasticache-tls-optional",
			Title:     "Cache accepts plain connections beside TLS",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_elasticache_replication_group"},
			Run:       check.Argument("transit_encryption_mode").MustNotBe("preferred"),
		},
		{
			Name:      "aws-elasticache-no-authentication",
			Title:     "Cache asks nobody for a password",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_elasticache_replication_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_31"},
				Prowler:     []string{"elasticache_redis_replication_group_auth_enabled"},
				SecurityHub: []string{"ElastiCache.6"},
			},
			Run: elasticacheNoAuthentication,
		},
		{
			Name:        "aws-elasticache-user-without-password",
			Title:       "Cache user needs no password",
			Severity:    check.High,
			Duty:        check.Identity,
			Resources:   []string{"aws_elasticache_user"},
			Recommended: true,
			Run:         elasticacheOpenUser,
		},
		{
			Name:        "aws-elasticache-literal-token",
			Title:       "Cache password is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"aws_elasticache_replication_group"},
			Recommended: true,
			Run:         literalSecret("auth_token"),
		},
		{
			Name:      "aws-elasticache-no-customer-key",
			Title:     "Cache is encrypted with a key that AWS manages",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_elasticache_replication_group", "aws_elasticache_serverless_cache"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_191"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-elasticache-no-backups",
			Title:     "Cache has no automatic backups",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_elasticache_serverless_cache"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_134"},
				Trivy:       []string{"AWS-0050"},
				KICS:        []string{"8fdb08a0-a868-4fdf-9c27-ccab0237f1ab"},
				Prowler:     []string{"elasticache_redis_cluster_backup_enabled"},
				AWSConfig:   []string{"elasticache-redis-cluster-automatic-backup-check"},
				SecurityHub: []string{"ElastiCache.1"},
			},
			Run: check.Argument("snapshot_retention_limit").Default(0).Unless(cannotSnapshot).Unless(inReplicationGroup).MustBeAtLeast(1),
		},
		{
			Name:      "aws-elasticache-no-failover",
			Title:     "Cache has no automatic failover to another zone",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_elasticache_replication_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_50"},
				Prowler:     []string{"elasticache_redis_cluster_automatic_failover_enabled", "elasticache_redis_cluster_multi_az_enabled"},
				SecurityHub: []string{"ElastiCache.3"},
			},
			Run: check.Argument("automatic_failover_enabled").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-elasticache-single-zone",
			Title:     "Memcached nodes share one zone",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_elasticache_cluster"},
			Aliases: check.Aliases{
				KICS:      []string{"6db03a91-f933-4f13-ab38-a8b87a7de54d"},
				Terrascan: []string{"AC_AWS_0104"},
			},
			Run: elasticacheSingleZone,
		},
		{
			Name:      "aws-elasticache-default-subnet-group",
			Title:     "Cache lies in the default subnet group",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_elasticache_cluster", "aws_elasticache_replication_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_323"},
				KICS:        []string{"8c849af7-a399-46f7-a34c-32d3dc96f1fc"},
				SecurityHub: []string{"ElastiCache.7"},
			},
			Run: check.Argument("subnet_group_name").Default("default").Unless(inReplicationGroup).Unless(inGlobalCache).MustNotBe("default", ""),
		},
		{
			Name:      "aws-elasticache-default-port",
			Title:     "Cache listens on its engine's default port",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_elasticache_cluster", "aws_elasticache_replication_group"},
			Aliases:   check.Aliases{KICS: []string{"5d89db57-8b51-4b38-bb76-b9bd42bd40f0"}},
			Run:       elasticacheDefaultPort,
		},
		{
			Name:      "aws-elasticache-memcached",
			Title:     "Cache engine has neither users nor encryption at rest",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_elasticache_cluster"},
			Aliases: check.Aliases{
				KICS:      []string{"4bd15dd9-8d5e-4008-8532-27eb0c3706d3"},
				Terrascan: []string{"AC_AWS_0103"},
			},
			Run: check.Argument("engine").MustNotBe("memcached"),
		},
	}
}

// inGlobalCache reports a secondary of a global datastore, which takes engine, encryption and node type from the primary.
func inGlobalCache(r *graph.Resource) bool { return !r.Get("global_replication_group_id").Empty() }

// inReplicationGroup reports a cluster that is a member of a replication group, whose settings it shares.
func inReplicationGroup(r *graph.Resource) bool {
	return r.Type == "aws_elasticache_cluster" && !r.Get("replication_group_id").Empty()
}

// cannotSnapshot reports what has, or may have, no snapshots: Memcached, and the smallest node type of old.
func cannotSnapshot(r *graph.Resource) bool {
	return !r.Get("engine").Or("redis").IsNot("memcached") || r.Get("node_type").Is("cache.t1.micro")
}

// valkeyDefault reports that nothing is written where Valkey, unlike Redis, encrypts by default.
func valkeyDefault(r *graph.Resource) bool {
	return r.Get("at_rest_encryption_enabled").Absent() && !r.Get("engine").Or("redis").IsNot("valkey")
}

func elasticacheNoAuthentication(p *check.Pass) {
	token, groups := p.Resource.Get("auth_token"), p.Resource.Get("user_group_ids")
	if token.Empty() && groups.Empty() && !inGlobalCache(p.Resource) {
		p.Report(token, "neither auth_token nor user_group_ids is set; name a user group")
	}
}

// elasticacheOpenUser knows both spellings: the switch of its own and the authentication mode.
func elasticacheOpenUser(p *check.Pass) {
	if open := p.Resource.Get("no_password_required"); open.Is(true) {
		p.Report(open, "no_password_required is true; give the user a password or IAM authentication")
	}
	if mode := p.Resource.Get("authentication_mode.type"); mode.Is("no-password-required") {
		p.Report(mode, "the authentication mode is no-password-required; take iam or password")
	}
}

func elasticacheSingleZone(p *check.Pass) {
	mode := p.Resource.Get("az_mode")
	nodes, _ := p.Resource.Get("num_cache_nodes").Number()
	if p.Resource.Get("engine").Is("memcached") && nodes > 1 && mode.Or("single-az").Is("single-az") {
		p.Report(mode, "az_mode is single-az; spread the nodes with cross-az")
	}
}

func elasticacheDefaultPort(p *check.Pass) {
	if inReplicationGroup(p.Resource) {
		return
	}
	engine, _ := p.Resource.Get("engine").Or("redis").Text()
	ports := map[string]int{"redis": 6379, "valkey": 6379, "memcached": 11211}
	port, known := ports[engine]
	if written := p.Resource.Get("port"); known && written.Or(port).Is(port) {
		p.Report(written, "%d is what scanners try first for %s; choose another port", port, engine)
	}
}
