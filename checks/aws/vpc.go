package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func vpc() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-vpc-default-vpc",
			Title:     "Default VPC is in use",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_default_vpc"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_148"}, Trivy: []string{"AWS-0101"}, KICS: []string{"96ed3526-0179-4c73-b1b2-372fde2e0d13"}, Terrascan: []string{"AC_AWS_0370"}},
			Run:       defaultVPC,
		},
		{
			Name:      "aws-vpc-default-security-group-with-rules",
			Title:     "Default security group lets traffic through",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_default_security_group"},
			Aliases: check.Aliases{
				Trivy:       []string{"AWS-0173"},
				KICS:        []string{"46883ce1-dc3e-4b17-9195-c6a601624c73", "9a4ef195-74b9-4c58-b8ed-2b2fe4353a75"},
				Terrascan:   []string{"AC_AWS_0232"},
				Prowler:     []string{"ec2_securitygroup_default_restrict_traffic"},
				ScoutSuite:  []string{"ec2-default-security-group-with-rules"},
				AWSConfig:   []string{"vpc-default-security-group-closed"},
				SecurityHub: []string{"EC2.2"},
			},
			Run: defaultGroupWithRules,
		},
		{
			Name:      "aws-vpc-default-security-group-not-closed",
			Title:     "VPC's default security group is not closed",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_vpc"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_12"},
				Trivy:       []string{"AWS-0173"},
				KICS:        []string{"9a4ef195-74b9-4c58-b8ed-2b2fe4353a75"},
				Prowler:     []string{"ec2_securitygroup_default_restrict_traffic"},
				ScoutSuite:  []string{"ec2-default-security-group-with-rules"},
				AWSConfig:   []string{"vpc-default-security-group-closed"},
				SecurityHub: []string{"EC2.2"},
			},
			Run: defaultGroupNotClosed,
		},
		{
			Name:      "aws-vpc-without-flow-logs",
			Title:     "VPC has no flow logs",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_vpc", "aws_default_vpc"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_11"},
				Trivy:       []string{"AWS-0178"},
				KICS:        []string{"f83121ea-03da-434f-9277-9cd247ab3047"},
				Terrascan:   []string{"AC_AWS_0369"},
				Prowler:     []string{"vpc_flow_logs_enabled"},
				ScoutSuite:  []string{"vpc-subnet-without-flow-log"},
				AWSConfig:   []string{"vpc-flow-logs-enabled"},
				SecurityHub: []string{"EC2.6"},
			},
			Run: withoutFlowLogs,
		},
		{
			Name:      "aws-vpc-subnet-public-ip",
			Title:     "Subnet gives every instance a public address",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_subnet", "aws_default_subnet"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_130"},
				Trivy:       []string{"AWS-0164"},
				KICS:        []string{"52f04a44-6bfa-4c41-b1d3-4ae99a2de05c"},
				Prowler:     []string{"vpc_subnet_no_public_ip_by_default"},
				AWSConfig:   []string{"subnet-auto-assign-public-ip-disabled"},
				SecurityHub: []string{"EC2.15"},
			},
			Run: subnetPublicIP,
		},
		{
			Name:      "aws-vpc-peering-route-to-everything",
			Title:     "Route sends all traffic into a VPC peering connection",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: routeTypes(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV2_AWS_44"},
				KICS:    []string{"b3a41501-f712-4c4f-81e5-db9a7dc0e34e"},
				Prowler: []string{"vpc_peering_routing_tables_with_least_privilege"},
			},
			Run: defaultRouteBy(peeringTarget, "route the peer's network, or the part of it that is needed, alone"),
		},
		{
			Name:      "aws-vpc-nat-instance-route",
			Title:     "Default route goes through an instance",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: routeTypes(),
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_35"}},
			Run:       defaultRouteBy(instanceTarget, "use a NAT gateway, which AWS patches and scales"),
		},
		{
			Name:      "aws-vpc-endpoint-service-auto-accept",
			Title:     "VPC endpoint service accepts every connection unasked",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_vpc_endpoint_service"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_123"}},
			Run:       check.Argument("acceptance_required").MustBe(true),
		},
		{
			Name:      "aws-vpc-transit-gateway-auto-accept",
			Title:     "Transit gateway accepts every VPC attachment unasked",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_ec2_transit_gateway"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_331"},
				Prowler:     []string{"ec2_transitgateway_auto_accept_vpc_attachments"},
				AWSConfig:   []string{"ec2-transit-gateway-auto-vpc-attach-disabled"},
				SecurityHub: []string{"EC2.23"},
			},
			Run: check.Argument("auto_accept_shared_attachments").Default("disable").MustBe("disable"),
		},
		{
			Name:      "aws-vpc-elastic-ip-unattached",
			Title:     "Elastic IP address is attached to nothing",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_eip"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_19"},
				Prowler:     []string{"ec2_elastic_ip_unassigned"},
				AWSConfig:   []string{"eip-attached"},
				SecurityHub: []string{"EC2.12"},
			},
			Run: elasticIPUnattached,
		},
		{
			Name:      "aws-vpc-without-network-firewall",
			Title:     "VPC has no network firewall",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_vpc"},
			Aliases: check.Aliases{
				KICS:    []string{"fd632aaf-b8a1-424d-a4d1-0de22fd3247a"},
				Prowler: []string{"networkfirewall_in_all_vpc"},
			},
			Run: withoutFirewall,
		},
		{
			Name:      "aws-vpc-gateway-endpoint-without-route",
			Title:     "VPC gateway endpoint is in no route table",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_vpc_endpoint"},
			Aliases:   check.Aliases{KICS: []string{"0bc534c5-13d1-4353-a7fe-b8665d5c1d7d"}},
			Run:       gatewayEndpointWithoutRoute,
		},
		{
			Name:      "aws-vpc-endpoint-without-dns",
			Title:     "VPC endpoint is in a VPC without DNS resolution",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_vpc_endpoint"},
			Aliases:   check.Aliases{KICS: []string{"e9b7acf9-9ba0-4837-a744-31e7df1e434d"}},
			Run:       endpointWithoutDNS,
		},
	}
}

func defaultVPC(p *check.Pass) {
	p.Report(p.Resource, "its subnets are public and its security group is shared; build a VPC for the workload")
}

func defaultGroupWithRules(p *check.Pass) {
	if rules := rulesOf(p.Resource); len(rules) > 0 {
		p.Report(rules[0], "all that names no security group gets this one; leave it without rules")
	}
}

// rulesOf returns what gives a group rules: its blocks, and resources that add some.
func rulesOf(group *graph.Resource) []check.Placed {
	var all []check.Placed
	for _, r := range append(ingress(group), egress(group)...) {
		all = append(all, r)
	}
	for _, r := range attached(group) {
		all = append(all, r)
	}
	return all
}

// defaultGroupNotClosed reports a VPC whose default security group nobody adopted to empty it, or got rules nevertheless.
// A rule can name the group by its own resource or by the VPC's default_security_group_id.
func defaultGroupNotClosed(p *check.Pass) {
	adopted := p.Resource.ReferredBy("aws_default_security_group", "vpc_id")
	if adopted.None() {
		p.Report(p.Resource, "AWS creates it open among its members and outwards; adopt it with aws_default_security_group and no rules")
		return
	}
	rules := rulesOf(p.Resource)
	for _, group := range adopted.Sure {
		rules = append(rules, rulesOf(group)...)
	}
	if len(rules) > 0 {
		p.Report(p.Resource, "its default security group has rules; leave it without any").Relate(rules[0], "this rule")
	}
}

func withoutFlowLogs(p *check.Pass) {
	if p.Resource.ReferredBy("aws_flow_log", "vpc_id").None() {
		p.Report(p.Resource, "no aws_flow_log names it, so nobody can tell afterwards who connected where; add one")
	}
}

// subnetPublicIP knows that the provider's default is false for a subnet of one's own and true for a default subnet.
func subnetPublicIP(p *check.Pass) {
	v := p.Resource.Get("map_public_ip_on_launch")
	if v.Or(p.Resource.Type == "aws_default_subnet").Is(true) {
		p.Report(v, "map_public_ip_on_launch is true; set it to false and give addresses to load balancers and NAT gateways alone")
	}
}

func elasticIPUnattached(p *check.Pass) {
	eip := p.Resource
	if !eip.Get("instance").Absent() || !eip.Get("network_interface").Absent() {
		return
	}
	for _, user := range [][2]string{
		{"aws_eip_association", "allocation_id"},
		{"aws_nat_gateway", "allocation_id"},
		{"aws_nat_gateway", "secondary_allocation_ids"},
		{"aws_nat_gateway", "availability_zone_address.allocation_ids"},
		{"aws_lb", "subnet_mapping.allocation_id"},
		{"aws_alb", "subnet_mapping.allocation_id"},
		{"aws_transfer_server", "endpoint_details.address_allocation_ids"},
		{"aws_redshift_cluster", "elastic_ip"},
		{"aws_eip_association", "public_ip"},
	} {
		if !eip.ReferredBy(user[0], user[1]).None() {
			return
		}
	}
	p.Report(eip, "nothing is associated with it; release it, since an address left in DNS or allow lists may be taken for yours")
}

func withoutFirewall(p *check.Pass) {
	if p.Resource.ReferredBy("aws_networkfirewall_firewall", "vpc_id").None() {
		p.Report(p.Resource, "no aws_networkfirewall_firewall inspects its traffic")
	}
}

func gatewayEndpointWithoutRoute(p *check.Pass) {
	e := p.Resource
	if e.Get("vpc_endpoint_type").Or("Gateway").Is("Gateway") && e.Get("route_table_ids").Empty() &&
		e.ReferredBy("aws_vpc_endpoint_route_table_association", "vpc_endpoint_id").None() {
		p.Report(e, "traffic to %s still leaves by the internet; set route_table_ids", serviceName(e))
	}
}

// serviceName is the last label of com.amazonaws.eu-west-1.dynamodb, or "the service".
func serviceName(endpoint *graph.Resource) string {
	name, ok := endpoint.Get("service_name").Text()
	if !ok {
		return "the service"
	}
	return name[strings.LastIndex(name, ".")+1:]
}

func endpointWithoutDNS(p *check.Pass) {
	if !p.Resource.Get("vpc_endpoint_type").Is("Interface") {
		return
	}
	for _, v := range p.Resource.Refers("vpc_id", "aws_vpc").Sure {
		if dns := v.Get("enable_dns_support"); dns.Is(false) {
			p.Report(p.Resource, "names of %s do not resolve to it; set enable_dns_support to true", serviceName(p.Resource)).
				Relate(dns, "the VPC's DNS resolution is off")
		}
	}
}

func routeTypes() []string {
	return []string{"aws_route", "aws_route_table", "aws_default_route_table"}
}

// A route is one entry of a route table, inline or a resource of its own.
type route struct {
	*graph.Block
	destinations [2]string // the arguments that name it, IPv4 and IPv6
}

func routes(r *graph.Resource) []route {
	if r.Type == "aws_route" {
		return []route{{r.Block, [2]string{"destination_cidr_block", "destination_ipv6_cidr_block"}}}
	}
	var all []route
	for _, b := range r.Blocks("route") {
		all = append(all, route{b, [2]string{"cidr_block", "ipv6_cidr_block"}})
	}
	return all
}

// defaultRouteBy is the Run that reports each route that sends the whole internet to a target of the kind.
func defaultRouteBy(target func(route) bool, advice string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, r := range routes(p.Resource) {
			if !target(r) {
				continue
			}
			for _, name := range r.destinations {
				if open := internet(networksIn(r.Get(name))); len(open) > 0 {
					p.Report(open[0].at, "the destination is %s; %s", open[0], advice)
					break
				}
			}
		}
	}
}

func peeringTarget(r route) bool { return r.Get("vpc_peering_connection_id").Present() }

// instanceTarget knows instance_id, which the provider dropped in version 5, and the network interface of an instance.
func instanceTarget(r route) bool {
	return r.Get("instance_id").Present() || len(r.Get("network_interface_id").Refs("aws_instance")) > 0
}
