package aws

import "github.com/demarc-lint/demarc/pkg/check"

func sagemaker() []*check.Check {
	notebooks := []string{"aws_sagemaker_notebook_instance"}
	quality := []string{"aws_sagemaker_data_quality_job_definition"}
	return []*check.Check{
		{
			Name:      "aws-sagemaker-notebook-no-customer-key",
			Title:     "Notebook is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_sagemaker_notebook_instance", "aws_sagemaker_domain"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_22", "CKV_AWS_187"},
				KICS:      []string{"f3674e0c-f6be-43fa-b71c-bf346d1aed99"},
				Terrascan: []string{"AC_AWS_0499"},
				Prowler:   []string{"sagemaker_notebook_instance_encryption_enabled"},
				AWSConfig: []string{"sagemaker-notebook-instance-kms-key-configured"},
			},
			Run: withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-sagemaker-endpoint-no-customer-key",
			Title:     "Endpoint's storage is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_sagemaker_endpoint_configuration"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_98"},
				KICS:      []string{"58b35504-0287-4154-bf69-02c0573deab8"},
				Prowler:   []string{"sagemaker_endpoint_config_kms_encryption_enabled"},
				AWSConfig: []string{"sagemaker-endpoint-configuration-kms-key-configured"},
			},
			Run: withoutCustomerKey("kms_key_arn"),
		},
		{
			Name:      "aws-sagemaker-direct-internet",
			Title:     "Notebook has a way to the internet around your network",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: notebooks,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_122"},
				KICS:        []string{"f3g4h5i6-j7k8-9lmn-0opq-12345abcdefg"},
				Prowler:     []string{"sagemaker_notebook_instance_without_direct_internet_access_configured"},
				AWSConfig:   []string{"sagemaker-notebook-no-direct-internet-access"},
				SecurityHub: []string{"SageMaker.1"},
			},
			Run: check.Argument("direct_internet_access").Default("Enabled").NotFixed().MustBe("Disabled"),
		},
		{
			Name:      "aws-sagemaker-no-subnet",
			Title:     "Notebook is outside your network",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: notebooks,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_306"},
				Prowler:     []string{"sagemaker_notebook_instance_vpc_settings_configured"},
				AWSConfig:   []string{"sagemaker-notebook-instance-inside-vpc"},
				SecurityHub: []string{"SageMaker.2"},
			},
			Run: check.Argument("subnet_id").MustBeSet(),
		},
		{
			Name:      "aws-sagemaker-root-access",
			Title:     "Notebook's users are root",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: notebooks,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_307"},
				Prowler:     []string{"sagemaker_notebook_instance_root_access_disabled"},
				AWSConfig:   []string{"sagemaker-notebook-instance-root-access-check"},
				SecurityHub: []string{"SageMaker.3"},
			},
			Run: check.Argument("root_access").Default("Enabled").MustBe("Disabled"),
		},
		{
			Name:      "aws-sagemaker-admin-notebook",
			Title:     "Notebook has administrator rights",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_sagemaker_notebook_instance"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_68"}},
			Run:       sagemakerAdminNotebook,
		},
		{
			Name:      "aws-sagemaker-imdsv1",
			Title:     "Notebook gives its role to whoever can make it fetch an address",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: notebooks,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_371"}},
			Run:       check.Argument("instance_metadata_service_configuration.minimum_instance_metadata_service_version").Default("1").MustBe("2"),
		},
		{
			Name:      "aws-sagemaker-model-not-isolated",
			Title:     "Model's container can reach the network",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_sagemaker_model"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_370"},
				Prowler:     []string{"sagemaker_models_network_isolation_enabled"},
				AWSConfig:   []string{"sagemaker-model-isolation-enabled"},
				SecurityHub: []string{"SageMaker.5"},
			},
			Run: check.Argument("enable_network_isolation").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-sagemaker-flow-no-customer-key",
			Title:     "Review workflow's output is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_sagemaker_flow_definition"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_372"}},
			Run:       withoutCustomerKey("output_config.kms_key_id"),
		},
		{
			Name:      "aws-sagemaker-quality-output-no-customer-key",
			Title:     "Monitoring job's output is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: quality,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_367"}},
			Run:       withoutCustomerKey("data_quality_job_output_config.kms_key_id"),
		},
		{
			Name:      "aws-sagemaker-quality-volume-no-customer-key",
			Title:     "Monitoring job's volume is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: quality,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_368"}},
			Run:       withoutCustomerKey("job_resources.cluster_config.volume_kms_key_id"),
		},
		{
			Name:      "aws-sagemaker-quality-plaintext",
			Title:     "Monitoring job's instances talk unencrypted",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: quality,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_369"}},
			Run:       check.Argument("network_config.enable_inter_container_traffic_encryption").Default(false).MustBe(true),
		},
	}
}

func sagemakerAdminNotebook(p *check.Pass) {
	named := p.Resource.Get("role_arn")
	for _, role := range named.Refs("aws_iam_role") {
		if at, what := administrator(role); what != "" {
			p.Report(named, "%s has %s; whoever opens the notebook has it too, so name the actions and the data that are needed", role.Address, what).
				Relate(at, "they may do everything: %s", what)
		}
	}
}
