package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func lambda() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-lambda-runtime-deprecated",
			Title:     "Function's runtime gets no more patches",
			Severity:  check.High,
			Duty:      check.Patching,
			Resources: []string{"aws_lambda_function"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_363"},
				Prowler:     []string{"awslambda_function_using_supported_runtimes"},
				AWSConfig:   []string{"lambda-function-settings-check"},
				SecurityHub: []string{"Lambda.2"},
			},
			Recommended: true,
			Run:         deprecatedRuntime,
		},
		{
			Name:      "aws-lambda-environment-default-key",
			Title:     "Function's environment is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_lambda_function"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_173"},
				Terrascan: []string{"AC_AWS_0483"},
				Prowler:   []string{"awslambda_function_env_vars_not_encrypted_with_cmk"},
			},
			Run: environmentDefaultKey,
		},
		{
			Name:      "aws-lambda-no-tracing",
			Title:     "Function's calls are not traced",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_lambda_function"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_50"},
				Trivy:     []string{"AWS-0066"},
				KICS:      []string{"8152e0cf-d2f0-47ad-96d5-d003a76eabd1"},
				Terrascan: []string{"AC_AWS_0163", "AC_AWS_0485"},
			},
			Run: noTracing,
		},
		{
			Name:      "aws-lambda-without-vpc",
			Title:     "Function is outside of your network",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_lambda_function"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_117"},
				Terrascan:   []string{"AC_AWS_0486"},
				Prowler:     []string{"awslambda_function_inside_vpc"},
				AWSConfig:   []string{"lambda-inside-vpc"},
				SecurityHub: []string{"Lambda.3"},
			},
			Run: lambdaWithoutVPC,
		},
		{
			Name:      "aws-lambda-without-code-signing",
			Title:     "Function runs code that nobody signed",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_lambda_function"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_272"}},
			Run:       check.Argument("code_signing_config_arn").Unless(isContainerImage).MustBeSet(),
		},
		{
			Name:      "aws-lambda-without-dead-letter-queue",
			Title:     "Function's failed events are lost",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_lambda_function"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_116"},
				Prowler:   []string{"awslambda_function_no_dead_letter_queue"},
				AWSConfig: []string{"lambda-dlq-check"},
			},
			Run: withoutDeadLetters,
		},
		{
			Name:      "aws-lambda-unlimited-concurrency",
			Title:     "Function may use up the account's concurrency",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_lambda_function"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_115"},
				AWSConfig: []string{"lambda-concurrency-check"},
			},
			Run: unlimitedConcurrency,
		},
	}
}

// endedRuntimes are runtimes past their deprecation date, by AWS' table of Lambda runtimes as of November 2026.
func endedRuntimes() []string {
	return []string{
		"dotnet5.0", "dotnet6", "dotnet7", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "go1.x", "java8",
		"nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x",
		"nodejs18.x", "nodejs20.x", "provided", "python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "python3.10", "ruby2.5", "ruby2.7", "ruby3.2",
	}
}

func deprecatedRuntime(p *check.Pass) {
	runtime := p.Resource.Get("runtime")
	if runtime.OneOf(endedRuntimes()...) {
		name, _ := runtime.Text()
		p.Report(runtime, "AWS no longer patches %s; move to a runtime that is supported", name)
	}
}

func environmentDefaultKey(p *check.Pass) {
	for _, environment := range p.Resource.Blocks("environment") {
		if !environment.Maybe && p.Resource.Get("kms_key_arn").Empty() {
			p.Report(environment, "kms_key_arn is not set; with a key of your own, reading the function is not enough to read its environment")
		}
	}
}

func noTracing(p *check.Pass) {
	if mode := p.Resource.Get("tracing_config.mode"); mode.Or("PassThrough").IsNot("Active") {
		p.Report(mode, `tracing_config.mode is not "Active"; set it, so that a request can be followed through the services it calls`)
	}
}

// lambdaWithoutVPC leaves out functions that CloudFront runs at its edge, which can be in no VPC.
func lambdaWithoutVPC(p *check.Pass) {
	if p.Resource.Lacks("vpc_config") && !isEdgeFunction(p.Resource) {
		p.Report(p.Resource, "no security group limits what it may call; give it a vpc_config when it needs private resources or its traffic must be watched")
	}
}

func isEdgeFunction(r *graph.Resource) bool {
	for _, path := range []string{"default_cache_behavior.lambda_function_association.lambda_arn", "ordered_cache_behavior.lambda_function_association.lambda_arn"} {
		if !r.ReferredBy("aws_cloudfront_distribution", path).None() {
			return true
		}
	}
	return false
}

// isContainerImage reports a function that is an image, which is signed in its registry.
func isContainerImage(r *graph.Resource) bool { return r.Get("package_type").Is("Image") }

func withoutDeadLetters(p *check.Pass) {
	r := p.Resource
	if !r.Lacks("dead_letter_config") && !r.Get("dead_letter_config.target_arn").Empty() {
		return
	}
	for _, config := range eventConfigs(r) {
		if !config.Lacks("destination_config") {
			return
		}
	}
	p.Report(r, "events that it fails on are dropped after two retries; set dead_letter_config, or a destination for failures")
}

// eventConfigs returns the configurations of asynchronous calls that are, or may be, the function's.
func eventConfigs(function *graph.Resource) []*graph.Resource {
	links := function.ReferredBy("aws_lambda_function_event_invoke_config", "function_name", "function_name")
	return append(links.Sure, links.Maybe...)
}

func unlimitedConcurrency(p *check.Pass) {
	limit := p.Resource.Get("reserved_concurrent_executions")
	if n, ok := limit.Number(); ok && n < 0 || limit.Absent() {
		p.Report(limit, "reserved_concurrent_executions is not set; a flood of events for one function starves all others")
	}
}
