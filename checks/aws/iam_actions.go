package aws

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/demarc-lint/demarc/pkg/iam"
)

// unrestrictable lists the actions that take no resource; its head says where it comes from.
//
//go:embed iam_actions.txt
var unrestrictable string

// takesResource reports whether an action pattern of a policy may name an action that could be held to single resources. A pattern counts as
// taking none only where all that it covers do, as far as the table knows.
func takesResource(pattern string) bool {
	service, name, ok := strings.Cut(strings.ToLower(pattern), ":")
	if !ok || strings.ContainsAny(service, "*?\n") {
		return true
	}
	_, rest, ok := strings.Cut(unrestrictable, "\n"+service+" ")
	if !ok {
		return true
	}
	line, _, _ := strings.Cut(rest, "\n")
	for known := range strings.FieldsSeq(line) {
		if iam.MatchAction(known, name) {
			return false
		}
	}
	return true
}

// readsOnly reports whether an action's name says that it only looks: AWS names them so with few exceptions.
func readsOnly(pattern string) bool {
	_, name, _ := strings.Cut(pattern, ":")
	for _, verb := range []string{
		"batchcheck", "batchdescribe", "batchget", "batchlist", "check", "count", "describe", "detect", "discover", "download",
		"estimate", "evaluate", "export", "filter", "find", "get", "head", "list", "lookup", "poll", "preview", "query", "read",
		"receive", "retrieve", "scan", "search", "select", "simulate", "test", "validate", "verify", "view",
	} {
		if strings.HasPrefix(strings.ToLower(name), verb) {
			return true
		}
	}
	return false
}

// escalation is a way by which the holder of a policy gives himself the rights of another: all of its actions together.
type escalation struct {
	actions []string
	gain    string
}

// escalations are the known ways, single actions first. Gathered from the IAM and service API references, November 2026.
var escalations = sync.OnceValue(func() []escalation {
	return []escalation{
		{[]string{"iam:CreatePolicyVersion"}, "rewrite any policy, the own one too"},
		{[]string{"iam:SetDefaultPolicyVersion"}, "bring back an older, wider version of a policy"},
		{[]string{"iam:AttachUserPolicy"}, "attach any policy to the own user"},
		{[]string{"iam:AttachGroupPolicy"}, "attach any policy to the own group"},
		{[]string{"iam:AttachRolePolicy"}, "attach any policy to the own role"},
		{[]string{"iam:PutUserPolicy"}, "write any policy into the own user"},
		{[]string{"iam:PutGroupPolicy"}, "write any policy into the own group"},
		{[]string{"iam:PutRolePolicy"}, "write any policy into the own role"},
		{[]string{"iam:AddUserToGroup"}, "join the administrators' group"},
		{[]string{"iam:CreateAccessKey"}, "make keys for another user"},
		{[]string{"iam:CreateLoginProfile"}, "give another user a password"},
		{[]string{"iam:UpdateLoginProfile"}, "change another user's password"},
		{[]string{"iam:UpdateAssumeRolePolicy"}, "make any role trust the holder"},
		{[]string{"lambda:UpdateFunctionCode"}, "run code as any function's role"},
		{[]string{"lambda:UpdateFunctionConfiguration"}, "load a layer of code into any function"},
		{[]string{"glue:UpdateDevEndpoint"}, "log in to a development endpoint with its role"},
		{[]string{"glue:UpdateJob", "glue:StartJobRun"}, "run code as any job's role"},
		{[]string{"ssm:SendCommand"}, "run commands as any managed instance's role"},
		{[]string{"ssm:StartSession"}, "log in to any managed instance and use its role"},
		{[]string{"ecs:ExecuteCommand"}, "run commands as any task's role"},
		{[]string{"sso:CreateAccountAssignment"}, "assign any permission set to any account"},
		{[]string{"sso:AttachManagedPolicyToPermissionSet"}, "widen the own permission set"},
		{[]string{"sso:PutInlinePolicyToPermissionSet"}, "widen the own permission set"},
		{[]string{"sagemaker:CreatePresignedNotebookInstanceUrl"}, "log in to any notebook and use its role"},
		{[]string{"codebuild:UpdateProject", "codebuild:StartBuild"}, "run code as any project's role"},
	}
})

// passes are the ways that begin with handing a role to a service, so that iam:PassRole belongs to each.
var passes = sync.OnceValue(func() []escalation {
	return []escalation{
		{[]string{"ec2:RunInstances"}, "start an instance with any role"},
		{[]string{"ec2:AssociateIamInstanceProfile"}, "give a running instance any role"},
		{[]string{"lambda:CreateFunction", "lambda:InvokeFunction"}, "run a function with any role"},
		{[]string{"lambda:CreateFunction", "lambda:CreateEventSourceMapping"}, "run a function with any role"},
		{[]string{"lambda:CreateFunction", "lambda:AddPermission"}, "run a function with any role"},
		{[]string{"cloudformation:CreateStack"}, "let a stack act with any role"},
		{[]string{"cloudformation:UpdateStack"}, "let a stack act with any role"},
		{[]string{"glue:CreateDevEndpoint"}, "log in to a development endpoint with any role"},
		{[]string{"glue:CreateJob", "glue:StartJobRun"}, "run a job with any role"},
		{[]string{"glue:CreateJob", "glue:CreateTrigger"}, "run a job with any role"},
		{[]string{"datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"}, "run a pipeline with any role"},
		{[]string{"codebuild:CreateProject", "codebuild:StartBuild"}, "run a build with any role"},
		{[]string{"ecs:RegisterTaskDefinition", "ecs:RunTask"}, "run a task with any role"},
		{[]string{"ecs:RegisterTaskDefinition", "ecs:StartTask"}, "run a task with any role"},
		{[]string{"ecs:RegisterTaskDefinition", "ecs:CreateService"}, "run a service with any role"},
		{[]string{"sagemaker:CreateNotebookInstance", "sagemaker:CreatePresignedNotebookInstanceUrl"}, "open a notebook with any role"},
		{[]string{"sagemaker:CreateTrainingJob"}, "run a training job with any role"},
		{[]string{"sagemaker:CreateProcessingJob"}, "run a processing job with any role"},
		{[]string{"states:CreateStateMachine", "states:StartExecution"}, "let a state machine act with any role"},
		{[]string{"batch:RegisterJobDefinition", "batch:SubmitJob"}, "run a job with any role"},
		{[]string{"apprunner:CreateService"}, "run a service with any role"},
		{[]string{"bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:InvokeCodeInterpreter"}, "run code with any role"},
	}
})

// credentialActions answer with something that logs in: keys, tokens, passwords. From the service API references, November 2026;
// those that only ever give the caller's own rights are left out.
func credentialActions() []string {
	return []string{
		"appsync:CreateApiKey",
		"chime:CreateApiKey",
		"codepipeline:PollForJobs",
		"cognito-identity:GetOpenIdToken",
		"cognito-identity:GetOpenIdTokenForDeveloperIdentity",
		"cognito-identity:GetCredentialsForIdentity",
		"connect:GetFederationToken",
		"ec2:GetPasswordData",
		"gamelift:GetInstanceAccess",
		"gamelift:RequestUploadCredentials",
		"iam:CreateAccessKey",
		"iam:CreateLoginProfile",
		"iam:CreateServiceSpecificCredential",
		"iam:ResetServiceSpecificCredential",
		"iam:UpdateAccessKey",
		"lightsail:DownloadDefaultKeyPair",
		"lightsail:GetBucketAccessKeys",
		"lightsail:GetInstanceAccessDetails",
		"lightsail:GetRelationalDatabaseMasterUserPassword",
		"rds-db:connect",
		"redshift:GetClusterCredentials",
		"redshift:GetClusterCredentialsWithIAM",
		"redshift-serverless:GetCredentials",
		"sts:AssumeRole",
		"sts:AssumeRoleWithSAML",
		"sts:AssumeRoleWithWebIdentity",
	}
}

// dataActions hand out what customers keep in AWS, or copy it to where they can be read: objects, secrets, records, snapshots.
func dataActions() []string {
	return []string{
		"dynamodb:ExportTableToPointInTime",
		"ec2:ModifyImageAttribute",
		"ec2:ModifySnapshotAttribute",
		"ebs:GetSnapshotBlock",
		"rds:ModifyDBClusterSnapshotAttribute",
		"rds:ModifyDBSnapshotAttribute",
		"rds:StartExportTask",
		"s3:GetObject",
		"s3:GetObjectVersion",
		"secretsmanager:BatchGetSecretValue",
		"secretsmanager:GetSecretValue",
		"ssm:GetParameter",
		"ssm:GetParameters",
		"ssm:GetParametersByPath",
	}
}

// permissionActions decide who may do what. They are those that the Service Authorization Reference, September 2026, gives the access level
// "permissions management" and that can open something; a * covers the services that name them alike.
func permissionActions() []string {
	return []string{
		"acm-pca:CreatePermission", "acm-pca:PutPolicy", "apigateway:UpdateRestApiPolicy", "backup:PutBackupVaultAccessPolicy",
		"codeartifact:PutDomainPermissionsPolicy", "codeartifact:PutRepositoryPermissionsPolicy", "dynamodb:PutResourcePolicy",
		"ec2:CreateNetworkInterfacePermission", "ec2:DisableImageBlockPublicAccess", "ec2:DisableSnapshotBlockPublicAccess",
		"ec2:ModifySnapshotAttribute", "ec2:ModifyVpcEndpointServicePermissions", "ecr:PutRegistryPolicy", "ecr:SetRepositoryPolicy",
		"ecr-public:SetRepositoryPolicy", "elasticfilesystem:PutFileSystemPolicy", "elasticfilesystem:DeleteFileSystemPolicy",
		"events:PutPermission", "glacier:SetVaultAccessPolicy", "glue:PutResourcePolicy",
		"iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicy",
		"iam:CreatePolicyVersion", "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy", "iam:DeleteUserPermissionsBoundary",
		"iam:DeleteUserPolicy", "iam:DetachGroupPolicy", "iam:DetachRolePolicy", "iam:DetachUserPolicy", "iam:PassRole",
		"iam:PutGroupPolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy", "iam:PutUserPermissionsBoundary",
		"iam:PutUserPolicy", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy",
		"iot:AttachPolicy", "iot:CreatePolicyVersion", "kms:CreateGrant", "kms:PutKeyPolicy",
		"lakeformation:BatchGrantPermissions", "lakeformation:GrantPermissions", "lakeformation:PutDataLakeSettings",
		"lambda:AddLayerVersionPermission", "lambda:AddPermission", "logs:PutResourcePolicy", "organizations:AttachPolicy",
		"organizations:DetachPolicy", "organizations:UpdatePolicy", "ram:CreateResourceShare", "ram:AssociateResourceShare",
		"redshift:AuthorizeSnapshotAccess", "redshift:ModifyClusterIamRoles",
		"s3:BypassGovernanceRetention", "s3:DeleteBucketPolicy", "s3:ObjectOwnerOverrideToBucketOwner", "s3:PutAccessPointPolicy",
		"s3:PutAccountPublicAccessBlock", "s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutObjectAcl",
		"s3:PutObjectVersionAcl", "secretsmanager:PutResourcePolicy", "ses:PutIdentityPolicy", "signer:AddProfilePermission",
		"sns:AddPermission", "sns:SetTopicAttributes", "sqs:AddPermission", "sqs:SetQueueAttributes", "ssm:ModifyDocumentPermission",
		"sso:AttachManagedPolicyToPermissionSet", "sso:PutInlinePolicyToPermissionSet", "vpc-lattice:PutAuthPolicy",
		"workspaces:UpdateWorkspaceImagePermission",
	}
}
