package aws

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// A spelling is how one of the provider's ways to write a rule names its parts.
type spelling struct{ protocol, v4, v6, prefixList string }

var (
	inlineSpelling = spelling{"protocol", "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"}
	singleSpelling = spelling{"ip_protocol", "cidr_ipv4", "cidr_ipv6", "prefix_list_id"}
	aclSpelling    = spelling{"protocol", "cidr_block", "ipv6_cidr_block", ""}
)

// A rule is one permission of a security group or one entry of a network ACL, in whichever way it is written. Its answers
// mean "surely", and none is sought before it is asked for.
type rule struct {
	*graph.Block
	spelling spelling
}

// ingress returns the inbound rules that the resource itself states: the blocks of a group, or the one rule that a rule
// resource is. Rules that other resources add to a group are those of groupIngress.
func ingress(r *graph.Resource) []rule { return stated(r, "ingress") }

// egress is ingress for outbound rules.
func egress(r *graph.Resource) []rule { return stated(r, "egress") }

func stated(r *graph.Resource, direction string) []rule {
	switch r.Type {
	case "aws_vpc_security_group_" + direction + "_rule":
		return []rule{{r.Block, singleSpelling}}
	case "aws_security_group_rule":
		if r.Get("type").Is(direction) {
			return []rule{{r.Block, inlineSpelling}}
		}
	case "aws_security_group", "aws_default_security_group":
		var rules []rule
		for _, b := range r.Blocks(direction) {
			rules = append(rules, rule{b, inlineSpelling})
		}
		return rules
	}
	return nil
}

// groupIngress returns the inbound rules in force for a security group: its own and those that rule resources add.
func groupIngress(group *graph.Resource) []rule {
	return append(ingress(group), added(group, "ingress")...)
}

// added returns the rules in that direction that other resources surely add to the group.
func added(group *graph.Resource, direction string) []rule {
	var rules []rule
	for _, typ := range []string{"aws_security_group_rule", "aws_vpc_security_group_" + direction + "_rule"} {
		for _, r := range group.ReferredBy(typ, "security_group_id").Sure {
			rules = append(rules, stated(r, direction)...)
		}
	}
	return rules
}

// attached returns the resources that surely add a rule to the group, in either direction.
func attached(group *graph.Resource) []*graph.Resource {
	var all []*graph.Resource
	for _, typ := range []string{"aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"} {
		all = append(all, group.ReferredBy(typ, "security_group_id").Sure...)
	}
	return all
}

// protocol returns "tcp", "udp", "icmp", "icmpv6", "all", or else what is written; "" when it is not known.
func (r rule) protocol() string {
	text, _ := r.Get(r.spelling.protocol).Text()
	switch p := strings.ToLower(text); p {
	case "-1":
		return "all"
	case "6":
		return "tcp"
	case "17":
		return "udp"
	case "1":
		return "icmp"
	case "58":
		return "icmpv6"
	default:
		return p
	}
}

// ports returns the range of ports; ok is false when it is not known or the protocol has none.
func (r rule) ports() (from, to int, ok bool) {
	switch r.protocol() {
	case "all":
		return 0, 65535, true
	case "tcp", "udp":
		first, known1 := r.Get("from_port").Number()
		last, known2 := r.Get("to_port").Number()
		if known1 && known2 && first == -1 && last == -1 { // what the API itself answers for "all"
			return 0, 65535, true
		}
		return int(first), int(last), known1 && known2
	}
	return 0, 0, false
}

// Allows reports that the rule lets the port through on the protocol: "tcp", "udp", or "" for either.
func (r rule) Allows(protocol string, port int) bool {
	if p := r.protocol(); p != "all" && protocol != "" && p != protocol {
		return false
	}
	from, to, ok := r.ports()
	return ok && from <= port && port <= to
}

// AllowsAll reports that the rule lets every port through, on every protocol or on TCP or UDP.
func (r rule) AllowsAll() bool {
	from, to, ok := r.ports()
	return ok && from <= 1 && to >= 65535
}

// span says the rule's ports in words: "port 22", "ports 20-25", "every port".
func (r rule) span() string {
	from, to, ok := r.ports()
	switch {
	case !ok && slices.Contains([]string{"", "tcp", "udp"}, r.protocol()):
		return "ports that are not known here"
	case !ok:
		return "it by " + r.protocol()
	case r.protocol() == "all":
		return "every port of every protocol"
	case r.AllowsAll():
		return "every " + strings.ToUpper(r.protocol()) + " port"
	case from == to:
		return fmt.Sprintf("port %d", from)
	}
	return fmt.Sprintf("ports %d-%d", from, to)
}

// services returns the services of those kinds that the rule lets through, in order of port.
func (r rule) services(kinds ...portKind) []service {
	from, to, ok := r.ports()
	if !ok {
		return nil
	}
	var found []service
	for _, s := range services {
		if from <= s.port && s.port <= to && slices.Contains(kinds, s.kind) && r.Allows(s.protocol, s.port) {
			found = append(found, s)
		}
	}
	return found
}

// networks returns the CIDR blocks at the rule's other end, those of a managed prefix list in the configuration included.
func (r rule) networks() []network {
	nets := slices.Concat(networksIn(r.Get(r.spelling.v4)), networksIn(r.Get(r.spelling.v6)))
	if r.spelling.prefixList != "" {
		nets = append(nets, listed(r.Get(r.spelling.prefixList))...)
	}
	return nets
}

// closed reports that the rule's networks are all known and keep the internet out. It is no question, so that one on ports
// that are not known need not be asked.
func (r rule) closed() bool {
	for _, name := range []string{r.spelling.v4, r.spelling.v6, r.spelling.prefixList} {
		if name != "" && !r.Get(name).Known() {
			return false
		}
	}
	return len(internet(r.networks())) == 0
}

// listed returns the entries of the managed prefix lists that v names, each placed where v names its list.
func listed(v graph.Value) []network {
	ids := []graph.Value{v}
	if v.IsCollection() {
		ids = v.Each()
	}
	var nets []network
	for _, id := range ids {
		for _, list := range id.Find("aws_ec2_managed_prefix_list").Sure {
			for _, entry := range list.Blocks("entry") {
				nets = append(nets, placedAt(id, networksIn(entry.Get("cidr")))...)
			}
			for _, entry := range list.ReferredBy("aws_ec2_managed_prefix_list_entry", "prefix_list_id").Sure {
				nets = append(nets, placedAt(id, networksIn(entry.Get("cidr")))...)
			}
		}
	}
	return nets
}

func placedAt(v graph.Value, nets []network) []network {
	for i := range nets {
		nets[i].at = v
	}
	return nets
}
