package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func kms() []*check.Check {
	keys := []string{"aws_kms_key"}
	policies := []string{"aws_kms_key", "aws_kms_external_key", "aws_kms_replica_key", "aws_kms_key_policy"}
	return []*check.Check{
		{
			Name:      "aws-kms-no-rotation",
			Title:     "Key is never rotated",
			Severity:  check.Medium,
			Duty:      check.Secrets,
			Resources: keys,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_7"},
				Trivy:       []string{"AWS-0065"},
				KICS:        []string{"22fbfeac-7b5a-421a-8a27-7a2178bb910b"},
				Terrascan:   []string{"AC_AWS_0160"},
				Prowler:     []string{"kms_cmk_rotation_enabled"},
				ScoutSuite:  []string{"kms-cmk-rotation-disabled"},
				AWSConfig:   []string{"cmk-backing-key-rotation-enabled"},
				SecurityHub: []string{"KMS.4"},
			},
			Run: check.Argument("enable_key_rotation").Default(false).Unless(cannotRotate).MustBe(true),
		},
		{
			Name:      "aws-kms-public-policy",
			Title:     "Key policy lets everyone in",
			Severity:  check.Critical,
			Duty:      check.Identity,
			Resources: policies,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_33"},
				KICS:        []string{"7ebc9038-0bde-479a-acc4-6ed7b6758899"},
				Terrascan:   []string{"AC_AWS_0162", "AC_AWS_0482"},
				Prowler:     []string{"kms_key_not_publicly_accessible"},
				SecurityHub: []string{"KMS.5"},
			},
			Recommended: true,
			Run:         openToEveryone("policy"),
		},
		{
			Name:      "aws-kms-disabled",
			Title:     "Key is disabled",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_kms_key", "aws_kms_replica_key"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_227"},
				KICS:    []string{"7350fa23-dcf7-4938-916d-6a60b0c73b50"},
				Prowler: []string{"kms_cmk_are_used"},
			},
			Run: kmsDisabled,
		},
		{
			Name:      "aws-kms-short-deletion-window",
			Title:     "Key can be lost within days",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: keys,
			Aliases:   check.Aliases{KICS: []string{"0b530315-0ea4-497f-b34c-4ff86268f59d"}},
			Run:       check.Argument("deletion_window_in_days").Default(30).FixWith(30).MustBeAtLeast(14),
		},
		{
			Name:      "aws-kms-no-policy",
			Title:     "Key has the default policy",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: keys,
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_64"}},
			Run:       kmsNoPolicy,
		},
	}
}

// cannotRotate reports a key that KMS does not rotate, or may not: asymmetric and HMAC keys, those of a custom key store, and disabled ones.
func cannotRotate(key *graph.Resource) bool {
	return !key.Get("customer_master_key_spec").Or("SYMMETRIC_DEFAULT").Is("SYMMETRIC_DEFAULT") ||
		!key.Get("key_usage").Or("ENCRYPT_DECRYPT").Is("ENCRYPT_DECRYPT") ||
		!key.Get("custom_key_store_id").Empty()
}

func kmsDisabled(p *check.Pass) {
	for _, argument := range []string{"is_enabled", "enabled"} {
		if enabled := p.Resource.Get(argument); enabled.Is(false) {
			p.Report(enabled, "%s is false, so that what it encrypted cannot be read; enable it, or remove it if nothing needs it", argument)
		}
	}
}

func kmsNoPolicy(p *check.Pass) {
	policy := p.Resource.Get("policy")
	if policy.Empty() && p.Resource.ReferredBy("aws_kms_key_policy", "key_id").None() {
		p.Report(p.Resource, "every identity policy of the account that allows kms:* holds for it; say in policy or an aws_kms_key_policy who may use and who may manage it")
	}
}
