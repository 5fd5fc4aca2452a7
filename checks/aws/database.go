package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

// What the checks of several database services share.

// isReplica reports that the instance is, or may be, a read replica: it takes storage, engine and users from its source.
func isReplica(r *graph.Resource) bool {
	return !r.Get("replicate_source_db").Empty() || !r.Get("replication_source_identifier").Empty()
}

// isCopy reports that the database's storage is, or may be, made from another's: a replica, a restored snapshot or point in time.
// Whether it is encrypted is then settled by what it was made from.
func isCopy(r *graph.Resource) bool {
	return isReplica(r) || !r.Get("snapshot_identifier").Empty() || !r.Lacks("restore_to_point_in_time")
}

// isServerlessV1 reports that the cluster is, or may be, Aurora Serverless v1: always encrypted, without instances or users' switches.
func isServerlessV1(r *graph.Resource) bool {
	return !r.Get("engine_mode").Or("provisioned").IsNot("serverless")
}

// databaseEngine returns the engine, taken from the source where a replica or a cluster member does not name one.
func databaseEngine(r *graph.Resource) graph.Value {
	engine := r.Get("engine")
	if !engine.Absent() {
		return engine
	}
	for _, source := range r.Get("replicate_source_db").Find("aws_db_instance", "identifier").Sure {
		return source.Get("engine")
	}
	return engine
}

// clusterHas makes an exception of cluster members whose cluster has, or may have, the switch on for all of them.
func clusterHas(argument string) func(*graph.Resource) bool {
	return func(r *graph.Resource) bool {
		for _, cluster := range r.Get("cluster_identifier").Find("aws_rds_cluster", "cluster_identifier").Sure {
			if !cluster.Get(argument).Or(false).IsNot(true) {
				return true
			}
		}
		return false
	}
}

// isAWSManagedKey reports that a key is surely one that AWS manages for the service: none named, or the alias/aws/ of a service.
func isAWSManagedKey(key graph.Value) bool {
	if len(key.Refs("aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_alias")) > 0 {
		return false // whoever declares a key or an alias has one of his own
	}
	if key.Empty() {
		return true
	}
	if isServiceAlias(key) {
		return true
	}
	for _, data := range key.Refs("data.aws_kms_key", "data.aws_kms_alias") {
		if isServiceAlias(data.Get("key_id")) || isServiceAlias(data.Get("name")) {
			return true
		}
	}
	return false
}

func isServiceAlias(v graph.Value) bool {
	return v.Holds(func(s string) bool {
		return strings.HasPrefix(s, "alias/aws/") || strings.Contains(s, ":alias/aws/")
	})
}

// withoutCustomerKey returns a Run that reports an encryption key which is left to AWS, but for resources that an exception holds for.
func withoutCustomerKey(argument string, exceptions ...func(*graph.Resource) bool) func(*check.Pass) {
	return func(p *check.Pass) {
		if anyHolds(p.Resource, exceptions) {
			return
		}
		key := p.Resource.Get(argument)
		switch {
		case key.Empty():
			p.Report(key, "%s is not set, so a key that AWS manages is used; name a key of your own", argument)
		case isAWSManagedKey(key):
			p.Report(key, "%s names a key that AWS manages; name a key of your own", argument)
		}
	}
}

func anyHolds(r *graph.Resource, exceptions []func(*graph.Resource) bool) bool {
	return slices.ContainsFunc(exceptions, func(holds func(*graph.Resource) bool) bool { return holds(r) })
}

// databaseMembers returns the instances of type typ that belong to the cluster.
func databaseMembers(cluster *graph.Resource, typ string) graph.Related {
	return cluster.ReferredBy(typ, "cluster_identifier", "cluster_identifier")
}

// singleMember returns a Run that reports a cluster of which exactly one instance is declared.
func singleMember(typ string, exceptions ...func(*graph.Resource) bool) func(*check.Pass) {
	return func(p *check.Pass) {
		if anyHolds(p.Resource, exceptions) {
			return
		}
		members := databaseMembers(p.Resource, typ)
		if len(members.Sure) == 1 && len(members.Maybe) == 0 && !members.Sure[0].Maybe {
			p.Report(p.Resource, "%s is its only instance; add a second in another zone", members.Sure[0].Address)
		}
	}
}

// literalSecret returns a Run that reports secrets which the configuration itself holds. It never says what they are.
func literalSecret(arguments ...string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, argument := range arguments {
			secret := p.Resource.Get(argument)
			if text, ok := secret.Text(); ok && text != "" {
				p.Report(secret, "%s has a literal value; let the service manage it in Secrets Manager, or read it from there", argument)
			}
		}
	}
}

// lacksLogs returns a Run that reports a log export list which surely lacks one of the logs wanted, or, when none is named, is empty.
func lacksLogs(argument string, wanted ...string) func(*check.Pass) {
	return func(p *check.Pass) {
		exports := p.Resource.Get(argument)
		if exports.Empty() {
			p.Report(exports, "%s is empty; export %s", argument, strings.Join(wanted, " and "))
			return
		}
		for _, log := range wanted {
			if lacksElement(exports, log) {
				p.Report(exports, "%s lacks %q", argument, log)
			}
		}
	}
}

// lacksElement reports that a list or set surely has no such element.
func lacksElement(list graph.Value, element string) bool {
	elements := list.Each()
	for _, e := range elements {
		if !e.IsNot(element) {
			return false
		}
	}
	return len(elements) > 0 || list.Empty()
}

// groupParameters returns the blocks of a parameter group that set the parameter. certain is false when a block may set it whose
// name is not known or that may not be there.
func groupParameters(group *graph.Resource, name string) (blocks []*graph.Block, certain bool) {
	certain = true
	for _, b := range group.Blocks("parameter") {
		switch set := b.Get("name"); {
		case set.Is(name):
			blocks = append(blocks, b)
		case !set.IsNot(name):
			certain = false
		}
	}
	return blocks, certain
}

// emptyList says why a list that must hold something is bad.
func emptyList(list graph.Value) (bad bool, why string) {
	return list.Empty(), "the list of logs is empty; name those to export"
}

// unsupportedVersion returns a Run that reports an engine_version whose standard support had ended when the tables were made.
func unsupportedVersion(engine string) func(*check.Pass) {
	return func(p *check.Pass) { reportEndOfSupport(p, engine, p.Resource.Get("engine_version"), "") }
}

// reportEndOfSupport reports the version that is written, or else taken by default, when its standard support has ended.
func reportEndOfSupport(p *check.Pass, engine string, version graph.Value, byDefault string) {
	if release, ended := endOfSupport(engine, version.Or(byDefault).Prefix()); ended {
		p.Report(version, "standard support of %s %s ended on %s; upgrade to a supported version", engine, release.version, release.until)
	}
}
