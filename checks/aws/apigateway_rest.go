package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func apigatewayREST() []*check.Check {
	apis := []string{"aws_api_gateway_rest_api"}
	stages := []string{"aws_api_gateway_stage"}
	return []*check.Check{
		{
			Name:      "aws-apigateway-no-execution-logs",
			Title:     "API stage does not log what becomes of requests",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: stages,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_4"},
				KICS:        []string{"982aa526-6970-4c59-8b9b-2ce7e019fe36"},
				Terrascan:   []string{"AC_AWS_0014"},
				Prowler:     []string{"apigateway_restapi_logging_enabled"},
				AWSConfig:   []string{"api-gw-execution-logging-enabled"},
				SecurityHub: []string{"APIGateway.1"},
			},
			Run: stageNoExecutionLogs,
		},
		{
			Name:      "aws-apigateway-no-metrics",
			Title:     "API methods are not counted",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_api_gateway_method_settings"},
			Aliases: check.Aliases{
				KICS:      []string{"081069cb-588b-4ce1-884c-2a1ce3029fe5"},
				Terrascan: []string{"AC_AWS_0007"},
			},
			Run: check.Argument("settings.metrics_enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-apigateway-no-compression",
			Title:     "API does not compress its answers",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: apis,
			Aliases: check.Aliases{
				KICS:      []string{"ed35928e-195c-4405-a252-98ccb664ab7b"},
				Terrascan: []string{"AC_AWS_0010"},
			},
			Run: check.Argument("minimum_compression_size").MustHold(withoutCompression),
		},
		{
			Name:      "aws-apigateway-public-endpoint",
			Title:     "API is reached from the internet",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: apis,
			Aliases: check.Aliases{
				KICS:      []string{"6b2739db-9c49-4db7-b980-7816e0c248c1"},
				Terrascan: []string{"AC_AWS_0011"},
				Prowler:   []string{"apigateway_restapi_public"},
				AWSConfig: []string{"api-gw-endpoint-type-check"},
			},
			Run: apiPublicEndpoint,
		},
		{
			Name:      "aws-apigateway-no-authorizer",
			Title:     "API has no authorizer",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: apis,
			Aliases: check.Aliases{
				KICS:    []string{"0a96ce49-4163-4ee6-8169-eb3b0797d694"},
				Prowler: []string{"apigateway_restapi_authorizers_enabled", "apigateway_restapi_public_with_authorizer"},
			},
			Run: apiNoAuthorizer,
		},
		{
			Name:      "aws-apigateway-no-usage-plan",
			Title:     "No usage plan limits the API stage",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_api_gateway_stage", "aws_api_gateway_deployment"},
			Aliases:   check.Aliases{KICS: []string{"b3a59b8e-94a3-403e-b6e2-527abaf12034", "c999cf62-0920-40f8-8dda-0caccd66ed7e"}},
			Run:       stageNoUsagePlan,
		},
		{
			Name:      "aws-apigateway-no-validation",
			Title:     "API method does not validate requests",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_api_gateway_method"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_53"}},
			Run:       check.Argument("request_validator_id").Unless(isPreflight).MustBeSet(),
		},
		{
			Name:      "aws-apigateway-destroyed-first",
			Title:     "API is gone while it is replaced",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_api_gateway_deployment", "aws_api_gateway_rest_api"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_217", "CKV_AWS_237"}},
			Run:       check.Argument("lifecycle.create_before_destroy").Default(false).MustBe(true),
		},
	}
}

// stageNoExecutionLogs asks the settings of the stage's methods: one that logs is enough.
func stageNoExecutionLogs(p *check.Pass) {
	settings := p.Resource.ReferredBy("aws_api_gateway_method_settings", "stage_name", "stage_name")
	if settings.None() {
		p.Report(p.Resource, "no aws_api_gateway_method_settings names it; add one with logging_level ERROR or INFO")
		return
	}
	for _, s := range slices.Concat(settings.Sure, settings.Maybe) {
		if level := s.Get("settings.logging_level"); !level.Or("OFF").Is("OFF") {
			return
		}
	}
	for _, s := range settings.Sure {
		p.Report(p.Resource, "logging_level is OFF for its methods; set ERROR or INFO").Relate(s.Get("settings.logging_level"), "the level")
		return
	}
}

func withoutCompression(size graph.Value) (bad bool, why string) {
	n, ok := size.Number()
	switch {
	case size.Absent():
		return true, "minimum_compression_size is not set; set the number of bytes from which answers are compressed"
	case ok && (n < 0 || n > 10485760):
		return true, "minimum_compression_size is out of 0 to 10485760, so that nothing is compressed; set it within"
	}
	return false, ""
}

func apiPublicEndpoint(p *check.Pass) {
	types := p.Resource.Get("endpoint_configuration.types")
	if types.Empty() || lacksElement(types, "PRIVATE") {
		p.Report(types, "its endpoint is not PRIVATE; make it so if it serves your own networks alone")
	}
}

// apiNoAuthorizer leaves out APIs that are described by a document, which may hold their authorizers, and those whose callers sign their requests.
func apiNoAuthorizer(p *check.Pass) {
	if !p.Resource.Get("body").Absent() || !p.Resource.ReferredBy("aws_api_gateway_authorizer", "rest_api_id").None() {
		return
	}
	for _, method := range p.Resource.ReferredBy("aws_api_gateway_method", "rest_api_id").Sure {
		if !method.Get("authorization").NoneOf("AWS_IAM", "COGNITO_USER_POOLS", "CUSTOM") {
			return
		}
	}
	p.Report(p.Resource, "add an aws_api_gateway_authorizer, or have its methods ask for AWS_IAM")
}

// stageNoUsagePlan asks of stages, and of deployments that make a stage by themselves (up to version 5 of the provider).
func stageNoUsagePlan(p *check.Pass) {
	name := p.Resource.Get("stage_name")
	if name.Empty() {
		return
	}
	if p.Resource.ReferredBy("aws_api_gateway_usage_plan", "api_stages.stage", "stage_name").None() {
		p.Report(p.Resource, "add an aws_api_gateway_usage_plan with limits that names the stage")
	}
}
