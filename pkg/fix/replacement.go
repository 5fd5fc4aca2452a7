package fix

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

// replaced lists, for resource types that hold state, the arguments that cannot be changed in place: the provider destroys the resource, and what
// it holds, and creates another. From the documentation and schemas of hashicorp/aws 5.100 and 6.x ("Forces new resource"), read on
// 2026-11-24. Names are those of arguments at any depth, nested blocks included.
func replaced(typ string) []string {
	switch typ {
	case "aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_rds_global_cluster":
		return []string{"storage_encrypted", "kms_key_id"}
	case "aws_neptune_cluster":
		return []string{"storage_encrypted", "kms_key_arn"}
	case "aws_ebs_volume", "aws_instance", "aws_efs_file_system":
		return []string{"encrypted", "kms_key_id"}
	}
	return nil
}

// replacement says why an edit is unsafe; "" when it is not.
func replacement(e check.Edit) string {
	if e.Kind == check.RemoveBlock && e.Block == e.Block.Resource().Block {
		return "it takes away " + e.Block.Resource().Address
	}
	if e.Block == nil {
		return ""
	}
	typ, name := e.Block.Resource().Type, e.Path[strings.LastIndexByte(e.Path, '.')+1:]
	if e.Kind != check.AddResource && slices.Contains(replaced(typ), name) {
		return "to change " + name + " replaces the " + typ + ", and what it holds is lost"
	}
	return ""
}
