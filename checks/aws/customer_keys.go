package aws

import "github.com/demarc-lint/demarc/pkg/check"

// A keptWith says where a service takes the key that it keeps data with.
type keptWith struct {
	name, title string
	resource    string
	argument    string
	checkov     string
}

// customerKeys are the services of which nothing else is asked than whose key they encrypt with.
func customerKeys() []*check.Check {
	var all []*check.Check
	for _, k := range []keptWith{
		{"appflow-flow", "Flow is not encrypted with a key of your own", "aws_appflow_flow", "kms_arn", "CKV_AWS_263"},
		{"appflow-profile", "Connector's credentials are not encrypted with a key of your own", "aws_appflow_connector_profile", "kms_arn", "CKV_AWS_264"},
		{"backup-vault", "Backups are not encrypted with a key of your own", "aws_backup_vault", "kms_key_arn", "CKV_AWS_166"},
		{"codeartifact-domain", "Packages are not encrypted with a key of your own", "aws_codeartifact_domain", "encryption_key", "CKV_AWS_221"},
		{"codepipeline-artifacts", "Pipeline's artifacts are not encrypted with a key of your own", "aws_codepipeline", "artifact_store.encryption_key.id", "CKV_AWS_219"},
		{"comprehend-model", "Recognizer's model is not encrypted with a key of your own", "aws_comprehend_entity_recognizer", "model_kms_key_id", "CKV_AWS_267"},
		{"comprehend-volume", "Recognizer's disk is not encrypted with a key of your own", "aws_comprehend_entity_recognizer", "volume_kms_key_id", "CKV_AWS_268"},
		{"kendra-index", "Search index is not encrypted with a key of your own", "aws_kendra_index", "server_side_encryption_configuration.kms_key_id", "CKV_AWS_262"},
		{"scheduler-schedule", "Schedule is not encrypted with a key of your own", "aws_scheduler_schedule", "kms_key_arn", "CKV_AWS_297"},
	} {
		all = append(all, &check.Check{
			Name:      "aws-" + k.name + "-no-customer-key",
			Title:     k.title,
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{k.resource},
			Aliases:   check.Aliases{Checkov: []string{k.checkov}},
			Run:       withoutCustomerKey(k.argument),
		})
	}
	return append(all, &check.Check{
		Name:      "aws-codegurureviewer-association-no-customer-key",
		Title:     "Reviewed code is not encrypted with a key of your own",
		Severity:  check.Low,
		Duty:      check.Data,
		Resources: []string{"aws_codegurureviewer_repository_association"},
		Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_381"}},
		Run:       codeguruNoKey,
	}, &check.Check{
		Name:      "aws-connect-storage-no-customer-key",
		Title:     "Recordings are not encrypted with a key of your own",
		Severity:  check.Low,
		Duty:      check.Data,
		Resources: []string{"aws_connect_instance_storage_config"},
		Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_269", "CKV_AWS_270"}},
		Run:       connectNoKey,
	})
}

// codeguruNoKey asks the option as well: without it a key that is named is not used.
func codeguruNoKey(p *check.Pass) {
	option, key := p.Resource.Get("kms_key_details.encryption_option"), p.Resource.Get("kms_key_details.kms_key_id")
	if option.Or("AWS_OWNED_CMK").Is("AWS_OWNED_CMK") || isAWSManagedKey(key) {
		p.Report(option, "encryption_option is not set to CUSTOMER_MANAGED_CMK with a kms_key_id; set both")
	}
}

// connectNoKey asks the two kinds of storage that take a key.
func connectNoKey(p *check.Pass) {
	for _, kind := range []string{"kinesis_video_stream_config", "s3_config"} {
		for _, storage := range p.Resource.Blocks("storage_config." + kind) {
			if key := storage.Get("encryption_config.key_id"); isAWSManagedKey(key) {
				p.Report(key, "%s names no key of your own; set encryption_config.key_id", kind)
			}
		}
	}
}
