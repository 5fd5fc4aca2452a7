package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func waf() []*check.Check {
	acls := []string{"aws_wafv2_web_acl", "aws_waf_web_acl", "aws_wafregional_web_acl"}
	return []*check.Check{
		{
			Name:      "aws-waf-no-rules",
			Title:     "Web ACL has no rules",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: acls,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_175"},
				Prowler:     []string{"wafv2_webacl_with_rules", "waf_global_webacl_with_rules", "waf_regional_webacl_with_rules"},
				AWSConfig:   []string{"wafv2-webacl-not-empty", "waf-global-webacl-not-empty", "waf-regional-webacl-not-empty"},
				SecurityHub: []string{"WAF.4", "WAF.8", "WAF.10"},
			},
			Run: wafNoRules,
		},
		{
			Name:      "aws-waf-rule-no-action",
			Title:     "Rule does nothing with what it finds",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: append(acls, "aws_wafv2_rule_group", "aws_waf_rule_group", "aws_wafregional_rule_group"),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_342"}},
			Run:       wafRuleNoAction,
		},
		{
			Name:      "aws-waf-no-logging",
			Title:     "Web ACL keeps no log",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: acls,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_176", "CKV2_AWS_31"},
				Prowler:     []string{"wafv2_webacl_logging_enabled", "waf_global_webacl_logging_enabled", "waf_regional_webacl_logging_enabled"},
				AWSConfig:   []string{"wafv2-logging-enabled", "waf-classic-logging-enabled"},
				SecurityHub: []string{"WAF.1", "WAF.11"},
			},
			Run: wafNoLogging,
		},
		{
			Name:      "aws-waf-no-bad-inputs",
			Title:     "Web ACL lets known attacks through",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_wafv2_web_acl"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_192"}},
			Run: func(p *check.Pass) {
				if at, why := lacksBadInputs(p.Resource); why != "" {
					p.Report(at, "%s", why)
				}
			},
		},
		{
			Name:      "aws-waf-attached-no-bad-inputs",
			Title:     "Web ACL in front lets known attacks through",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: append(balancers(), "aws_api_gateway_stage", "aws_appsync_graphql_api", "aws_cloudfront_distribution"),
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_47", "CKV2_AWS_76", "CKV2_AWS_77", "CKV2_AWS_78"}},
			Run:       wafAttachedNoBadInputs,
		},
	}
}

// wafNoRules knows that rules can be added from elsewhere: as JSON, or by associations of rule groups.
func wafNoRules(p *check.Pass) {
	r := p.Resource
	if !slices.ContainsFunc(append(r.Blocks("rule"), r.Blocks("rules")...), saysAnything) && r.Get("rule_json").Absent() &&
		r.ReferredBy("aws_wafv2_web_acl_rule_group_association", "web_acl_arn", "arn").None() {
		p.Report(r, "everything gets the default action; add rules, or take it out of the way")
	}
}

func wafRuleNoAction(p *check.Pass) {
	for _, name := range []string{"rule", "rules", "activated_rule"} {
		for _, rule := range p.Resource.Blocks(name) {
			actions := append(rule.Blocks("action"), rule.Blocks("override_action")...)
			if !slices.ContainsFunc(actions, saysAnything) && !ofGroup(rule) {
				p.Report(rule, "it has neither an action nor an override_action; say what is to be done")
			}
		}
	}
}

// saysAnything reports a block that has anything inside, or may.
func saysAnything(b *graph.Block) bool { return b.Maybe || len(b.Names()) > 0 }

// ofGroup reports a rule that hands over to a group: AWS refuses it without an override_action.
func ofGroup(rule *graph.Block) bool {
	return !rule.Lacks("statement.managed_rule_group_statement") || !rule.Lacks("statement.rule_group_reference_statement")
}

func wafNoLogging(p *check.Pass) {
	if !p.Resource.Lacks("logging_configuration") {
		return
	}
	remedy := "add a logging_configuration"
	if p.Resource.Type == "aws_wafv2_web_acl" {
		if !p.Resource.ReferredBy("aws_wafv2_web_acl_logging_configuration", "resource_arn", "arn").None() {
			return
		}
		remedy = "add an aws_wafv2_web_acl_logging_configuration"
	}
	p.Report(p.Resource, "nobody sees what it refused, and what it let through; %s", remedy)
}

const badInputs = "AWSManagedRulesKnownBadInputsRuleSet"

// lacksBadInputs says why the web ACL does not refuse what AWS knows as attacks, Log4Shell (CVE-2021-44228) among them; "" when it may.
func lacksBadInputs(acl *graph.Resource) (at check.Placed, why string) {
	if !acl.Get("rule_json").Absent() || !acl.ReferredBy("aws_wafv2_web_acl_rule_group_association", "web_acl_arn", "arn").None() {
		return nil, ""
	}
	for _, rule := range acl.Blocks("rule") {
		for _, group := range rule.Blocks("statement.managed_rule_group_statement") {
			if group.Get("name").IsNot(badInputs) {
				continue
			}
			return weakened(rule, group)
		}
		if len(rule.Blocks("statement.rule_group_reference_statement")) > 0 {
			return nil, "" // the group may hold what is asked for
		}
	}
	return acl, "no rule holds the managed group " + badInputs + "; add it"
}

// weakened says what keeps the managed group from refusing Log4Shell.
func weakened(rule, group *graph.Block) (at check.Placed, why string) {
	for _, excluded := range group.Blocks("excluded_rule") {
		if name := excluded.Get("name"); name.OneOf("Log4JRCE", "Log4JRCE_HEADER", "Log4JRCE_BODY", "Log4JRCE_URIPATH", "Log4JRCE_QUERYSTRING") {
			return name, "the rule on Log4j is left out; take it back in"
		}
	}
	if counts := rule.Blocks("override_action.count"); len(counts) > 0 {
		return counts[0], "what the group finds is only counted; set override_action to none"
	}
	return nil, ""
}

// wafAttachedNoBadInputs reports what a web ACL of the configuration stands in front of.
func wafAttachedNoBadInputs(p *check.Pass) {
	r := p.Resource
	acls := r.Get("web_acl_id").Find("aws_wafv2_web_acl", "arn").Sure
	for _, association := range r.ReferredBy("aws_wafv2_web_acl_association", "resource_arn", "arn").Sure {
		acls = slices.Concat(acls, association.Refers("web_acl_arn", "aws_wafv2_web_acl").Sure)
	}
	for _, acl := range acls {
		if at, why := lacksBadInputs(acl); why != "" {
			p.Report(r, "%s: %s", acl.Address, why).Relate(at, "there")
			return
		}
	}
}
