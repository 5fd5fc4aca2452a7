package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func config() []*check.Check {
	recorders := []string{"aws_config_configuration_recorder"}
	return []*check.Check{
		{
			Name:      "aws-config-aggregator-some-regions",
			Title:     "Configuration history is not collected from all regions",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_config_configuration_aggregator"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_121"},
				Trivy:     []string{"AWS-0019"},
				KICS:      []string{"ac5a0bc0-a54c-45aa-90c3-15f7703b9132"},
				Terrascan: []string{"AC_AWS_0049", "AC_AWS_0450"},
			},
			Run: aggregatorSomeRegions,
		},
		{
			Name:      "aws-config-recorder-off",
			Title:     "Configuration changes are not recorded",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_config_configuration_recorder_status"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_45"},
				Prowler:     []string{"config_recorder_all_regions_enabled"},
				ScoutSuite:  []string{"config-recorder-not-configured"},
				SecurityHub: []string{"Config.1"},
			},
			Run: check.Argument("is_enabled").MustBe(true),
		},
		{
			Name:      "aws-config-recorder-partial",
			Title:     "Configuration changes of some resource types are not recorded",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: recorders,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_45", "CKV2_AWS_48"},
				SecurityHub: []string{"Config.1"},
			},
			Run: recorderPartial,
		},
		{
			Name:      "aws-config-recorder-no-global-types",
			Title:     "Configuration changes of users and roles are not recorded",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: recorders,
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_48"}},
			Run:       recorderNoGlobalTypes,
		},
		{
			Name:      "aws-config-no-volume-encryption-rule",
			Title:     "No rule finds volumes that are not encrypted",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_config_config_rule"},
			Aliases: check.Aliases{
				KICS:      []string{"abdb29d4-5ca1-4e91-800b-b3569bbd788c"},
				Terrascan: []string{"AC_AWS_0048"},
			},
			Run: noVolumeEncryptionRule,
		},
	}
}

func aggregatorSomeRegions(p *check.Pass) {
	sources := append(p.Resource.Blocks("account_aggregation_source"), p.Resource.Blocks("organization_aggregation_source")...)
	for _, source := range sources {
		if all := source.Get("all_regions"); all.Or(false).IsNot(true) {
			p.Report(all, "all_regions is not true, so what happens in other regions stays unseen; set it to true")
		}
	}
	if len(sources) == 0 {
		p.Report(p.Resource, "it has no source; add one with all_regions = true")
	}
}

// recorderPartial finds a recorder that names types, to record or to leave out, in place of all.
func recorderPartial(p *check.Pass) {
	for _, group := range p.Resource.Blocks("recording_group") {
		if all := group.Get("all_supported"); all.Is(false) {
			p.Report(all, "all_supported is false; record all types, or AWS Config is silent on the others")
		}
	}
}

// recorderNoGlobalTypes asks of recorders for all types: IAM's are recorded only when asked for.
func recorderNoGlobalTypes(p *check.Pass) {
	for _, group := range p.Resource.Blocks("recording_group") {
		global := group.Get("include_global_resource_types")
		if group.Get("all_supported").Or(true).Is(true) && global.Or(false).IsNot(true) {
			p.Report(global, "include_global_resource_types is not true; set it in one region")
		}
	}
	if p.Resource.Lacks("recording_group") {
		p.Report(p.Resource, "there is no recording_group; add one with include_global_resource_types = true in one region")
	}
}

// noVolumeEncryptionRule asks once of a configuration that has rules, at the first of them. A conformance pack may hold the rule.
func noVolumeEncryptionRule(p *check.Pass) {
	g := p.Resource.Graph
	rules := g.All("aws_config_config_rule")
	if rules[0] != p.Resource || len(g.All("aws_config_conformance_pack", "aws_config_organization_conformance_pack")) > 0 {
		return
	}
	if !slices.ContainsFunc(append(rules, g.All("aws_config_organization_managed_rule")...), findsVolumes) {
		p.Report(p.Resource, "add a rule with the source_identifier ENCRYPTED_VOLUMES")
	}
}

// findsVolumes reports a managed rule that looks, or may look, for unencrypted volumes.
func findsVolumes(rule *graph.Resource) bool {
	identifier := rule.Get("source.source_identifier")
	if rule.Type == "aws_config_organization_managed_rule" {
		identifier = rule.Get("rule_identifier")
	}
	return !identifier.NoneOf("ENCRYPTED_VOLUMES", "EC2_EBS_ENCRYPTION_BY_DEFAULT")
}
