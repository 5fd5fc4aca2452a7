package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func balancers() []string         { return []string{"aws_lb", "aws_alb"} }
func balancerListeners() []string { return []string{"aws_lb_listener", "aws_alb_listener"} }

func elb() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-elb-internet-facing",
			Title:     "Load balancer is exposed to the internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_lb", "aws_alb", "aws_elb"},
			Aliases: check.Aliases{
				Trivy:   []string{"AWS-0053"},
				Prowler: []string{"elb_internet_facing", "elbv2_internet_facing"},
			},
			Run: check.Argument("internal").Default(false).Unless(isGatewayBalancer).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-elb-no-access-logs",
			Title:     "Load balancer keeps no access log",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_lb", "aws_alb", "aws_elb"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_91", "CKV_AWS_92"},
				KICS:        []string{"20018359-6fd7-4d05-ab26-d4dffccbdf79"},
				Terrascan:   []string{"AC_AWS_0470"},
				Prowler:     []string{"elb_logging_enabled", "elbv2_logging_enabled"},
				ScoutSuite:  []string{"elb-no-access-logs", "elbv2-no-access-logs"},
				AWSConfig:   []string{"elb-logging-enabled", "nlb-logging-enabled"},
				SecurityHub: []string{"ELB.5"},
			},
			Run: elbNoAccessLogs,
		},
		{
			Name:      "aws-elb-keeps-invalid-headers",
			Title:     "Load balancer passes on invalid headers",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: balancers(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_131"},
				Trivy:       []string{"AWS-0052"},
				KICS:        []string{"6e3fd2ed-5c83-4c68-9679-7700d224d379"},
				Prowler:     []string{"elbv2_alb_drop_invalid_header_fields_enabled"},
				ScoutSuite:  []string{"elbv2-http-request-smuggling"},
				AWSConfig:   []string{"alb-http-drop-invalid-header-enabled"},
				SecurityHub: []string{"ELB.4"},
			},
			Run: check.Argument("drop_invalid_header_fields").Default(false).Unless(notApplicationBalancer).MustBe(true),
		},
		{
			Name:      "aws-elb-no-deletion-protection",
			Title:     "Load balancer can be deleted by a slip",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: balancers(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_150"},
				KICS:        []string{"afecd1f1-6378-4f7e-bb3b-60c35801fdd4"},
				Prowler:     []string{"elbv2_deletion_protection"},
				ScoutSuite:  []string{"elbv2-no-deletion-protection"},
				AWSConfig:   []string{"elb-deletion-protection-enabled"},
				SecurityHub: []string{"ELB.6"},
			},
			Run: check.Argument("enable_deletion_protection").Default(false).MustBe(true),
		},
		{
			Name:      "aws-elb-no-waf",
			Title:     "Load balancer has no web application firewall",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: balancers(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_28"},
				KICS:        []string{"0afa6ab8-a047-48cf-be07-93a2f8c34cf7"},
				Prowler:     []string{"elbv2_waf_acl_attached"},
				AWSConfig:   []string{"alb-waf-enabled"},
				SecurityHub: []string{"ELB.16"},
			},
			Run: elbNoWAF,
		},
		{
			Name:      "aws-elb-desync-monitored-only",
			Title:     "Load balancer lets ambiguous requests through",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_lb", "aws_alb", "aws_elb"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_328"},
				Prowler:     []string{"elb_desync_mitigation_mode", "elbv2_desync_mitigation_mode"},
				AWSConfig:   []string{"alb-desync-mode-check", "clb-desync-mode-check"},
				SecurityHub: []string{"ELB.12", "ELB.14"},
			},
			Run: check.Argument("desync_mitigation_mode").Default("defensive").MustNotBe("monitor"),
		},
		{
			Name:      "aws-elb-not-cross-zone",
			Title:     "Load balancer keeps traffic within a zone",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_elb", "aws_lb", "aws_alb"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_138", "CKV_AWS_152"},
				Prowler:     []string{"elb_cross_zone_load_balancing_enabled", "elbv2_cross_zone_load_balancing_enabled"},
				AWSConfig:   []string{"elb-cross-zone-load-balancing-enabled", "nlb-cross-zone-load-balancing-enabled"},
				SecurityHub: []string{"ELB.9"},
			},
			Run: elbNotCrossZone,
		},
		{
			Name:      "aws-elb-no-draining",
			Title:     "Classic load balancer cuts off requests under way",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_elb"},
			Aliases: check.Aliases{
				Prowler:     []string{"elb_connection_draining_enabled"},
				SecurityHub: []string{"ELB.7"},
			},
			Run: check.Argument("connection_draining").Default(false).MustBe(true),
		},
	}
}

func notApplicationBalancer(r *graph.Resource) bool {
	return !r.Get("load_balancer_type").Or("application").Is("application")
}

func isGatewayBalancer(r *graph.Resource) bool {
	return r.Type != "aws_elb" && !r.Get("load_balancer_type").Or("application").OneOf("application", "network")
}

// elbNoAccessLogs knows the two defaults: the block of a classic balancer is on when it is there, that of the others is off.
func elbNoAccessLogs(p *check.Pass) {
	if isGatewayBalancer(p.Resource) {
		return
	}
	if p.Resource.Lacks("access_logs") {
		p.Report(p.Resource, "add an access_logs block with a bucket")
		return
	}
	for _, logs := range p.Resource.Blocks("access_logs") {
		if enabled := logs.Get("enabled"); enabled.Or(p.Resource.Type == "aws_elb").Is(false) {
			p.Report(enabled, "access_logs is not enabled; set enabled to true")
		}
	}
}

func elbNoWAF(p *check.Pass) {
	if notApplicationBalancer(p.Resource) || !p.Resource.Get("internal").Or(false).Is(false) {
		return
	}
	for _, association := range []string{"aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"} {
		if !p.Resource.ReferredBy(association, "resource_arn", "arn").None() {
			return
		}
	}
	p.Report(p.Resource, "it faces the internet; associate a web ACL with it (aws_wafv2_web_acl_association)")
}

// elbNotCrossZone leaves out application balancers, which always balance across zones.
func elbNotCrossZone(p *check.Pass) {
	if p.Resource.Type == "aws_elb" {
		check.Argument("cross_zone_load_balancing").Default(true).MustBe(true)(p)
		return
	}
	if p.Resource.Get("load_balancer_type").OneOf("network", "gateway") {
		check.Argument("enable_cross_zone_load_balancing").Default(false).MustBe(true)(p)
	}
}
