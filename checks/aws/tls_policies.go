package aws

import "slices"

// Security policies by what the oldest protocol is that they accept, as the user guides of Elastic Load Balancing and API Gateway list them,
// November 2026: of the post-quantum ones two accept TLS 1.0, none stops at 1.1. A policy that is in no list is taken to be newer than the lists.

// outdatedBalancerPolicies are those of application and network load balancers, and the predefined ones of classic ones, that accept
// TLS 1.0 or 1.1.
func outdatedBalancerPolicies() []string {
	return []string{
		"ELBSecurityPolicy-2011-08", "ELBSecurityPolicy-2014-01", "ELBSecurityPolicy-2014-10", "ELBSecurityPolicy-2015-02",
		"ELBSecurityPolicy-2015-03", "ELBSecurityPolicy-2015-05", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-Default",
		"ELBSecurityPolicy-TLS-1-0-2015-04", "ELBSecurityPolicy-TLS-1-1-2017-01", "ELBSecurityPolicy-FS-2018-06",
		"ELBSecurityPolicy-FS-1-1-2019-08", "ELBSecurityPolicy-TLS13-1-0-2021-06", "ELBSecurityPolicy-TLS13-1-1-2021-06",
		"ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04", "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
		"ELBSecurityPolicy-TLS13-1-0-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09",
	}
}

// isOutdatedBalancerPolicy reports whether the policy accepts TLS 1.0 or 1.1.
func isOutdatedBalancerPolicy(name string) bool {
	return slices.Contains(outdatedBalancerPolicies(), name)
}
