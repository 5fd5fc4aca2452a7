package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ec2Instance() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ec2-imdsv1",
			Title:     "Instance metadata service answers without a session token",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: machineTypes(),
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_79"},
				Trivy:     []string{"AWS-0028", "AWS-0130"},
				KICS:      []string{"f1g2h3i4-j5k6-7lmn-8opq-9012rstuvwxy"},
				Terrascan: []string{"AC_AWS_0479", "AC_AWS_0487"},
				Prowler: []string{
					"ec2_instance_imdsv2_enabled", "ec2_launch_template_imdsv2_required",
					"autoscaling_group_launch_configuration_requires_imdsv2",
				},
				AWSConfig:   []string{"ec2-imdsv2-check", "ec2-launch-template-imdsv2-check", "autoscaling-launchconfig-requires-imdsv2"},
				SecurityHub: []string{"EC2.8", "AutoScaling.3"},
			},
			Recommended: true,
			Run:         imdsV1,
		},
		{
			Name:      "aws-ec2-metadata-hop-limit",
			Title:     "Instance metadata can be reached through a proxy or container",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: machineTypes(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_341"},
				AWSConfig:   []string{"ec2-token-hop-limit-check", "autoscaling-launch-config-hop-limit"},
				SecurityHub: []string{"AutoScaling.4"},
			},
			Run: metadataHopLimit,
		},
		{
			Name:      "aws-ec2-public-ip",
			Title:     "Instance has a public address",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: machineTypes(),
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_88", "CKV_AWS_389"},
				Trivy:      []string{"AWS-0009"},
				KICS:       []string{"5a2486aa-facf-477d-a5c1-b010789459ce"},
				Prowler:    []string{"ec2_instance_public_ip", "ec2_launch_template_no_public_ip", "autoscaling_group_launch_configuration_no_public_ip"},
				ScoutSuite: []string{"ec2-instance-with-public-ip"},
				AWSConfig: []string{
					"ec2-instance-no-public-ip", "ec2-launch-template-public-ip-disabled",
					"autoscaling-launch-config-public-ip-disabled",
				},
				SecurityHub: []string{"EC2.9", "EC2.25", "AutoScaling.5"},
			},
			Run: publicInstance,
		},
		{
			Name:      "aws-ec2-admin-role",
			Title:     "Instance runs with administrator rights",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: machineTypes(),
			Aliases:   check.Aliases{Terrascan: []string{"AC_AWS_0477", "AC_AWS_0488"}},
			Run:       adminInstance,
		},
		{
			Name:      "aws-ec2-without-instance-profile",
			Title:     "Instance has no role",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_instance"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV2_AWS_41"},
				Prowler:   []string{"ec2_instance_profile_attached"},
				AWSConfig: []string{"ec2-instance-profile-attached"},
			},
			Run: withoutInstanceProfile,
		},
		{
			Name:      "aws-ec2-role-shared-with-private",
			Title:     "Public and private instances share a role",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_instance"},
			Aliases:   check.Aliases{KICS: []string{"c53c7a89-f9d7-4c7b-8b66-8a555be99593"}},
			Run:       roleSharedWithPrivate,
		},
		{
			Name:      "aws-ec2-default-security-group",
			Title:     "Instance is in the VPC's default security group",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_instance"},
			Aliases: check.Aliases{
				KICS:       []string{"f1adc521-f79a-4d71-b55b-a68294687432"},
				ScoutSuite: []string{"ec2-default-security-group-in-use"},
			},
			Run: defaultSecurityGroup,
		},
		{
			Name:      "aws-ec2-without-security-group",
			Title:     "Instance names no security group of its VPC",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_instance"},
			Aliases: check.Aliases{
				KICS:      []string{"a31a5a29-718a-4ff4-8001-a69e5e4d029e"},
				Terrascan: []string{"AC_AWS_0153"},
			},
			Run: withoutSecurityGroup,
		},
		{
			Name:      "aws-ec2-default-vpc",
			Title:     "Instance is in the default VPC",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_instance"},
			Aliases:   check.Aliases{KICS: []string{"7e4a6e76-568d-43ef-8c4e-36dea481bff1"}},
			Run:       instanceInDefaultVPC,
		},
		{
			Name:      "aws-ec2-basic-monitoring",
			Title:     "Instance is measured every five minutes only",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_instance", "aws_launch_template"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_126"},
				KICS:      []string{"23b70e32-032e-4fa6-ba5c-82f56b9980e6"},
				Terrascan: []string{"AC_AWS_0480", "AC_AWS_0490"},
				Prowler:   []string{"ec2_instance_detailed_monitoring_enabled"},
				AWSConfig: []string{"ec2-instance-detailed-monitoring-enabled"},
			},
			Run: basicMonitoring,
		},
		{
			Name:      "aws-ec2-not-ebs-optimized",
			Title:     "Instance shares its network with its disks",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_instance"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_135"},
				KICS:      []string{"60224630-175a-472a-9e23-133827040766"},
				Terrascan: []string{"AC_AWS_0449"},
				AWSConfig: []string{"ebs-optimized-instance"},
			},
			Run: check.Argument("ebs_optimized").Default(false).Unless(optimizedByItself).MustBe(true),
		},
	}
}

func imdsV1(p *check.Pass) {
	m := machineOf(p.Resource)
	at, why := m.imdsV1()
	if why == "" || m.template != nil && !p.Resource.Get("metadata_options.http_tokens").Written() {
		return // what the template does not say is reported there
	}
	p.Report(at, `%s, so that one request that a web application can be talked into fetches the role's credentials; set metadata_options { http_tokens = "required" }`, why).
		Set(p.Resource.Block, "metadata_options.http_tokens", "required")
}

func metadataHopLimit(p *check.Pass) {
	limit := p.Resource.Get("metadata_options.http_put_response_hop_limit")
	if n, ok := limit.Number(); ok && n > 1 {
		p.Report(limit, "http_put_response_hop_limit is %v; 1 keeps the session token on the instance itself", n).
			Set(p.Resource.Block, "metadata_options.http_put_response_hop_limit", 1)
	}
}

func publicInstance(p *check.Pass) {
	if at, why := machineOf(p.Resource).publicAddress(); why != "" {
		p.Report(at, "%s; put it behind a load balancer, and reach it through Session Manager", why)
	}
}

func adminInstance(p *check.Pass) {
	m := machineOf(p.Resource)
	role, at, what := m.administrator()
	if what == "" {
		return
	}
	named, _ := m.profiles()
	p.Report(named, "%s has %s; grant what the software on it calls", role.Address, what).Relate(at, "administrator rights")
}

func withoutInstanceProfile(p *check.Pass) {
	m := machineOf(p.Resource)
	if m.template == nil && !m.elsewhere && m.Get("iam_instance_profile").Empty() {
		p.Report(p.Resource, "software on it that calls AWS would need keys, and Session Manager cannot reach it; give it an instance profile")
	}
}

// roleSharedWithPrivate reports an instance with a public address whose profile an instance without one has as well.
func roleSharedWithPrivate(p *check.Pass) {
	m := machineOf(p.Resource)
	named, profiles := m.profiles()
	if _, why := m.publicAddress(); why == "" || len(profiles) == 0 {
		return
	}
	for _, other := range profiles[0].ReferredBy("aws_instance", "iam_instance_profile", "name").Sure {
		o := machineOf(other)
		if other == p.Resource || !o.surelyPrivate() {
			continue
		}
		p.Report(named, "%s has the same; what a stranger reaches should not hold the rights of what is kept from strangers", other.Address).
			Relate(other, "the private instance")
		return
	}
}

// surelyPrivate reports that the machine surely gets no public address.
func (m machine) surelyPrivate() bool {
	if _, why := m.publicAddress(); why != "" {
		return false
	}
	if m.Get("associate_public_ip_address").Is(false) {
		return true
	}
	subnets := m.subnets()
	return len(subnets) > 0 && !slices.ContainsFunc(subnets, func(s *graph.Resource) bool {
		return !s.Get("map_public_ip_on_launch").Or(false).Is(false)
	})
}

func defaultSecurityGroup(p *check.Pass) {
	for _, path := range []string{"vpc_security_group_ids", "security_groups"} {
		for _, id := range p.Resource.Get(path).Each() {
			if isDefaultGroup(id) {
				p.Report(id, "everything that names no group shares it; give the instance a group of its own")
			}
		}
	}
}

// isDefaultGroup knows the default group by its name, or by the VPC that it is an attribute of.
func isDefaultGroup(id graph.Value) bool {
	switch {
	case len(id.Refs("aws_default_security_group", "aws_vpc", "aws_default_vpc", "data.aws_vpc")) > 0:
		return true
	case len(id.Refs("aws_security_group")) > 0:
		return false // whoever declares a group has one of his own
	case id.Is("default"):
		return true
	}
	for _, source := range id.Refs("data.aws_security_group") {
		if source.Get("name").Is("default") {
			return true
		}
	}
	return false
}

func withoutSecurityGroup(p *check.Pass) {
	m := machineOf(p.Resource)
	if m.template != nil || m.elsewhere || !m.Lacks("network_interface") || !m.Lacks("primary_network_interface") {
		return
	}
	if groups := m.Get("vpc_security_group_ids"); groups.Empty() {
		p.Report(groups, "it gets the default group, which everything shares that names none; name groups in vpc_security_group_ids")
	}
}

func instanceInDefaultVPC(p *check.Pass) {
	m := machineOf(p.Resource)
	for _, subnet := range m.subnets() {
		if subnet.Type == "aws_default_subnet" || ofDefaultVPC(subnet) {
			p.Report(p.Resource.Get("subnet_id"), "%s belongs to it, and its subnets give public addresses; build a VPC for the workload", subnet.Address)
			return
		}
	}
}

func ofDefaultVPC(subnet *graph.Resource) bool {
	vpc := subnet.Get("vpc_id")
	for _, source := range vpc.Refs("data.aws_vpc") {
		if source.Get("default").Is(true) {
			return true
		}
	}
	return len(vpc.Refs("aws_default_vpc")) > 0
}

func basicMonitoring(p *check.Pass) {
	path := "monitoring"
	if p.Resource.Type == "aws_launch_template" {
		path = "monitoring.enabled"
	}
	m := machineOf(p.Resource)
	if v := m.Get(path); !m.elsewhere && m.template == nil && v.Or(false).Is(false) {
		p.Report(v, "%s is not on; detailed monitoring measures every minute, so that alarms and scaling act in time", path).Set(p.Resource.Block, path, true)
	}
}

// optimizedByItself reports an instance of a type that always has a link of its own to its disks, or that can have none.
func optimizedByItself(r *graph.Resource) bool {
	m := machineOf(r)
	kind := m.option("instance_type")
	if kind.Absent() {
		return m.elsewhere
	}
	return !kind.Holds(func(t string) bool {
		family, size, _ := strings.Cut(t, ".")
		switch family {
		case "c3", "i2", "r3":
			return !strings.HasPrefix(size, "8x") && size != "large"
		case "m1", "m3", "c1", "m2", "g2":
			return strings.HasSuffix(size, "xlarge")
		}
		return false
	})
}
