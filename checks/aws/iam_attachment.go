package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func iamAttachment() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-iam-administrator-access",
			Title:     "AdministratorAccess is attached",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: managedPolicyHolders(),
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_274"},
				Prowler: []string{
					"iam_aws_attached_policy_no_administrative_privileges", "iam_group_administrator_access_policy",
					"iam_role_administratoraccess_policy", "iam_user_administrator_access_policy",
				},
			},
			Recommended: true,
			Run:         attaches(isNamed("AdministratorAccess"), "write a policy of what is needed"),
		},
		{
			Name:      "aws-iam-administrator-access-lookup",
			Title:     "AdministratorAccess is looked up for use",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"data.aws_iam_policy"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_275"}},
			Run:       attaches(isNamed("AdministratorAccess"), "write a policy of what is needed"),
		},
		{
			Name:      "aws-iam-sso-administrator-access",
			Title:     "Permission set holds AdministratorAccess",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{permissionSetAttachmentType},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_274"}},
			Run:       attaches(isNamed("AdministratorAccess"), "keep it for emergencies and give daily work a narrower set"),
		},
		{
			Name:        "aws-iam-full-access",
			Title:       "IAMFullAccess is attached",
			Severity:    check.High,
			Duty:        check.Identity,
			Resources:   append(managedPolicyHolders(), permissionSetAttachmentType, "data.aws_iam_policy"),
			Aliases:     check.Aliases{Checkov: []string{"CKV2_AWS_56"}},
			Recommended: true,
			Run:         attaches(isNamed("IAMFullAccess"), "whoever manages IAM can make himself administrator; write a policy of what is needed"),
		},
		{
			Name:      "aws-iam-broad-managed-policy",
			Title:     "A managed policy of far reach is attached",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: managedPolicyHolders(),
			Aliases: check.Aliases{
				Trivy:   []string{"AWS-0345"},
				Prowler: []string{"bedrock_full_access_policy_attached", "iam_policy_cloudshell_admin_not_attached"},
			},
			Run: attaches(isBroad, "write a policy of what is needed"),
		},
		{
			Name:      "aws-iam-user-direct-policy",
			Title:     "Policy is given to a user directly",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_iam_policy_attachment", "aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_user_policy_attachments_exclusive"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_40"},
				Trivy:       []string{"AWS-0143"},
				KICS:        []string{"b4378389-a9aa-44ee-91e7-ef183f11079e"},
				Terrascan:   []string{"AC_AWS_0475", "AC_AWS_0476"},
				Prowler:     []string{"iam_policy_attached_only_to_group_or_roles"},
				ScoutSuite:  []string{"iam-user-with-policies", "iam-human-user-with-policies"},
				AWSConfig:   []string{"iam-user-no-policies-check"},
				SecurityHub: []string{"IAM.2"},
			},
			Run: userDirectPolicy,
		},
	}
}

const permissionSetAttachmentType = "aws_ssoadmin_managed_policy_attachment"

// managedPolicyHolders are the types by which users, groups and roles get managed policies.
func managedPolicyHolders() []string {
	return []string{
		"aws_iam_group_policy_attachment", "aws_iam_group_policy_attachments_exclusive", "aws_iam_policy_attachment",
		"aws_iam_role", "aws_iam_role_policy_attachment", "aws_iam_role_policy_attachments_exclusive",
		"aws_iam_user_policy_attachment", "aws_iam_user_policy_attachments_exclusive",
	}
}

// managedPolicies returns the ARNs of the managed policies that r attaches or looks up.
func managedPolicies(r *graph.Resource) []graph.Value {
	switch r.TypeName() {
	case "aws_iam_role":
		return r.Get("managed_policy_arns").Each()
	case permissionSetAttachmentType:
		return []graph.Value{r.Get("managed_policy_arn")}
	case "data.aws_iam_policy":
		return []graph.Value{r.Get("arn"), r.Get("name")}
	}
	if strings.HasSuffix(r.Type, "_exclusive") {
		return r.Get("policy_arns").Each()
	}
	return []graph.Value{r.Get("policy_arn")}
}

func isNamed(name string) func(string) bool {
	return func(policy string) bool { return policy == name }
}

// attaches reports the managed policies of AWS whose name is bad.
func attaches(bad func(name string) bool, remedy string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, v := range managedPolicies(p.Resource) {
			if name, ok := awsPolicyName(v); ok && bad(name) {
				p.Report(v, "%s; %s", name, remedy)
			}
		}
	}
}

// awsPolicyName returns the name of the policy that AWS manages: the end of its ARN, whatever the partition, or that of the lookup that v
// refers to.
func awsPolicyName(v graph.Value) (string, bool) {
	for _, lookup := range v.Refs("data.aws_iam_policy") {
		for _, argument := range []string{"arn", "name"} {
			if name, ok := awsPolicyName(lookup.Get(argument)); ok {
				return name, true
			}
		}
	}
	pieces := v.Pieces()
	if len(pieces) == 0 {
		return "", false
	}
	if !v.Known() && len(pieces) < 2 {
		return "", false
	}
	return policyNameIn(strings.Join(pieces, "aws"))
}

func policyNameIn(text string) (string, bool) {
	arn, ok := iam.ParseARN(text)
	if !ok {
		return text, text != "" && !strings.ContainsAny(text, ":/")
	}
	return arn.Resource[strings.LastIndexByte(arn.Resource, '/')+1:], arn.Service == "iam" && arn.Account == "aws"
}

// isBroad lists AWS managed policies, November 2026, that give a whole service or a whole job with the right to change all there is.
// AdministratorAccess and IAMFullAccess have checks of their own.
func isBroad(name string) bool {
	return slices.Contains([]string{
		"AdministratorAccess-AWSElasticBeanstalk", "AdministratorAccess-Amplify", "AmazonBedrockFullAccess",
		"AmazonDynamoDBFullAccess", "AmazonEC2ContainerRegistryFullAccess", "AmazonEC2FullAccess", "AmazonECS_FullAccess",
		"AmazonRDSFullAccess", "AmazonRoute53FullAccess", "AmazonS3FullAccess", "AmazonSSMFullAccess", "AmazonSageMakerFullAccess", "AmazonVPCFullAccess",
		"AWSCloudFormationFullAccess", "AWSCloudShellFullAccess", "AWSCloudTrail_FullAccess", "AWSKeyManagementServicePowerUser",
		"AWSLambda_FullAccess", "AWSOrganizationsFullAccess", "DatabaseAdministrator", "NetworkAdministrator", "PowerUserAccess",
		"SecretsManagerReadWrite", "SystemAdministrator",
	}, name)
}

func userDirectPolicy(p *check.Pass) {
	switch p.Resource.Type {
	case "aws_iam_policy_attachment":
		if users := p.Resource.Get("users"); len(users.Each()) > 0 {
			p.Report(users, "attach it to a group or a role that the users have")
		}
	case "aws_iam_user_policy_attachments_exclusive":
		if arns := p.Resource.Get("policy_arns"); len(arns.Each()) > 0 {
			p.Report(arns, "attach them to a group or a role that the user has")
		}
	default:
		p.Report(p.Resource, "attach it to a group or a role that the user has")
	}
}
