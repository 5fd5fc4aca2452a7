package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

const policyDocumentType = "data.aws_iam_policy_document"

// identityPolicyHolders are the types that hold what users, groups and roles may do. A document of the data source is looked at there and not
// again in each place that names it.
func identityPolicyHolders() []string {
	return []string{
		policyDocumentType, "aws_iam_group_policy", "aws_iam_policy", "aws_iam_role", "aws_iam_role_policy", "aws_iam_user_policy",
		"aws_ssoadmin_permission_set_inline_policy",
	}
}

// identityPolicies returns the identity policies that r holds.
func identityPolicies(r *graph.Resource) []iam.Policy {
	if limitsOnly(r) {
		return nil
	}
	switch r.TypeName() {
	case policyDocumentType:
		return []iam.Policy{iam.Rendered(r)}
	case "aws_iam_role":
		var all []iam.Policy
		for _, b := range r.Blocks("inline_policy") {
			all = append(all, ownPolicy(b.Get("policy")))
		}
		return all
	case "aws_ssoadmin_permission_set_inline_policy":
		return []iam.Policy{ownPolicy(r.Get("inline_policy"))}
	}
	return []iam.Policy{ownPolicy(r.Get("policy"))}
}

// ownPolicy parses a policy unless a data source holds it.
func ownPolicy(v graph.Value) iam.Policy {
	if len(v.Refs(policyDocumentType)) > 0 {
		return iam.Policy{}
	}
	return iam.Parse(v)
}

// limitsOnly reports that the policy surely serves as a ceiling, a service control policy or a permissions boundary, which grants nothing.
func limitsOnly(r *graph.Resource) bool {
	if r.TypeName() != policyDocumentType {
		return isBoundary(r)
	}
	return graph.RememberOf(r, "limits only", func() bool { return slices.ContainsFunc(takers(r), isCeiling) })
}

// What bounds following a document through others to its uses: how many one through the other, and how many in all.
const (
	maxTakeovers = 5
	maxTakers    = 100
)

// takers are the document and those that take it over, directly or not.
func takers(document *graph.Resource) []*graph.Resource {
	all, last := []*graph.Resource{document}, 0
	for range maxTakeovers {
		for _, d := range all[last:] {
			last++
			for _, user := range d.ReferredBy(policyDocumentType, "source_policy_documents").Sure {
				if len(all) < maxTakers && !slices.Contains(all, user) {
					all = append(all, user)
				}
			}
		}
	}
	return all
}

// isCeiling reports that the document's own uses make it a service control policy or a permissions boundary.
func isCeiling(document *graph.Resource) bool {
	return len(document.ReferredBy("aws_organizations_policy", "content").Sure) > 0 ||
		slices.ContainsFunc(document.ReferredBy("aws_iam_policy", "policy").Sure, isBoundary)
}

func isBoundary(policy *graph.Resource) bool {
	if policy.TypeName() != "aws_iam_policy" {
		return false
	}
	for _, holder := range []string{"aws_iam_role", "aws_iam_user"} {
		if len(policy.ReferredBy(holder, "permissions_boundary", "arn").Sure) > 0 {
			return true
		}
	}
	const path = "permissions_boundary.customer_managed_policy_reference.name"
	return len(policy.ReferredBy("aws_ssoadmin_permissions_boundary_attachment", path, "name").Sure) > 0
}

// grants returns the statements by which identity policies of r surely allow something, whatever the holder sends along.
func grants(r *graph.Resource) []iam.Statement {
	return graph.RememberOf(r, "grants", func() []iam.Statement {
		var all []iam.Statement
		for _, p := range identityPolicies(r) {
			all = append(all, granting(p)...)
		}
		return all
	})
}

func granting(p iam.Policy) []iam.Statement {
	var all []iam.Statement
	for _, s := range p.Statements {
		if s.Allows() && s.NamesNobody() && s.OnlyOn(saysWhoNotWhat) {
			all = append(all, s)
		}
	}
	return all
}

// saysWhoNotWhat reports whether a condition key tells how, when or by whom a request is made, so that a statement conditioned on it still
// grants all that it names.
func saysWhoNotWhat(key string) bool {
	switch key {
	case "aws:securetransport", "aws:sourceip", "aws:useragent", "aws:referer", "aws:currenttime", "aws:epochtime",
		"aws:tokenissuetime", "aws:requestedregion", "aws:principalarn", "aws:principalaccount", "aws:principalorgid",
		"aws:principaltype", "aws:resourceaccount", "aws:resourceorgid", "aws:multifactorauthpresent", "aws:multifactorauthage":
		return true
	}
	return false
}

// everywhere returns the element by which the statement holds for every resource: "*", or NotResource.
func everywhere(s iam.Statement) (graph.Value, bool) {
	if v, ok := s.AllResources(); ok {
		return v, true
	}
	if len(s.NotResources) > 0 {
		return s.NotResources[0], true
	}
	return graph.Value{}, false
}

// nobodysName is what no resource is called: a pattern that covers it covers any name.
const nobodysName = "zq7-any-name-at-all"

// onAny reports that the statement surely holds for whatever the action may be asked to do: every resource, or every one of the kind that
// the action takes.
func onAny(s iam.Statement, action string) bool {
	if _, ok := everywhere(s); ok {
		return true
	}
	service, name, _ := strings.Cut(strings.ToLower(action), ":")
	kind := resourceKind(service, name)
	if kind == "" {
		return false
	}
	_, ok := s.Covers(service, kind+nobodysName)
	return ok
}

// resourceKind is how the ARN's last part begins for what the action takes, "" when the services differ too much to say.
func resourceKind(service, name string) string {
	switch service {
	case "lambda":
		return "function:"
	case "s3":
		return nobodysName + "/"
	case "secretsmanager":
		return "secret:"
	case "sts":
		return "role/"
	case "ssm":
		if strings.HasPrefix(name, "getparameter") {
			return "parameter/"
		}
	case "iam":
		return iamResourceKind(name)
	}
	return ""
}

func iamResourceKind(name string) string {
	switch {
	case strings.Contains(name, "policyversion"):
		return "policy/"
	case strings.Contains(name, "role"):
		return "role/"
	case strings.Contains(name, "group"):
		return "group/"
	case strings.Contains(name, "user"), strings.Contains(name, "loginprofile"), strings.Contains(name, "accesskey"):
		return "user/"
	}
	return ""
}

// granted is an action that a statement allows on whatever the action may be asked to do, at the element that does so.
type granted struct {
	at     graph.Value
	action string
}

// grantedOf returns, for each element of the statement that covers one of the actions on anything, the first such action.
func grantedOf(s iam.Statement, actions []string) []granted {
	var all []granted
	for _, v := range s.Actions {
		for _, action := range actions {
			if v.Holds(func(pattern string) bool { return iam.MatchAction(pattern, action) }) && onAny(s, action) {
				all = append(all, granted{v, action})
				break
			}
		}
	}
	if len(all) > 0 || len(s.NotActions) == 0 {
		return all
	}
	for _, action := range actions {
		if s.AllowsAction(action) && onAny(s, action) {
			return []granted{{s.NotActions[0], action}}
		}
	}
	return nil
}
