package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// The bindings leave out what is a secret, what is deprecated, and the schemas that recur. These tables have the facts that matter,
// reviewed by hand. A path in them that a provider no longer has stops the generator, so that the tables do not rot.

// addFacts completes a provider's definitions.
func addFacts(provider string, definitions schema.Definitions) error {
	for kind := range definitions {
		for _, b := range definitions[kind] {
			markSecrets(b)
		}
	}
	if err := mark(definitions, secrets()[provider], func(a *schema.Attribute) { a.Sensitive = true }); err != nil {
		return err
	}
	if err := mark(definitions, deprecated()[provider], func(a *schema.Attribute) { a.Deprecated = true }); err != nil {
		return err
	}
	return completeWebACL(provider, definitions)
}

// secretNames are endings of the names of texts that are secrets wherever they occur.
func secretNames() []string {
	return []string{
		"password", "password_wo", "passphrase", "passwd",
		"client_secret", "client_secret_wo", "app_secret", "consumer_secret", "shared_secret", "secret_string", "secret_string_wo",
		"secret_binary", "secret_data", "secret_data_wo", "secret_key", "secret_access_key",
		"private_key", "private_key_wo", "private_key_pem", "private_key_pem_pkcs8", "private_key_openssh", "private_key_base64",
		"access_token", "refresh_token", "auth_token", "oauth_token", "api_token", "bearer_token", "admin_token",
		"account_key", "account_access_key", "primary_key", "secondary_key", "primary_access_key", "secondary_access_key",
		"shared_key", "preshared_key", "shared_access_policy_key", "shared_access_key", "sas_token",
		"connection_string", "basic_auth_credentials",
	}
}

// notSecret are texts with such an ending that name or choose something: where a secret is kept, which of several is meant.
func notSecret() []string {
	return []string{
		"secret_manager_stored_password", "secret_manager_stored_client_secret", "application_insights_connection_string",
	}
}

// secrets are those that only their place tells, by provider.
func secrets() map[string][]string {
	return map[string][]string{
		"aws": {
			"aws_ssm_parameter.value", "aws_ssm_parameter.value_wo", "data.aws_ssm_parameter.value",
			"aws_iam_access_key.secret", "aws_iam_access_key.ses_smtp_password_v4", "aws_api_gateway_api_key.value", "aws_appsync_api_key.key",
			"aws_elasticache_user.passwords", "aws_memorydb_user.authentication_mode.passwords", "aws_codebuild_source_credential.token",
			"data.aws_eks_cluster_auth.token", "data.aws_ecr_authorization_token.authorization_token", "provider.aws.token",
		},
		"azurerm": {
			"azurerm_key_vault_secret.value", "azurerm_key_vault_secret.value_wo", "data.azurerm_key_vault_secret.value",
			"azurerm_kubernetes_cluster.kube_config_raw", "azurerm_kubernetes_cluster.kube_admin_config_raw",
		},
		"azuread": {"azuread_application_password.value", "azuread_service_principal_password.value"},
		"github": {
			"github_actions_secret.plaintext_value", "github_actions_organization_secret.plaintext_value",
			"github_actions_environment_secret.plaintext_value", "github_dependabot_secret.plaintext_value", "provider.github.token",
		},
		"google":     {"google_kms_secret_ciphertext.plaintext", "provider.google.credentials"},
		"kubernetes": {"kubernetes_secret.data", "kubernetes_secret.binary_data", "kubernetes_secret_v1.data", "provider.kubernetes.token"},
		"local":      {"local_sensitive_file.content", "local_sensitive_file.content_base64"},
		"random":     {"random_password.result", "random_password.bcrypt_hash"},
	}
}

// deprecated are arguments that the provider warns about, by provider.
func deprecated() map[string][]string {
	return map[string][]string{
		"aws": {
			"aws_s3_bucket.acceleration_status", "aws_s3_bucket.acl", "aws_s3_bucket.policy", "aws_s3_bucket.request_payer",
			"aws_iam_role.managed_policy_arns", "data.aws_region.name",
		},
		"azurerm": {"azurerm_storage_container.storage_account_name", "azurerm_storage_share.storage_account_name"},
		"random":  {"random_password.number", "random_string.number"},
	}
}

func markSecrets(b *schema.Block) {
	for name, attribute := range b.Attributes {
		attribute.Sensitive = attribute.Type == cty.String && isSecretName(name)
	}
	for _, nested := range b.Blocks {
		markSecrets(nested.Block)
	}
}

func isSecretName(name string) bool {
	if slices.Contains(notSecret(), name) {
		return false
	}
	for _, ending := range secretNames() {
		if name == ending || strings.HasSuffix(name, "_"+ending) {
			return true
		}
	}
	return false
}

func mark(definitions schema.Definitions, paths []string, how func(*schema.Attribute)) error {
	for _, path := range paths {
		attribute := attributeAt(definitions, path)
		if attribute == nil {
			return fmt.Errorf("the tables of facts name %s, which is gone", path)
		}
		how(attribute)
	}
	return nil
}

// attributeAt finds "aws_db_instance.password", "data.aws_region.name", "provider.aws.token".
func attributeAt(definitions schema.Definitions, path string) *schema.Attribute {
	kind := schema.Resource
	if rest, ok := strings.CutPrefix(path, "data."); ok {
		kind, path = schema.Data, rest
	}
	if rest, ok := strings.CutPrefix(path, "provider."); ok {
		kind, path = schema.ProviderBlock, rest
	}
	steps := strings.Split(path, ".")
	b := definitions[kind][steps[0]]
	for _, name := range steps[1 : len(steps)-1] {
		if b == nil || b.Blocks[name] == nil {
			return nil
		}
		b = b.Blocks[name].Block
	}
	if b == nil {
		return nil
	}
	return b.Attributes[steps[len(steps)-1]]
}
