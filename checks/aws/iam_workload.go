package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func iamWorkload() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-iam-workload-privileged",
			Title:     "Whoever takes over the workload takes over more than it needs",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_function", "aws_sagemaker_notebook_instance"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV2_AWS_68"},
				KICS:    []string{"1b3af2f9-af8c-4dfc-a0f1-a03adb70deb2"},
			},
			Run: workloadPrivileged,
		},
		{
			Name:      "aws-iam-resource-policy-without-principal",
			Title:     "Statement of a resource's policy names no principal",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: resourcePolicyHolders(),
			Aliases: check.Aliases{
				KICS:      []string{"bbe3dd3d-fea9-4b68-a785-cfabe2bbbc54"},
				Terrascan: []string{"AC_AWS_0481"},
			},
			Run: withoutPrincipal,
		},
		{
			Name:      "aws-iam-policy-invoke-unqualified",
			Title:     "Policy lets its holder invoke a function but none of its versions and aliases",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: identityPolicyHolders(),
			Aliases:   check.Aliases{KICS: []string{"0ca1017d-3b80-423e-bb9c-6cd5898d34bd"}},
			Run:       invokeUnqualified,
		},
	}
}

func workloadPrivileged(p *check.Pass) {
	for _, path := range []string{"role", "role_arn"} {
		role := p.Resource.Get(path)
		for _, r := range role.Refs("aws_iam_role") {
			if what, ok := excess(r); ok {
				p.Report(role, "%s grants %s on everything; give the workload a role of its own with what it needs", r.Address, what)
			}
		}
	}
}

// excess returns what the role may do to all of AWS or all of a service.
func excess(role *graph.Resource) (what string, ok bool) {
	policies, arns := rolePolicies(role)
	for _, policy := range policies {
		for _, s := range granting(policy) {
			if _, all := everywhere(s); !all {
				continue
			}
			if v, ok := s.AllActions(); ok {
				return quoted(v), true
			}
			for _, v := range s.ServiceWildcards() {
				if !v.Holds(isTelemetry) {
					return quoted(v), true
				}
			}
		}
	}
	for _, arn := range arns {
		if name, ok := awsPolicyName(arn); ok && (name == "AdministratorAccess" || name == "IAMFullAccess" || isBroad(name)) {
			return name, true
		}
	}
	return "", false
}

// rolePolicies returns the policies that the configuration surely gives the role, and the ARNs of all attached ones.
func rolePolicies(role *graph.Resource) (all []iam.Policy, arns []graph.Value) {
	for _, b := range role.Blocks("inline_policy") {
		all = append(all, iam.Parse(b.Get("policy")))
	}
	for _, r := range role.ReferredBy("aws_iam_role_policy", "role", "name").Sure {
		all = append(all, iam.Parse(r.Get("policy")))
	}
	arns = role.Get("managed_policy_arns").Each()
	for _, path := range [][2]string{{"aws_iam_role_policy_attachment", "role"}, {"aws_iam_policy_attachment", "roles"}} {
		for _, r := range role.ReferredBy(path[0], path[1], "name").Sure {
			arns = append(arns, r.Get("policy_arn"))
		}
	}
	for _, arn := range arns {
		for _, policy := range arn.Refs("aws_iam_policy") {
			all = append(all, iam.Parse(policy.Get("policy")))
		}
	}
	return all, arns
}

// resourcePolicyHolders are types whose policy argument says who may use a resource.
func resourcePolicyHolders() []string {
	return []string{
		"aws_backup_vault_policy", "aws_ecr_repository_policy", "aws_efs_file_system_policy", "aws_glue_resource_policy",
		"aws_iam_role", "aws_kms_key", "aws_kms_key_policy", "aws_s3_bucket_policy", "aws_secretsmanager_secret_policy",
		"aws_sns_topic_policy", "aws_sqs_queue_policy",
	}
}

func withoutPrincipal(p *check.Pass) {
	argument := "policy"
	if p.Resource.Type == "aws_iam_role" {
		argument = "assume_role_policy"
	}
	for _, s := range iam.Parse(p.Resource.Get(argument)).Statements {
		if s.NamesNobody() {
			p.Report(s, "AWS refuses it or it grants nothing; say in Principal whom it is for")
		}
	}
}

func invokeUnqualified(p *check.Pass) {
	for _, s := range grants(p.Resource) {
		if _, ok := s.Action("lambda:InvokeFunction"); !ok {
			continue
		}
		qualified := map[string]bool{}
		for _, v := range s.Resources {
			if name, rest := functionNamed(v); rest != "" {
				qualified[name] = true
			}
		}
		for _, v := range s.Resources {
			if name, rest := functionNamed(v); name != "" && rest == "" && !qualified[name] {
				p.Report(v, "calls of a version or an alias are refused; add the ARN followed by :* where they are used")
			}
		}
	}
}

// functionNamed returns the function that a resource element names, by reference or by ARN, and what follows its name; "" when it names none.
func functionNamed(v graph.Value) (name, rest string) {
	if text, ok := v.Text(); ok {
		arn, _ := iam.ParseARN(text)
		function, found := strings.CutPrefix(arn.Resource, "function:")
		if !found || arn.Service != "lambda" || strings.ContainsAny(function, "*?") && !strings.Contains(function, ":") {
			return "", ""
		}
		name, rest, _ = strings.Cut(function, ":")
		return text[:len(text)-len(function)] + name, rest
	}
	functions, causes := v.Refs("aws_lambda_function"), v.Causes()
	if len(functions) != 1 || len(causes) != 1 || !strings.HasSuffix(causes[0].Name, ".arn") {
		return "", ""
	}
	return functions[0].Address, strings.Join(v.Pieces(), "")
}
