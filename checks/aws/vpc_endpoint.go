package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func vpcEndpoint() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-vpc-endpoint-open-policy",
			Title:     "Endpoint lets everything through to every account",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_vpc_endpoint", "aws_vpc_endpoint_policy"},
			Run:       endpointOpenPolicy,
		},
		{
			Name:      "aws-vpc-endpoint-default-policy",
			Title:     "Endpoint has no policy of its own",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_vpc_endpoint"},
			Run:       endpointDefaultPolicy,
		},
	}
}

// endpointOpenPolicy reports statements that say what the default policy says: every action on every resource, for whoever comes through.
func endpointOpenPolicy(p *check.Pass) {
	for _, s := range iam.Parse(p.Resource.Get("policy")).Statements {
		_, everything := s.AllResources()
		bare := s.OnlyOn(func(string) bool { return false }) // a condition may speak of the resource's owner
		if action, all := s.AllActions(); all && everything && bare && s.Allows() && s.Everyone() {
			p.Report(action, "every action on every resource is allowed; name the buckets, tables or the organization that are meant")
		}
	}
}

// endpointDefaultPolicy asks of endpoints for buckets and tables: those that data leaves by, into anybody's account.
func endpointDefaultPolicy(p *check.Pass) {
	policy := p.Resource.Get("policy")
	if policy.Empty() && leadsToStorage(p.Resource) && p.Resource.ReferredBy("aws_vpc_endpoint_policy", "vpc_endpoint_id").None() {
		p.Report(policy, "the default allows everything, to the buckets and tables of any account; name yours in a policy")
	}
}

func leadsToStorage(endpoint *graph.Resource) bool {
	switch serviceName(endpoint) {
	case "s3", "dynamodb":
		return true
	}
	return false
}
