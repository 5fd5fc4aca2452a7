package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ec2InstanceFleet() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-autoscaling-launch-configuration",
			Title:     "Auto Scaling group uses a launch configuration",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_autoscaling_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_315"},
				Prowler:     []string{"autoscaling_group_using_ec2_launch_template"},
				AWSConfig:   []string{"autoscaling-launch-template"},
				SecurityHub: []string{"AutoScaling.9"},
			},
			Run: usesLaunchConfiguration,
		},
		{
			Name:      "aws-autoscaling-without-tags",
			Title:     "Auto Scaling group gives its instances no tags",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_autoscaling_group"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_153"},
				KICS:    []string{"ba48df05-eaa1-4d64-905e-4a4b051e7587"},
			},
			Run: groupWithoutTags,
		},
		{
			Name:      "aws-autoscaling-without-load-balancer",
			Title:     "Auto Scaling group has no load balancer",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_autoscaling_group"},
			Aliases:   check.Aliases{KICS: []string{"8e94dced-9bcc-4203-8eb7-7e41202b2505"}},
			Run:       groupWithoutBalancer,
		},
		{
			Name:      "aws-autoscaling-without-health-check",
			Title:     "Auto Scaling group keeps instances that its load balancer gave up",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_autoscaling_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_15"},
				Prowler:     []string{"autoscaling_group_elb_health_check_enabled"},
				AWSConfig:   []string{"autoscaling-group-elb-healthcheck-required"},
				SecurityHub: []string{"AutoScaling.1"},
			},
			Run: groupWithoutHealthCheck,
		},
		{
			Name:      "aws-ec2-account-imdsv1",
			Title:     "Account lets instances answer metadata requests without a token",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_ec2_instance_metadata_defaults"},
			Aliases: check.Aliases{
				Prowler: []string{"ec2_instance_account_imdsv2_enabled"},
			},
			Run: check.Argument("http_tokens").Default("no-preference").MustBe("required"),
		},
	}
}

func usesLaunchConfiguration(p *check.Pass) {
	r := p.Resource
	name := r.Get("launch_configuration")
	if name.Present() {
		p.Report(name, "launch configurations know no new instance types and cannot be changed; use a launch template")
	} else if name.Absent() && r.Lacks("launch_template") && r.Lacks("mixed_instances_policy") {
		p.Report(r, "no launch template is named; name one in launch_template")
	}
}

func groupWithoutTags(p *check.Pass) {
	r := p.Resource
	if r.Lacks("tag") && r.Get("tags").Empty() && r.ReferredBy("aws_autoscaling_group_tag", "autoscaling_group_name", "name").None() {
		p.Report(r, "nobody can tell whose the instances are and what they are for; add tag blocks with propagate_at_launch = true")
	}
}

// balancerLinks are the resources that put a load balancer before a group, by the argument that names the group.
func balancerLinks() []string {
	return []string{"aws_autoscaling_attachment", "aws_autoscaling_traffic_source_attachment"}
}

func groupWithoutBalancer(p *check.Pass) {
	r := p.Resource
	if !r.Get("load_balancers").Empty() || !r.Get("target_group_arns").Empty() || !r.Lacks("traffic_source") || isNodeGroup(r) {
		return
	}
	for _, typ := range balancerLinks() {
		if !r.ReferredBy(typ, "autoscaling_group_name", "name").None() {
			return
		}
	}
	p.Report(r, "new instances get no traffic, and ill ones keep theirs; attach a target group in target_group_arns")
}

// isNodeGroup reports a group of Kubernetes nodes: what runs there gets its traffic from the cluster.
func isNodeGroup(group *graph.Resource) bool {
	return slices.ContainsFunc(group.Blocks("tag"), func(tag *graph.Block) bool {
		prefix := tag.Get("key").Prefix()
		return strings.HasPrefix(prefix, "kubernetes.io/cluster/") || strings.HasPrefix(prefix, "k8s.io/cluster")
	})
}

func groupWithoutHealthCheck(p *check.Pass) {
	kind := p.Resource.Get("health_check_type")
	if kind.Or("EC2").NoneOf("ELB", "VPC_LATTICE") && balanced(p.Resource) {
		p.Report(kind, `health_check_type is not "ELB", so that only a dead host is replaced, not a dead service`)
	}
}

// balanced reports that a load balancer surely stands before the group.
func balanced(group *graph.Resource) bool {
	if len(group.Get("load_balancers").Each())+len(group.Get("target_group_arns").Each())+len(group.Blocks("traffic_source")) > 0 {
		return true
	}
	for _, typ := range balancerLinks() {
		if len(group.ReferredBy(typ, "autoscaling_group_name", "name").Sure) > 0 {
			return true
		}
	}
	return false
}
