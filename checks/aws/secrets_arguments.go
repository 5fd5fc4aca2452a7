package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/secret"
)

func secretsArguments() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-literal-credential",
			Title:       "Credential is written in the configuration",
			Severity:    check.Critical,
			Duty:        check.Secrets,
			Resources:   typesOf(credentialArguments()),
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_295"}},
			Recommended: true,
			Run:         literalCredential,
		},
		{
			Name:        "aws-provider-literal-key",
			Title:       "Provider's access key is written in the configuration",
			Severity:    check.Critical,
			Duty:        check.Secrets,
			Resources:   []string{"provider.aws"},
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_41"}},
			Recommended: true,
			Run:         literalProviderKey,
		},
		{
			Name:        "aws-secretsmanager-literal-secret",
			Title:       "Secret's value is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"aws_secretsmanager_secret_version"},
			Recommended: true,
			Run:         literalSecretVersion,
		},
		{
			Name:        "aws-ssm-parameter-literal-secret",
			Title:       "Parameter's secret value is written in the configuration",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"aws_ssm_parameter"},
			Recommended: true,
			Run:         literalParameter,
		},
	}
}

// credentialArguments lists the arguments that take nothing but a credential, those of databases aside, which have checks
// of their own.
func credentialArguments() []argument {
	return []argument{
		{"aws_acm_certificate", "private_key"},
		{"aws_amplify_app", "access_token"},
		{"aws_amplify_app", "basic_auth_credentials"},
		{"aws_amplify_app", "oauth_token"},
		{"aws_amplify_branch", "basic_auth_credentials"},
		{"aws_api_gateway_api_key", "value"},
		{"aws_api_gateway_domain_name", "certificate_private_key"},
		{"aws_appstream_directory_config", "service_account_credentials.account_password"},
		{"aws_chime_voice_connector_termination_credentials", "credentials.password"},
		{"aws_cloudwatch_event_connection", "auth_parameters.api_key.value"},
		{"aws_cloudwatch_event_connection", "auth_parameters.basic.password"},
		{"aws_cloudwatch_event_connection", "auth_parameters.oauth.client_parameters.client_secret"},
		{"aws_codebuild_source_credential", "token"},
		{"aws_codepipeline_webhook", "authentication_configuration.secret_token"},
		{"aws_cognito_user", "password"},
		{"aws_connect_user", "password"},
		{"aws_datasync_location_fsx_ontap_file_system", "protocol.smb.password"},
		{"aws_datasync_location_fsx_windows_file_system", "password"},
		{"aws_datasync_location_object_storage", "secret_key"},
		{"aws_datasync_location_smb", "password"},
		{"aws_directory_service_directory", "password"},
		{"aws_directory_service_radius_settings", "shared_secret"},
		{"aws_directory_service_trust", "trust_password"},
		{"aws_dms_endpoint", "password"},
		{"aws_dms_endpoint", "kafka_settings.sasl_password"},
		{"aws_dms_endpoint", "redis_settings.auth_password"},
		{"aws_emr_cluster", "kerberos_attributes.ad_domain_join_password"},
		{"aws_emr_cluster", "kerberos_attributes.cross_realm_trust_principal_password"},
		{"aws_emr_cluster", "kerberos_attributes.kdc_admin_password"},
		{"aws_fsx_ontap_file_system", "fsx_admin_password"},
		{"aws_fsx_ontap_storage_virtual_machine", "svm_admin_password"},
		{"aws_fsx_ontap_storage_virtual_machine", "active_directory_configuration.self_managed_active_directory_configuration.password"},
		{"aws_fsx_windows_file_system", "self_managed_active_directory.password"},
		{"aws_iam_server_certificate", "private_key"},
		{"aws_kinesis_firehose_delivery_stream", "http_endpoint_configuration.access_key"},
		{"aws_kinesis_firehose_delivery_stream", "redshift_configuration.password"},
		{"aws_kinesis_firehose_delivery_stream", "snowflake_configuration.private_key"},
		{"aws_kinesis_firehose_delivery_stream", "splunk_configuration.hec_token"},
		{"aws_kms_custom_key_store", "key_store_password"},
		{"aws_lb_listener", "default_action.authenticate_oidc.client_secret"},
		{"aws_lb_listener_rule", "action.authenticate_oidc.client_secret"},
		{"aws_lightsail_database", "master_password"},
		{"aws_mq_broker", "ldap_server_metadata.service_account_password"},
		{"aws_mq_broker", "user.password"},
		{"aws_pinpoint_adm_channel", "client_secret"},
		{"aws_pinpoint_apns_channel", "private_key"},
		{"aws_pinpoint_baidu_channel", "secret_key"},
		{"aws_pinpoint_gcm_channel", "api_key"},
		{"aws_quicksight_data_source", "credentials.credential_pair.password"},
		{"aws_sagemaker_workforce", "oidc_config.client_secret"},
		{"aws_sns_platform_application", "platform_credential"},
		{"aws_storagegateway_file_system_association", "password"},
		{"aws_storagegateway_gateway", "smb_active_directory_settings.password"},
		{"aws_storagegateway_gateway", "smb_guest_password"},
		{"aws_transfer_certificate", "private_key"},
		{"aws_verifiedaccess_trust_provider", "oidc_options.client_secret"},
		{"aws_vpn_connection", "tunnel1_preshared_key"},
		{"aws_vpn_connection", "tunnel2_preshared_key"},
	}
}

func literalCredential(p *check.Pass) {
	for _, a := range credentialArguments() {
		if a.resource != p.Resource.Type {
			continue
		}
		for _, v := range every(p.Resource.Block, a.path) {
			if v.Holds(secret.Literal) {
				p.Report(v, "%s is a literal; keep it in Secrets Manager and read it from there, or give it a variable without default", a.path)
			}
		}
	}
}

// literalProviderKey leaves out the short words that emulators of AWS take for keys.
func literalProviderKey(p *check.Pass) {
	for _, argument := range []string{"access_key", "secret_key", "token"} {
		v := p.Resource.Get(argument)
		if len(leakUnder(argument, v)) > 0 {
			p.Report(v, "%s is a literal, with all that Terraform itself may do; use a profile, or the role that the pipeline runs with", argument)
		}
	}
}

const literalRemedy = "it is in the version history and in the state; generate it, set it outside Terraform, or give it a variable without default"

// literalSecretVersion reports values, and in a JSON document the members that are credentials by name. A value that others will
// replace is named so ("changeme"), and is left alone.
func literalSecretVersion(p *check.Pass) {
	for _, v := range []graph.Value{p.Resource.Get("secret_string"), p.Resource.Get("secret_string_wo")} {
		switch doc := v.Document(); {
		case len(doc.Entries()) > 0:
			reportLiterals(p, leaksInDocument(doc, 4))
		case doc.Known() && !doc.Absent() && doc.Empty(): // {} keeps the place
		case v.Holds(secret.Literal):
			p.Report(v, literalRemedy)
		}
	}
}

func reportLiterals(p *check.Pass, leaks []leak) {
	for _, l := range leaks {
		if text, ok := knownText(l.at); ok && secret.Literal(text) {
			p.Report(l.at, "%s; %s", shown(l.Secret), literalRemedy)
		}
	}
}

// literalParameter looks at encrypted parameters, which hold nothing but secrets, and at others that are one by name or format.
func literalParameter(p *check.Pass) {
	v := p.Resource.Get("value")
	if p.Resource.Get("type").Is("SecureString") {
		if v.Holds(secret.Literal) {
			p.Report(v, literalRemedy)
		}
		return
	}
	name, _ := p.Resource.Get("name").Text()
	for _, plain := range []graph.Value{v, p.Resource.Get("insecure_value")} {
		for _, l := range leakUnder(name, plain) {
			p.Report(plain, "%s in a parameter of type %s, which every reader of parameters sees; make it a SecureString, and set it outside Terraform", l.Article(), typeName(p.Resource))
		}
	}
}

func typeName(parameter *graph.Resource) string {
	name, _ := parameter.Get("type").Or("String").Text()
	return name
}
