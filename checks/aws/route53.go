package aws

import (
	"net/netip"
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func route53() []*check.Check {
	zones := []string{"aws_route53_zone"}
	records := []string{"aws_route53_record"}
	return []*check.Check{
		{
			Name:      "aws-route53-no-query-log",
			Title:     "Public zone does not record queries",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: zones,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_39"},
				KICS:        []string{"7dbba512-e244-42dc-98bb-422339827967"},
				Terrascan:   []string{"AC_AWS_0204"},
				Prowler:     []string{"route53_public_hosted_zones_cloudwatch_logging_enabled"},
				SecurityHub: []string{"Route53.2"},
			},
			Run: zoneNotLogged,
		},
		{
			Name:      "aws-route53-no-dnssec",
			Title:     "Public zone is not signed",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: zones,
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_38"}},
			Run:       zoneNotSigned,
		},
		{
			Name:      "aws-route53-dnssec-off",
			Title:     "Signing of the zone is switched off",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_route53_hosted_zone_dnssec"},
			Run:       check.Argument("signing_status").Default("SIGNING").MustBe("SIGNING"),
		},
		{
			Name:      "aws-route53-record-empty",
			Title:     "Record points nowhere",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: records,
			Aliases: check.Aliases{
				KICS:      []string{"25db74bf-fa3b-44da-934e-8c3e005c0453"},
				Terrascan: []string{"AC_AWS_0205"},
			},
			Run: recordEmpty,
		},
		{
			Name:      "aws-route53-record-literal-address",
			Title:     "Record points to an address that nothing here holds",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: records,
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_23"}},
			Run:       recordLiteralAddress,
		},
		{
			Name:      "aws-route53-domain-unlocked",
			Title:     "Domain may be transferred away",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_route53domains_registered_domain", "aws_route53domains_domain"},
			Aliases: check.Aliases{
				Checkov:    []string{"CKV_AWS_377"},
				Prowler:    []string{"route53_domains_transferlock_enabled"},
				ScoutSuite: []string{"route53-domain-no-transferlock"},
			},
			Recommended: true,
			Run:         check.Argument("transfer_lock").Default(true).MustBe(true),
		},
		{
			Name:      "aws-route53-domain-no-renewal",
			Title:     "Domain is not renewed by itself",
			Severity:  check.Medium,
			Duty:      check.Resilience,
			Resources: []string{"aws_route53domains_registered_domain", "aws_route53domains_domain"},
			Aliases: check.Aliases{
				ScoutSuite: []string{"route53-domain-no-autorenew"},
			},
			Run: check.Argument("auto_renew").Default(true).MustBe(true),
		},
		{
			Name:      "aws-route53-domain-owner-published",
			Title:     "Domain publishes who answers for it",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_route53domains_registered_domain", "aws_route53domains_domain"},
			Aliases: check.Aliases{
				Prowler: []string{"route53_domains_privacy_protection_enabled"},
			},
			Run: check.Argument("admin_privacy").Default(true).MustBe(true),
		},
	}
}

// isPublicZone reports a zone that surely answers everyone: those of a VPC answer within it alone.
func isPublicZone(zone *graph.Resource) bool {
	return zone.Lacks("vpc") && zone.ReferredBy("aws_route53_zone_association", "zone_id", "zone_id").None()
}

func zoneNotLogged(p *check.Pass) {
	if isPublicZone(p.Resource) && p.Resource.ReferredBy("aws_route53_query_log", "zone_id", "zone_id").None() {
		p.Report(p.Resource, "add an aws_route53_query_log")
	}
}

// zoneNotSigned knows that signing names its zone by itself or by way of the signing key.
func zoneNotSigned(p *check.Pass) {
	const signing, key = "aws_route53_hosted_zone_dnssec", "aws_route53_key_signing_key"
	zone := p.Resource
	if !isPublicZone(zone) || !zone.ReferredBy(signing, "hosted_zone_id", "zone_id").None() {
		return
	}
	keys := zone.ReferredBy(key, "hosted_zone_id", "zone_id")
	for _, k := range slices.Concat(keys.Sure, keys.Maybe) {
		if !k.ReferredBy(signing, "hosted_zone_id").None() {
			return
		}
	}
	p.Report(zone, "add an aws_route53_key_signing_key and an aws_route53_hosted_zone_dnssec")
}

func recordEmpty(p *check.Pass) {
	if records := p.Resource.Get("records"); p.Resource.Lacks("alias") && records.Empty() {
		p.Report(records, "it has neither records nor an alias; remove it, or say what it points to")
	}
}

// recordLiteralAddress reports public addresses that are written out: once AWS gives the address to somebody else, the name is his.
func recordLiteralAddress(p *check.Pass) {
	if !p.Resource.Get("type").OneOf("A", "AAAA") {
		return
	}
	for _, record := range p.Resource.Get("records").Each() {
		if len(record.Refs()) == 0 && record.Holds(isPublicAddress) {
			p.Report(record, "%s is written out; refer to the resource that has the address, or use an alias", quoted(record))
			return
		}
	}
}

func isPublicAddress(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && !isPrivate(netip.PrefixFrom(address, address.BitLen()))
}
