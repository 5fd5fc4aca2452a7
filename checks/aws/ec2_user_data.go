package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/secret"
)

func ec2UserData() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ec2-user-data-secret",
			Title:     "Secret stands in an instance's user data",
			Severity:  check.Critical,
			Duty:      check.Secrets,
			Resources: []string{"aws_instance", "aws_launch_template", "aws_launch_configuration", "aws_spot_instance_request", "aws_spot_fleet_request", "aws_lightsail_instance"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_46"},
				Trivy:     []string{"AWS-0029", "AWS-0122", "AWS-0129"},
				KICS:      []string{"0b93729a-d882-4803-bdc3-ac429a21f158", "443488f5-c734-460b-a36d-5b3f330174dc", "d7b9d850-3e06-4a75-852f-c46c2e92240b"},
				Terrascan: []string{"AC_AWS_0168"},
				Prowler: []string{
					"ec2_instance_secrets_user_data", "ec2_launch_template_no_secrets",
					"autoscaling_find_secrets_ec2_launch_configuration",
				},
				ScoutSuite: []string{"ec2-instance-with-user-data-secrets"},
			},
			Recommended: true,
			Run:         userDataSecret,
		},
		{
			Name:      "aws-ec2-user-data-encoded-script",
			Title:     "User data is an encoded script that nobody can review",
			Severity:  check.Low,
			Duty:      check.Secrets,
			Resources: []string{"aws_instance", "aws_launch_configuration", "aws_launch_template"},
			Aliases:   check.Aliases{Terrascan: []string{"AC_AWS_0170"}},
			Run:       encodedUserData,
		},
	}
}

func userDataSecret(p *check.Pass) {
	var found []leak
	for _, v := range userData(p.Resource) {
		found = append(found, leaksInUserData(v)...)
	}
	reportLeaks(p, found, "whoever may describe the instance or run code on it reads user data; let the instance fetch it at boot from Secrets Manager or Parameter Store by its role")
}

// userData returns what instances are given to run at boot.
func userData(r *graph.Resource) []graph.Value {
	all := []graph.Value{r.Get("user_data"), r.Get("user_data_base64")}
	for _, b := range r.Blocks("launch_specification") {
		all = append(all, b.Get("user_data"))
	}
	return all
}

func leaksInUserData(v graph.Value) []leak {
	text := readScript(v)
	found := text.leaks()
	for _, part := range bootParts(v, 0) {
		found = append(found, readScript(part).leaks()...)
	}
	for _, template := range v.Refs("data.template_file") {
		found = append(found, leaksInMap(template.Get("vars"))...)
	}
	if len(found) == 0 && text.text == secret.Unknown {
		v.Absent() // nothing of it is known, so the question is open
	}
	return found
}

// bootParts returns the texts that other sources put together into v: parts of a cloud-init configuration and templates.
func bootParts(v graph.Value, depth int) []graph.Value {
	const deepest = 4
	if depth == deepest {
		return nil
	}
	var parts []graph.Value
	for _, source := range v.Refs("data.cloudinit_config", "data.template_cloudinit_config", "cloudinit_config", "data.template_file") {
		if source.Type == "template_file" {
			parts = append(parts, source.Get("template"))
		}
		for _, b := range source.Blocks("part") {
			content := b.Get("content")
			parts = append(parts, content)
			parts = append(parts, bootParts(content, depth+1)...)
		}
	}
	return slices.Clip(parts)
}

// encodedUserData reports base64 that stands in the configuration itself; what a function encodes can be read.
func encodedUserData(p *check.Pass) {
	for _, v := range userData(p.Resource) {
		segments := v.Segments()
		if len(segments) != 1 {
			continue
		}
		if text, ok := knownText(segments[0]); ok && !readable(text) {
			p.Report(v, "reviewers cannot read what runs as root; keep the script as a file and encode it with filebase64 or base64encode")
		}
	}
}

// readable reports that a text is not the encoding of another.
func readable(text string) bool {
	_, encoded := fromBase64(text)
	return !encoded
}
