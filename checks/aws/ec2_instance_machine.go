package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// A machine is what an instance is launched as: its own arguments and those of the launch template it names, which count where it
// says nothing itself. A launch template or configuration is a machine without a template.
type machine struct {
	*graph.Resource
	template  *graph.Resource // nil when it names none, or none that is in the configuration
	elsewhere bool            // it names a template that is not in the configuration: what it does not say may be said there
}

func machineTypes() []string {
	return []string{"aws_instance", "aws_spot_instance_request", "aws_launch_template", "aws_launch_configuration"}
}

func machineOf(r *graph.Resource) machine {
	m := machine{Resource: r}
	if templates := launchTemplates(r.Block); len(templates) == 1 {
		m.template = templates[0]
	} else {
		m.elsewhere = !r.Lacks("launch_template")
	}
	return m
}

// launchTemplates returns the launch templates that a block launch_template within b names.
func launchTemplates(b *graph.Block) []*graph.Resource {
	var all []*graph.Resource
	for _, named := range b.Blocks("launch_template") {
		all = append(all, templatesNamed(named)...)
	}
	return all
}

func templatesNamed(b *graph.Block) []*graph.Resource {
	all := b.Get("id").Find("aws_launch_template").Sure
	for _, r := range append(b.Get("name").Find("aws_launch_template", "name").Sure, b.Get("launch_template_id").Find("aws_launch_template").Sure...) {
		if !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return all
}

// holders are the resources that say what the machine is like, the one that counts most first.
func (m machine) holders() []*graph.Resource {
	if m.template == nil {
		return []*graph.Resource{m.Resource}
	}
	return []*graph.Resource{m.Resource, m.template}
}

// option returns an argument from the first of the holders that gives it; null at the instance's head when none does.
func (m machine) option(path string) graph.Value {
	for _, r := range m.holders() {
		if v := r.Get(path); v.Written() || !v.Known() {
			return v
		}
	}
	return m.Get(path)
}

// interfaces returns the network interfaces that a template defines for its machines.
func (m machine) interfaces() []*graph.Block {
	var all []*graph.Block
	for _, r := range m.holders() {
		if r.Type == "aws_launch_template" {
			all = append(all, r.Blocks("network_interfaces")...)
		}
	}
	return all
}

// profiles returns the instance profiles that the machine surely runs with, and where it says so.
func (m machine) profiles() (named graph.Value, profiles []*graph.Resource) {
	for _, r := range m.holders() {
		for _, path := range []string{"iam_instance_profile", "iam_instance_profile.name", "iam_instance_profile.arn"} {
			if strings.Contains(path, ".") != (r.Type == "aws_launch_template") {
				continue
			}
			v := r.Get(path)
			if found := v.Find("aws_iam_instance_profile", "name", "arn").Sure; len(found) > 0 {
				return v, found
			}
		}
	}
	return graph.Value{}, nil
}

// roles returns the roles of the machine's instance profiles.
func (m machine) roles() []*graph.Resource {
	_, profiles := m.profiles()
	var roles []*graph.Resource
	for _, p := range profiles {
		roles = append(roles, p.Get("role").Find("aws_iam_role", "name").Sure...)
	}
	return roles
}

// securityGroups returns the security groups that the machine is surely in.
func (m machine) securityGroups() []*graph.Resource {
	var named []graph.Value
	for _, r := range m.holders() {
		named = append(named, r.Get("vpc_security_group_ids"), r.Get("security_groups"))
	}
	for _, b := range m.interfaces() {
		named = append(named, b.Get("security_groups"))
	}
	var groups []*graph.Resource
	for _, v := range named {
		groups = append(groups, groupsNamed(v)...)
	}
	for _, nic := range m.attached() {
		groups = append(groups, groupsNamed(nic.Get("security_groups"))...)
	}
	return groups
}

func groupsNamed(v graph.Value) []*graph.Resource {
	return append(v.Find("aws_security_group", "name").Sure, v.Find("aws_default_security_group").Sure...)
}

// attached returns the network interfaces of their own that the instance gets.
func (m machine) attached() []*graph.Resource {
	var all []*graph.Resource
	for _, b := range append(m.Blocks("network_interface"), m.Blocks("primary_network_interface")...) {
		all = append(all, b.Get("network_interface_id").Find("aws_network_interface").Sure...)
	}
	return all
}

// subnets returns the subnets that the machine is surely in.
func (m machine) subnets() []*graph.Resource {
	ids := []graph.Value{m.Get("subnet_id")}
	for _, b := range m.interfaces() {
		ids = append(ids, b.Get("subnet_id"))
	}
	for _, nic := range m.attached() {
		ids = append(ids, nic.Get("subnet_id"))
	}
	for _, group := range m.groups() {
		ids = append(ids, group.Get("vpc_zone_identifier"))
	}
	var subnets []*graph.Resource
	for _, id := range ids {
		subnets = append(subnets, append(id.Find("aws_subnet").Sure, id.Find("aws_default_subnet").Sure...)...)
	}
	return subnets
}

// groups returns the Auto Scaling groups that launch machines from a template or configuration.
func (m machine) groups() []*graph.Resource {
	switch m.Type {
	case "aws_launch_configuration":
		return m.ReferredBy("aws_autoscaling_group", "launch_configuration", "name").Sure
	case "aws_launch_template":
		groups := m.ReferredBy("aws_autoscaling_group", "launch_template.id").Sure
		groups = append(groups, m.ReferredBy("aws_autoscaling_group", "launch_template.name", "name").Sure...)
		return append(groups, m.ReferredBy("aws_autoscaling_group", "mixed_instances_policy.launch_template.launch_template_specification.launch_template_id").Sure...)
	}
	return nil
}

// publicAddress says what gives the machine a public address, and where that is written; "" when nothing surely does.
func (m machine) publicAddress() (at graph.Value, why string) {
	const argument = "associate_public_ip_address"
	own := m.Get(argument)
	for _, b := range m.interfaces() {
		if v := b.Get(argument); v.Is(true) {
			return v, argument + " is true"
		} else if !own.Written() && v.Written() {
			own = v
		}
	}
	if own.Is(true) {
		return own, argument + " is true"
	}
	if addresses := m.addresses(); len(addresses) > 0 {
		return addresses[0], "an elastic IP address is attached to it"
	}
	if !own.Absent() || len(m.attached()) > 0 {
		return graph.Value{}, ""
	}
	for _, s := range m.subnets() {
		if v := s.Get("map_public_ip_on_launch"); v.Is(true) {
			return v, "its subnet " + s.Address + " gives public addresses"
		}
	}
	return graph.Value{}, ""
}

// addresses returns where elastic IP addresses say that they belong to the instance.
func (m machine) addresses() []graph.Value {
	var all []graph.Value
	for _, link := range [][2]string{{"aws_eip", "instance"}, {"aws_eip_association", "instance_id"}} {
		for _, r := range m.ReferredBy(link[0], link[1]).Sure {
			all = append(all, r.Get(link[1]))
		}
	}
	for _, nic := range m.attached() {
		for _, link := range [][2]string{{"aws_eip", "network_interface"}, {"aws_eip_association", "network_interface_id"}} {
			for _, r := range nic.ReferredBy(link[0], link[1]).Sure {
				all = append(all, r.Get(link[1]))
			}
		}
	}
	return all
}

// imdsV1 returns where it shows that the machine's metadata service answers requests without a session token; why is "" when that
// is not sure. The image's or the account's default counts where nothing is said.
func (m machine) imdsV1() (at graph.Value, why string) {
	tokens := m.option("metadata_options.http_tokens")
	switch {
	case m.option("metadata_options.http_endpoint").Is("disabled"):
		return tokens, ""
	case tokens.Is("optional"):
		return tokens, `http_tokens is "optional"`
	case m.elsewhere || !tokens.Absent() || m.requiredByDefault():
		return tokens, ""
	}
	return tokens, `http_tokens is not set and defaults to "optional"`
}

// requiredByDefault reports that the account or the image asks for session tokens where the machine does not say.
func (m machine) requiredByDefault() bool {
	for _, d := range m.Graph.All("aws_ec2_instance_metadata_defaults") {
		if !d.Get("http_tokens").IsNot("required") {
			return true
		}
	}
	for _, path := range []string{"ami", "image_id"} {
		if isAL2023(m.option(path)) {
			return true
		}
	}
	return false
}

// isAL2023 reports that an image is Amazon Linux 2023, whose images ask for session tokens.
func isAL2023(image graph.Value) bool {
	if strings.Contains(image.Prefix(), "/al2023-") {
		return true
	}
	for _, source := range image.Refs("data.aws_ami", "data.aws_ssm_parameter") {
		if strings.Contains(source.Get("name").Prefix(), "/al2023-") {
			return true
		}
		for _, filter := range source.Blocks("filter") {
			for _, value := range filter.Get("values").Each() {
				if strings.HasPrefix(value.Prefix(), "al2023-") {
					return true
				}
			}
		}
	}
	return false
}
