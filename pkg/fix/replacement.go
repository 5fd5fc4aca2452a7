package fix

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

// replaced lists, for resource types that hold state or a name that others use, the arguments that the provider does not change in place: it
// destroys the resource and creates another. From the documentation and the schemas (ForceNew) of hashicorp/aws 5 and 6, read on
// 2026-11-24, but for the rows of MSK and KMS keys, which wait to be compared with these; some are changed in place for newer engines, which a
// linter cannot tell of what runs. Names are those of arguments at any depth: an argument of the same name in another nested block counts as replacing, too.
func replaced() []replacing {
	return []replacing{
		{[]string{"aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster"}, []string{"storage_encrypted", "kms_key_id"}},
		{[]string{"aws_rds_global_cluster", "aws_docdb_global_cluster", "aws_neptune_global_cluster"}, []string{"storage_encrypted"}},
		{[]string{"aws_neptune_cluster"}, []string{"storage_encrypted", "kms_key_arn"}},
		{[]string{"aws_ebs_volume", "aws_ebs_snapshot_copy", "aws_ami_copy", "aws_efs_file_system"}, []string{"encrypted", "kms_key_id"}},
		{[]string{"aws_instance", "aws_spot_instance_request"}, []string{"encrypted", "kms_key_id", "associate_public_ip_address"}},
		{[]string{"aws_elasticache_replication_group"}, []string{"at_rest_encryption_enabled", "transit_encryption_enabled", "kms_key_id"}},
		{[]string{"aws_appsync_api_cache"}, []string{"at_rest_encryption_enabled", "transit_encryption_enabled"}},
		{[]string{"aws_elasticache_cluster"}, []string{"transit_encryption_enabled"}},
		{[]string{"aws_memorydb_cluster"}, []string{"tls_enabled", "kms_key_arn", "auto_minor_version_upgrade"}},
		{[]string{"aws_dax_cluster"}, []string{"cluster_endpoint_encryption_type", "enabled"}},             // server_side_encryption.enabled
		{[]string{"aws_opensearch_domain", "aws_elasticsearch_domain"}, []string{"enabled", "kms_key_id"}}, // encrypt_at_rest and node_to_node_encryption, before 6.7
		{[]string{"aws_mq_broker", "aws_timestreaminfluxdb_db_instance", "aws_neptune_cluster_instance"}, []string{"publicly_accessible"}},
		{[]string{"aws_dms_replication_instance"}, []string{"publicly_accessible", "kms_key_arn"}},
		{[]string{"aws_msk_cluster"}, []string{"in_cluster", "encryption_at_rest_kms_key_arn"}},
		{[]string{"aws_workspaces_workspace"}, []string{"root_volume_encryption_enabled", "user_volume_encryption_enabled", "volume_encryption_key"}},
		{[]string{"aws_s3_bucket"}, []string{"bucket", "object_lock_enabled"}},
		{[]string{"aws_s3_access_point", "aws_s3control_multi_region_access_point"}, []string{"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}},
		{[]string{"aws_ecr_repository"}, []string{"encryption_type", "kms_key"}},
		{[]string{"aws_kms_key"}, []string{"customer_master_key_spec", "key_usage", "multi_region"}},
	}
}

type replacing struct{ types, arguments []string }

// replacement says why an edit is unsafe; "" when it is not.
func replacement(e check.Edit) string {
	switch {
	case e.Block == nil, e.Kind == check.AddResource:
		return ""
	case e.Kind == check.RemoveBlock && e.Block == e.Block.Resource().Block:
		return "it takes away " + e.Block.Resource().Address
	}
	typ, name := e.Block.Resource().Type, e.Path[strings.LastIndexByte(e.Path, '.')+1:]
	for _, r := range replaced() {
		if slices.Contains(r.types, typ) && slices.Contains(r.arguments, name) {
			return "to change " + name + " the provider destroys the " + typ + " and creates another"
		}
	}
	return ""
}
