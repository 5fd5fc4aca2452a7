package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func elbListener() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-elb-plain-http",
			Title:     "Load balancer answers plain HTTP",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: balancerListeners(),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_2", "CKV2_AWS_20", "CKV_AWS_103"},
				Trivy:       []string{"AWS-0054"},
				KICS:        []string{"de7f5e83-da88-4046-871f-ea18504b1d43"},
				Terrascan:   []string{"AC_AWS_0491"},
				Prowler:     []string{"elbv2_ssl_listeners"},
				ScoutSuite:  []string{"elbv2-listener-allowing-cleartext"},
				AWSConfig:   []string{"alb-http-to-https-redirection-check", "elbv2-listener-encryption-in-transit"},
				SecurityHub: []string{"ELB.1"},
			},
			Run: elbPlainHTTP,
		},
		{
			Name:      "aws-elb-outdated-tls",
			Title:     "Load balancer accepts outdated TLS",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: balancerListeners(),
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_103", "CKV2_AWS_74"},
				Trivy:      []string{"AWS-0047"},
				Prowler:    []string{"elbv2_insecure_ssl_ciphers"},
				ScoutSuite: []string{"elbv2-older-ssl-policy"},
			},
			Recommended: true,
			Run:         elbOutdatedTLS,
		},
		{
			Name:      "aws-elb-target-plain-http",
			Title:     "Load balancer speaks plain HTTP to its targets",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_lb_target_group", "aws_alb_target_group"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_378"}, Terrascan: []string{"AC_AWS_0492"}},
			Run:       check.Argument("protocol").Unless(isLambdaTarget).MustNotBe("HTTP"),
		},
		{
			Name:      "aws-elb-no-health-check",
			Title:     "Target group has no health check of its own",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_lb_target_group", "aws_alb_target_group"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_261"}},
			Run:       elbNoHealthCheck,
		},
		{
			Name:      "aws-elb-classic-no-tls",
			Title:     "Classic load balancer listens without TLS",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_elb"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_376", "CKV_AWS_127"},
				Terrascan:   []string{"AC_AWS_0120"},
				Prowler:     []string{"elb_ssl_listeners"},
				ScoutSuite:  []string{"elb-listener-allowing-cleartext"},
				AWSConfig:   []string{"elb-tls-https-listeners-only"},
				SecurityHub: []string{"ELB.3"},
			},
			Run: elbClassicNoTLS,
		},
		{
			Name:      "aws-elb-classic-outdated-tls",
			Title:     "Classic load balancer's policy allows outdated protocols",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_load_balancer_policy"},
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_213"},
				KICS:       []string{"126c1788-23c2-4a10-906c-ef179f4f96ec"},
				Terrascan:  []string{"AC_AWS_0172"},
				Prowler:    []string{"elb_insecure_ssl_ciphers"},
				ScoutSuite: []string{"elb-older-ssl-policy"},
				AWSConfig:  []string{"elb-predefined-security-policy-ssl-check", "elb-custom-security-policy-ssl-check"},
			},
			Recommended: true,
			Run:         elbClassicOutdatedTLS,
		},
		{
			Name:      "aws-elb-classic-weak-cipher",
			Title:     "Classic load balancer's policy allows weak ciphers",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_load_balancer_policy"},
			Aliases: check.Aliases{
				KICS:      []string{"4a800e14-c94a-442d-9067-5a2e9f6c0a4c"},
				Terrascan: []string{"AC_AWS_0171"},
				Prowler:   []string{"elb_insecure_ssl_ciphers"},
				AWSConfig: []string{"elb-custom-security-policy-ssl-check"},
			},
			Run: elbClassicWeakCipher,
		},
	}
}

// elbPlainHTTP leaves out listeners that send the viewer on to HTTPS.
func elbPlainHTTP(p *check.Pass) {
	protocol := p.Resource.Get("protocol")
	if !protocol.Is("HTTP") {
		return
	}
	if !slices.ContainsFunc(p.Resource.Blocks("default_action"), redirectsToHTTPS) {
		p.Report(protocol, "requests and answers can be read on the way; redirect to HTTPS")
	}
}

// redirectsToHTTPS reports that the action may do so: a protocol that is not written is the request's.
func redirectsToHTTPS(action *graph.Block) bool {
	if action.Get("type").IsNot("redirect") {
		return false
	}
	return !action.Get("redirect.protocol").Or("#{protocol}").IsNot("HTTPS")
}

// elbOutdatedTLS asks of listeners that speak TLS; the provider's and the service's default is a policy of 2016.
func elbOutdatedTLS(p *check.Pass) {
	if !p.Resource.Get("protocol").OneOf("HTTPS", "TLS") {
		return
	}
	policy := p.Resource.Get("ssl_policy")
	if policy.Or("ELBSecurityPolicy-2016-08").Holds(isOutdatedBalancerPolicy) {
		name, _ := policy.Or("ELBSecurityPolicy-2016-08").Text()
		p.Report(policy, "%s accepts TLS 1.0 or 1.1; take ELBSecurityPolicy-TLS13-1-2-2021-06 or newer", name).
			Set(p.Resource.Block, "ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06")
	}
}

func isLambdaTarget(group *graph.Resource) bool { return group.Get("target_type").Is("lambda") }

func elbNoHealthCheck(p *check.Pass) {
	if !p.Resource.Get("protocol").OneOf("HTTP", "HTTPS") {
		return
	}
	if enabled := p.Resource.Get("health_check.enabled"); enabled.Is(false) {
		p.Report(enabled, "the health_check is off; enable it")
	}
	if !slices.ContainsFunc(p.Resource.Blocks("health_check"), saysAnything) {
		p.Report(p.Resource, "the default asks for / every 30 seconds, whatever the service means by it; add a health_check with a path")
	}
}

func elbClassicNoTLS(p *check.Pass) {
	for _, listener := range p.Resource.Blocks("listener") {
		protocol, certificate := listener.Get("lb_protocol"), listener.Get("ssl_certificate_id")
		switch name, known := protocol.Text(); {
		case strings.EqualFold(name, "http") || strings.EqualFold(name, "tcp"):
			p.Report(protocol, "lb_protocol is %s; listen on HTTPS or SSL with a certificate", quoted(protocol))
		case known && certificate.Empty():
			p.Report(certificate, "no certificate is named for %s; set ssl_certificate_id", quoted(protocol))
		}
	}
}

// switchedOnAttributes returns the attributes of a policy for TLS that are surely on and whose name f holds for.
func switchedOnAttributes(policy *graph.Resource, f func(string) bool) []graph.Value {
	var on []graph.Value
	if !policy.Get("policy_type_name").Is("SSLNegotiationPolicyType") {
		return nil
	}
	for _, attribute := range policy.Blocks("policy_attribute") {
		if name := attribute.Get("name"); name.Holds(f) && attribute.Get("value").Holds(func(s string) bool { return strings.EqualFold(s, "true") }) {
			on = append(on, name)
		}
	}
	return on
}

func elbClassicOutdatedTLS(p *check.Pass) {
	isOutdated := func(name string) bool {
		return name == "Protocol-SSLv2" || name == "Protocol-SSLv3" || name == "Protocol-TLSv1" || name == "Protocol-TLSv1.1"
	}
	for _, name := range switchedOnAttributes(p.Resource, isOutdated) {
		p.Report(name, "%s is on; leave only Protocol-TLSv1.2", quoted(name))
	}
	for _, attribute := range p.Resource.Blocks("policy_attribute") {
		if reference := attribute.Get("value"); attribute.Get("name").Is("Reference-Security-Policy") && reference.Holds(isOutdatedBalancerPolicy) {
			p.Report(reference, "%s accepts TLS 1.0 or 1.1; take ELBSecurityPolicy-TLS-1-2-2017-01", quoted(reference))
		}
	}
}

func elbClassicWeakCipher(p *check.Pass) {
	for _, name := range switchedOnAttributes(p.Resource, isWeakCipher) {
		p.Report(name, "%s can be broken; take it out", quoted(name))
	}
}

// isWeakCipher reports whether a cipher of OpenSSL's names uses RC4, DES, 3DES, RC2, MD5, an export key, no authentication or no encryption.
func isWeakCipher(name string) bool {
	for _, part := range strings.Split(strings.ToUpper(name), "-") {
		switch part {
		case "RC4", "RC2", "DES", "CBC3", "MD5", "EXP", "NULL", "ADH", "KRB5", "SEED", "IDEA":
			return true
		}
	}
	return false
}
