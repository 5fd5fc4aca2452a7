// Package aws holds the checks for Amazon Web Services: a file pair a service, x.go with the checks as literals and
// x.md with the page that explains them and is their test.
package aws

import (
	"embed"

	"github.com/demarc-lint/demarc/pkg/check"
)

// Pages are the services' pages, one section a check.
//
//go:embed *.md
var Pages embed.FS

// Checks returns all checks of this package, service by service.
func Checks() []*check.Check {
	var all []*check.Check
	all = append(all, apigateway()...)
	all = append(all, athena()...)
	all = append(all, cloudfront()...)
	all = append(all, cloudtrail()...)
	all = append(all, cloudtrailBucket()...)
	all = append(all, cloudwatch()...)
	all = append(all, codebuild()...)
	all = append(all, dax()...)
	all = append(all, docdb()...)
	all = append(all, dynamodb()...)
	all = append(all, ebs()...)
	all = append(all, ec2Instance()...)
	all = append(all, ec2InstanceFleet()...)
	all = append(all, ec2InstanceImage()...)
	all = append(all, ec2NetworkACL()...)
	all = append(all, ec2SecurityGroup()...)
	all = append(all, ec2SecurityGroupIngress()...)
	all = append(all, ec2Takeover()...)
	all = append(all, ec2UserData()...)
	all = append(all, ecr()...)
	all = append(all, ecs()...)
	all = append(all, ecsTask()...)
	all = append(all, efs()...)
	all = append(all, eks()...)
	all = append(all, elasticache()...)
	all = append(all, elasticacheEngine()...)
	all = append(all, elb()...)
	all = append(all, elbListener()...)
	all = append(all, glue()...)
	all = append(all, iamAttachment()...)
	all = append(all, iamCertificate()...)
	all = append(all, iamFederation()...)
	all = append(all, iamMFA()...)
	all = append(all, iamPasswordPolicy()...)
	all = append(all, iamPolicy()...)
	all = append(all, iamPolicyEffect()...)
	all = append(all, iamSSO()...)
	all = append(all, iamTrust()...)
	all = append(all, iamUser()...)
	all = append(all, iamWorkload()...)
	all = append(all, keyspaces()...)
	all = append(all, kinesis()...)
	all = append(all, kms()...)
	all = append(all, lambda()...)
	all = append(all, lambdaPermission()...)
	all = append(all, memorydb()...)
	all = append(all, msk()...)
	all = append(all, neptune()...)
	all = append(all, opensearch()...)
	all = append(all, opensearchAccess()...)
	all = append(all, opensearchLogging()...)
	all = append(all, qldb()...)
	all = append(all, rds()...)
	all = append(all, rdsClassic()...)
	all = append(all, rdsEncryption()...)
	all = append(all, rdsEngine()...)
	all = append(all, rdsLogging()...)
	all = append(all, rdsResilience()...)
	all = append(all, rdsTransport()...)
	all = append(all, redshift()...)
	all = append(all, redshiftResilience()...)
	all = append(all, s3()...)
	all = append(all, s3ACL()...)
	all = append(all, s3BucketPolicy()...)
	all = append(all, s3BucketPolicyDeny()...)
	all = append(all, s3DataEvents()...)
	all = append(all, s3Encryption()...)
	all = append(all, s3PublicAccess()...)
	all = append(all, s3Resilience()...)
	all = append(all, sagemaker()...)
	all = append(all, secretsArguments()...)
	all = append(all, secretsEnvironment()...)
	all = append(all, secretsmanager()...)
	all = append(all, sns()...)
	all = append(all, sqs()...)
	all = append(all, ssm()...)
	all = append(all, ssmPatching()...)
	all = append(all, timestream()...)
	all = append(all, vpc()...)
	return all
}
