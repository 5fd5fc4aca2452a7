package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ec2Takeover() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-ec2-account-takeover",
			Title:       "One request to an instance on the internet can take over the account",
			Severity:    check.Critical,
			Duty:        check.Identity,
			Resources:   machineTypes(),
			Recommended: true,
			Subsumes:    []string{"aws-ec2-admin-role"},
			Run:         accountTakeover,
		},
	}
}

// accountTakeover joins three flaws, each of them common and none fatal alone: strangers reach the instance, its metadata service
// gives the role's credentials to a forged request, and the role may do everything.
func accountTakeover(p *check.Pass) {
	m := machineOf(p.Resource)
	role, rights, what := m.administrator()
	if what == "" {
		return
	}
	tokens, imds := m.imdsV1()
	if imds == "" {
		return
	}
	entry, reach := m.reachable()
	if reach == "" {
		return
	}
	named, _ := m.profiles()
	f := p.Report(named, "%s; %s; and %s has %s; close any one of the three, and best all", reach, imds, role.Address, what).
		Relate(entry, "strangers get in here: %s", reach).
		Relate(tokens, "credentials leave here: %s", imds).
		Relate(rights, "and they may do everything: %s", what)
	if m.template == nil {
		f.Set(p.Resource.Block, "metadata_options.http_tokens", "required") // the one of the three that is a matter of one argument
	}
}

// administrator returns the first of the machine's roles that surely has administrator rights, and what gives them.
func (m machine) administrator() (role *graph.Resource, at check.Placed, what string) {
	for _, r := range m.roles() {
		if at, what := administrator(r); what != "" {
			return r, at, what
		}
	}
	return nil, nil, ""
}

// administrator says by what a role surely has administrator rights, or the right to give them to itself; "" when it has not.
func administrator(role *graph.Resource) (at check.Placed, what string) {
	policies, arns := rolePolicies(role)
	for _, arn := range arns {
		if name, ok := awsPolicyName(arn); ok && (name == "AdministratorAccess" || name == "IAMFullAccess") {
			return arn, "the policy " + name
		}
	}
	for _, policy := range policies {
		for _, s := range granting(policy) {
			if _, all := everywhere(s); !all {
				continue
			}
			if action, ok := s.AllActions(); ok {
				return action, "every action on every resource"
			}
		}
	}
	return nil, ""
}

// reachable says how the internet surely reaches the machine: it has a public address and a security group that lets strangers in.
func (m machine) reachable() (at check.Placed, why string) {
	if _, address := m.publicAddress(); address == "" && !m.placedByDefault() {
		return nil, ""
	}
	for _, group := range m.securityGroups() {
		for _, r := range groupIngress(group) {
			if open := internet(r.networks()); len(open) > 0 {
				return open[0].at, "the internet reaches " + r.span() + " through " + group.Address
			}
		}
	}
	return nil, ""
}

// placedByDefault reports that AWS chooses the machine's subnet: one of the default VPC's, which give public addresses.
func (m machine) placedByDefault() bool {
	return (m.Type == "aws_instance" || m.Type == "aws_spot_instance_request") && !m.elsewhere && m.template == nil &&
		m.Lacks("network_interface") && m.Lacks("primary_network_interface") &&
		m.Get("subnet_id").Absent() && m.Get("associate_public_ip_address").Absent()
}
