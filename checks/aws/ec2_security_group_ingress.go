package aws

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

func ingressTypes() []string {
	return []string{"aws_security_group", "aws_default_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"}
}

func ec2SecurityGroupIngress() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ec2-security-group-all-ports-open",
			Title:     "Security group opens every port to the internet",
			Severity:  check.Critical,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_277"},
				Terrascan:   []string{"AC_AWS_0231", "AC_AWS_0275", "AC_AWS_0478", "AC_AWS_0489"},
				Prowler:     []string{"ec2_securitygroup_allow_ingress_from_internet_to_all_ports"},
				ScoutSuite:  []string{"ec2-security-group-opens-all-ports-to-all"},
				AWSConfig:   []string{"vpc-sg-open-only-to-authorized-ports", "restricted-incoming-traffic"},
				SecurityHub: []string{"EC2.18", "EC2.19"},
			},
			Recommended: true,
			Subsumes:    []string{"aws-ec2-security-group-ssh-open", "aws-ec2-security-group-rdp-open", "aws-ec2-security-group-internal-port-open"},
			Run:         openIngress(everyPort, "open the ports that the service needs, to the networks that need them"),
		},
		{
			Name:      "aws-ec2-security-group-ssh-open",
			Title:     "Security group opens SSH to the internet",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_24"},
				Trivy:       []string{"AWS-0107"},
				KICS:        []string{"65905cec-d691-4320-b320-2000436cb696"},
				Terrascan:   []string{"AC_AWS_0227", "AC_AWS_0319"},
				Prowler:     []string{"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22", "ec2_instance_port_ssh_exposed_to_internet"},
				ScoutSuite:  []string{"ec2-security-group-opens-known-port-to-all"},
				AWSConfig:   []string{"incoming-ssh-disabled", "restricted-ssh", "vpc-sg-open-only-to-authorized-ports"},
				SecurityHub: []string{"EC2.13", "EC2.18"},
			},
			Recommended: true,
			Subsumes:    []string{"aws-ec2-security-group-rdp-open", "aws-ec2-security-group-internal-port-open"},
			Run:         openIngress(onePort("tcp", 22), "name the administrators' networks, or close the port and use Session Manager"),
		},
		{
			Name:      "aws-ec2-security-group-rdp-open",
			Title:     "Security group opens RDP to the internet",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_25"},
				Trivy:       []string{"AWS-0107"},
				KICS:        []string{"151187cb-0efc-481c-babd-ad24e3c9bc22"},
				Terrascan:   []string{"AC_AWS_0230"},
				Prowler:     []string{"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389", "ec2_instance_port_rdp_exposed_to_internet"},
				ScoutSuite:  []string{"ec2-security-group-opens-known-port-to-all"},
				AWSConfig:   []string{"restricted-incoming-traffic", "restricted-common-ports", "vpc-sg-open-only-to-authorized-ports"},
				SecurityHub: []string{"EC2.14", "EC2.18"},
			},
			Recommended: true,
			Subsumes:    []string{"aws-ec2-security-group-internal-port-open"},
			Run:         openIngress(onePort("", 3389), "name the administrators' networks, or close the port and use Fleet Manager"),
		},
		{
			Name:      "aws-ec2-security-group-internal-port-open",
			Title:     "Security group opens a database or administration port to the internet",
			Severity:  check.Critical,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases: check.Aliases{
				KICS:      []string{"381c3f2a-ef6f-4eff-99f7-b169cda3422c", "54c417bf-c762-48b9-9d31-b3d87047e3f0"},
				Terrascan: terrascanIDs(233, 274),
				Prowler: []string{
					"ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_cassandra_7199_9160_8888",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_elasticsearch_kibana_9200_9300_5601",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_kafka_9092",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_memcached_11211",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mongodb_27017_27018",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_oracle_1521_2483",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_redis_6379",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_sql_server_1433_1434",
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_telnet_23",
					"ec2_instance_port_cassandra_exposed_to_internet", "ec2_instance_port_cifs_exposed_to_internet",
					"ec2_instance_port_elasticsearch_kibana_exposed_to_internet", "ec2_instance_port_kafka_exposed_to_internet",
					"ec2_instance_port_memcached_exposed_to_internet", "ec2_instance_port_mongodb_exposed_to_internet",
					"ec2_instance_port_mysql_exposed_to_internet", "ec2_instance_port_oracle_exposed_to_internet",
					"ec2_instance_port_postgresql_exposed_to_internet", "ec2_instance_port_redis_exposed_to_internet",
					"ec2_instance_port_sqlserver_exposed_to_internet", "ec2_instance_port_telnet_exposed_to_internet",
				},
				ScoutSuite:  []string{"ec2-security-group-opens-known-port-to-all"},
				AWSConfig:   []string{"vpc-sg-open-only-to-authorized-ports", "restricted-incoming-traffic", "restricted-common-ports"},
				SecurityHub: []string{"EC2.18", "EC2.19"},
			},
			Recommended: true,
			Run:         openIngress(servicesOf(internal), "let in only the security groups of its clients"),
		},
		{
			Name:      "aws-ec2-security-group-sensitive-port-open",
			Title:     "Security group opens a sensitive port to the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases: check.Aliases{
				KICS:      []string{"381c3f2a-ef6f-4eff-99f7-b169cda3422c"},
				Terrascan: terrascanIDs(233, 274),
				Prowler: []string{
					"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_ftp_20_21", "ec2_instance_port_ftp_exposed_to_internet",
					"ec2_instance_port_kerberos_exposed_to_internet", "ec2_instance_port_ldap_exposed_to_internet",
				},
				ScoutSuite:  []string{"ec2-security-group-opens-known-port-to-all", "ec2-security-group-opens-plaintext-port"},
				AWSConfig:   []string{"vpc-sg-open-only-to-authorized-ports"},
				SecurityHub: []string{"EC2.18"},
			},
			Run: openIngress(servicesOf(remote, sensitive), "name the networks that need it"),
		},
		{
			Name:      "aws-ec2-security-group-http-open",
			Title:     "Security group opens plain HTTP to the internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_260"}, KICS: []string{"ffac8a12-322e-42c1-b9b9-81ff85c39ef7"}, Terrascan: []string{"AC_AWS_0228"}},
			Run:       openIngress(onePort("tcp", 80), "serve HTTPS, and keep port 80 for a redirect if at all"),
		},
		{
			Name:      "aws-ec2-security-group-https-open",
			Title:     "Security group opens HTTPS to the internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases:   check.Aliases{Terrascan: []string{"AC_AWS_0229"}},
			Run:       openIngress(onePort("tcp", 443), "keep it so for a public site only"),
		},
		{
			Name:      "aws-ec2-security-group-unknown-port-open",
			Title:     "Security group opens a port of no known service to the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases: check.Aliases{
				KICS:        []string{"590d878b-abdc-428f-895a-e2b68a0e1998"},
				Terrascan:   []string{"AC_AWS_0276"},
				ScoutSuite:  []string{"ec2-security-group-opens-port-to-all"},
				AWSConfig:   []string{"vpc-sg-open-only-to-authorized-ports"},
				SecurityHub: []string{"EC2.18"},
			},
			Run: openIngress(unknownPort, "make sure that strangers are meant to reach what listens there"),
		},
		{
			Name:      "aws-ec2-security-group-open-to-internet",
			Title:     "Security group lets the internet in",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases: check.Aliases{
				KICS:       []string{"4728cd65-a20c-49da-8b31-9c08b423e4db"},
				Prowler:    []string{"ec2_securitygroup_allow_ingress_from_internet_to_any_port"},
				ScoutSuite: []string{"ec2-security-group-opens-port-to-all"},
			},
			Run: openIngress(rule.span, "name the networks that need it, unless the service is public"),
		},
		{
			Name:      "aws-ec2-security-group-sensitive-port-public-network",
			Title:     "Security group opens a sensitive port to a public network",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases:   check.Aliases{KICS: []string{"e35c16a2-d54e-419d-8546-a804d8e024d0"}, Terrascan: terrascanIDs(277, 318)},
			Run:       sensitiveIngress(isPublicRange, "name single hosts, or reach it over a VPN"),
		},
		{
			Name:      "aws-ec2-security-group-sensitive-port-wide-private-network",
			Title:     "Security group opens a sensitive port to a wide private network",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: ingressTypes(),
			Aliases:   check.Aliases{KICS: []string{"92fe237e-074c-4262-81a4-2077acb928c1"}, Terrascan: terrascanIDs(320, 363)},
			Run:       sensitiveIngress(isWidePrivate, "name the subnets or security groups of its clients"),
		},
	}
}

// terrascanIDs are the identifiers of the AC_AWS series from first to last, both included.
func terrascanIDs(first, last int) []string {
	var ids []string
	for n := first; n <= last; n++ {
		ids = append(ids, fmt.Sprintf("AC_AWS_%04d", n))
	}
	return ids
}

// openIngress is the Run that reports each inbound rule which lets the internet reach what reach names; "" is nothing.
func openIngress(reach func(rule) string, advice string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, r := range ingress(p.Resource) {
			if r.closed() {
				continue
			}
			if what := reach(r); what != "" {
				reportOpen(p, r, "may reach "+what+"; "+advice)
			}
		}
	}
}

// reportOpen reports the network by which the internet gets through the rule, if one does, and relates the others. The
// message follows the network.
func reportOpen(p *check.Pass, r rule, message string) {
	open := internet(r.networks())
	if len(open) == 0 {
		return
	}
	f := p.Report(open[0].at, "%s %s", open[0], message)
	for _, n := range open[1:] {
		f.Relate(n.at, "%s as well", n)
	}
	if len(open) == len(r.networks()) {
		return // whom to let in instead is for its owner to say
	}
	for _, n := range open {
		f.RemoveElement(n.at)
	}
}

// sensitiveIngress is the Run that reports each network for which wide holds and that reaches a sensitive port.
func sensitiveIngress(wide func(netip.Prefix) bool, advice string) func(*check.Pass) {
	reach := servicesOf(remote, internal, sensitive)
	return func(p *check.Pass) {
		for _, r := range ingress(p.Resource) {
			what := reach(r)
			if what == "" {
				continue
			}
			for _, n := range r.networks() {
				if wide(n.Prefix) {
					p.Report(n.at, "%s may reach %s; %s", n, what, advice)
					break
				}
			}
		}
	}
}

// everyPort names the rule's ports if they are all.
func everyPort(r rule) string {
	if r.AllowsAll() {
		return r.span()
	}
	return ""
}

// onePort names the port if the rule lets it through.
func onePort(protocol string, port int) func(rule) string {
	return func(r rule) string {
		if !r.Allows(protocol, port) {
			return ""
		}
		return within(fmt.Sprintf("port %d", port), r)
	}
}

// servicesOf names the services of those kinds that the rule lets through.
func servicesOf(kinds ...portKind) func(rule) string {
	return func(r rule) string {
		found := r.services(kinds...)
		if len(found) == 0 {
			return ""
		}
		const shown = 3
		var names []string
		for _, s := range found[:min(shown, len(found))] {
			names = append(names, fmt.Sprintf("port %d (%s)", s.port, s.name))
		}
		if more := len(found) - shown; more > 0 {
			names = append(names, fmt.Sprintf("%d more", more))
		}
		return within(strings.Join(names, ", "), r)
	}
}

// unknownPort names the first port that the rule lets through and no service is known by.
func unknownPort(r rule) string {
	from, to, ok := r.ports()
	if !ok {
		return ""
	}
	for port := max(from, 1); port <= min(to, 65535); port++ {
		if !isKnownPort(port) {
			return within(fmt.Sprintf("port %d", port), r)
		}
	}
	return ""
}

// within adds the rule's range to what was found in it, where it is more than that.
func within(what string, r rule) string {
	if from, to, _ := r.ports(); from == to {
		return what
	}
	return what + " among " + r.span()
}
