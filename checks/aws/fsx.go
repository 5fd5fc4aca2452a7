package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func fsx() []*check.Check {
	systems := []string{"aws_fsx_lustre_file_system", "aws_fsx_ontap_file_system", "aws_fsx_openzfs_file_system", "aws_fsx_windows_file_system"}
	return []*check.Check{
		{
			Name:      "aws-fsx-no-customer-key",
			Title:     "File system is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: systems,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_178", "CKV_AWS_179", "CKV_AWS_190", "CKV_AWS_203"}},
			Run:       withoutCustomerKey("kms_key_id", isScratch),
		},
		{
			Name:      "aws-fsx-no-backups",
			Title:     "File system has no automatic backups",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: systems,
			Run:       check.Argument("automatic_backup_retention_days").Unless(isScratch).MustNotBe(0),
		},
	}
}

// isScratch reports a file system of Lustre for data that is elsewhere too: it takes no key, and makes no backups. It is the default.
func isScratch(r *graph.Resource) bool {
	return r.Type == "aws_fsx_lustre_file_system" && !r.Get("deployment_type").Or("SCRATCH_1").OneOf("PERSISTENT_1", "PERSISTENT_2")
}
