package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ec2NetworkACL() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ec2-network-acl-ssh-open",
			Title:     "Network ACL opens SSH to the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: aclTypes(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_232"},
				Trivy:       []string{"AWS-0105"},
				KICS:        []string{"3af7f2fd-06e6-4dab-b996-2912bea19ba4"},
				Prowler:     []string{"ec2_networkacl_allow_ingress_tcp_port_22"},
				AWSConfig:   []string{"nacl-no-unrestricted-ssh-rdp"},
				SecurityHub: []string{"EC2.21"},
			},
			Run: openACL("tcp", 22),
		},
		{
			Name:      "aws-ec2-network-acl-rdp-open",
			Title:     "Network ACL opens RDP to the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: aclTypes(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_231"},
				Trivy:       []string{"AWS-0105"},
				KICS:        []string{"a20be318-cac7-457b-911d-04cc6e812c25"},
				Prowler:     []string{"ec2_networkacl_allow_ingress_tcp_port_3389"},
				AWSConfig:   []string{"nacl-no-unrestricted-ssh-rdp"},
				SecurityHub: []string{"EC2.21"},
			},
			Run: openACL("", 3389),
		},
		{
			Name:      "aws-ec2-network-acl-ftp-open",
			Title:     "Network ACL opens FTP to the internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: aclTypes(),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_229"}},
			Run:       openACL("tcp", 21),
		},
		{
			Name:      "aws-ec2-network-acl-ftp-data-open",
			Title:     "Network ACL opens the FTP data port to the internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: aclTypes(),
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_230"}},
			Run:       openACL("tcp", 20),
		},
		{
			Name:      "aws-ec2-network-acl-all-ports-open",
			Title:     "Network ACL opens every port to the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: aclTypes(),
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_352"},
				Trivy:      []string{"AWS-0102"},
				Prowler:    []string{"ec2_networkacl_allow_ingress_any_port"},
				ScoutSuite: []string{"vpc-custom-network-acls-allow-all", "vpc-default-network-acls-allow-all"},
			},
			Run: allPortsACL,
		},
		{
			Name:      "aws-ec2-network-acl-unattached",
			Title:     "Network ACL guards no subnet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_network_acl"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_1"},
				Prowler:     []string{"ec2_networkacl_unused"},
				ScoutSuite:  []string{"vpc-network-acl-not-used"},
				AWSConfig:   []string{"vpc-network-acl-unused-check"},
				SecurityHub: []string{"EC2.16"},
			},
			Run: unattachedACL,
		},
	}
}

func aclTypes() []string {
	return []string{"aws_network_acl", "aws_default_network_acl", "aws_network_acl_rule"}
}

// An aclEntry is one numbered rule of a network ACL. The lowest number that matches decides.
type aclEntry struct {
	rule
	number, action graph.Value
}

// aclIngress returns the inbound entries that the resource itself states.
func aclIngress(r *graph.Resource) []aclEntry {
	if r.Type == "aws_network_acl_rule" {
		if r.Get("egress").Or(false).Is(false) {
			return []aclEntry{{rule{r.Block, aclSpelling}, r.Get("rule_number"), r.Get("rule_action")}}
		}
		return nil
	}
	var entries []aclEntry
	for _, b := range r.Blocks("ingress") {
		entries = append(entries, aclEntry{rule{b, aclSpelling}, b.Get("rule_no"), b.Get("action")})
	}
	return entries
}

// aclNeighbours returns the inbound entries of the ACL that the resource is or belongs to, in no order.
func aclNeighbours(r *graph.Resource) []aclEntry {
	acls := []*graph.Resource{r}
	if r.Type == "aws_network_acl_rule" {
		acls = r.Refers("network_acl_id").Sure
	}
	var entries []aclEntry
	for _, acl := range acls {
		entries = append(entries, aclIngress(acl)...)
		for _, other := range acl.ReferredBy("aws_network_acl_rule", "network_acl_id").Sure {
			entries = append(entries, aclIngress(other)...)
		}
	}
	return entries
}

// openACL is the Run that reports each entry which lets the internet reach the port and is not overruled.
func openACL(protocol string, port int) func(*check.Pass) {
	reach := onePort(protocol, port)
	return func(p *check.Pass) {
		for _, e := range aclIngress(p.Resource) {
			if e.closed() || !e.action.Is("allow") {
				continue
			}
			what := reach(e.rule)
			if what == "" || overruled(e, p.Resource, protocol, port) {
				continue
			}
			reportOpen(p, e.rule, "may reach "+what+"; name the networks that need it, or deny it in an entry with a lower number")
		}
	}
}

// overruled reports that an entry with a lower number denies the port to all that e allows it to.
func overruled(e aclEntry, r *graph.Resource, protocol string, port int) bool {
	mine, ok := e.number.Number()
	if !ok {
		return false
	}
	for _, other := range aclNeighbours(r) {
		number, ok := other.number.Number()
		if ok && number < mine && other.action.Is("deny") && other.Allows(protocol, port) && other.surrounds(e.rule) {
			return true
		}
	}
	return false
}

// surrounds reports that r is about every network that o is about.
func (r rule) surrounds(o rule) bool {
	outer, inner := r.networks(), o.networks()
	for _, n := range inner {
		contained := false
		for _, m := range outer {
			contained = contained || m.Bits() <= n.Bits() && m.Contains(n.Addr())
		}
		if !contained {
			return false
		}
	}
	return len(inner) > 0
}

func allPortsACL(p *check.Pass) {
	for _, e := range aclIngress(p.Resource) {
		if !e.closed() && e.action.Is("allow") && e.AllowsAll() {
			reportOpen(p, e.rule, "may reach "+e.span()+"; allow the ports that the subnet serves and the ephemeral ports of its replies")
		}
	}
}

func unattachedACL(p *check.Pass) {
	if p.Resource.Get("subnet_ids").Empty() && p.Resource.ReferredBy("aws_network_acl_association", "network_acl_id").None() {
		p.Report(p.Resource, "no subnet is associated with it, so the default network ACL decides; set subnet_ids")
	}
}
