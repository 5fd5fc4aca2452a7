package aws

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/iam"
)

func apigateway() []*check.Check {
	stages := []string{"aws_api_gateway_stage"}
	return []*check.Check{
		{
			Name:      "aws-apigateway-no-authorization",
			Title:     "API method answers everyone",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_api_gateway_method"},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_59", "CKV2_AWS_70"},
				Trivy:     []string{"AWS-0004"},
				KICS:      []string{"15ccec05-5476-4890-ad19-53991eba1db8"},
				Terrascan: []string{"AC_AWS_0439"},
				Prowler:   []string{"apigateway_restapi_authorizers_enabled"},
			},
			Run: methodNoAuthorization,
		},
		{
			Name:      "aws-apigateway-route-no-authorization",
			Title:     "API route answers everyone",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_apigatewayv2_route"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_309"},
				Prowler:     []string{"apigatewayv2_api_authorizers_enabled"},
				AWSConfig:   []string{"api-gwv2-authorization-type-configured"},
				SecurityHub: []string{"APIGateway.8"},
			},
			Run: routeNoAuthorization,
		},
		{
			Name:      "aws-apigateway-no-api-key",
			Title:     "API method asks for no API key",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_api_gateway_method"},
			Aliases:   check.Aliases{KICS: []string{"671211c5-5d2a-4e97-8867-30fc28b02216"}},
			Run:       check.Argument("api_key_required").Default(false).Unless(isPreflight).Unless(knowsCallers).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-apigateway-no-access-logs",
			Title:     "API stage keeps no access log",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_api_gateway_stage", "aws_apigatewayv2_stage"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_76"},
				Trivy:       []string{"AWS-0001"},
				KICS:        []string{"1b6799eb-4a7a-4b04-9001-8cceb9999326", "625abc0e-f980-4ac9-a775-f7519ee34296"},
				Terrascan:   []string{"AC_AWS_0012", "AC_AWS_0442"},
				Prowler:     []string{"apigatewayv2_api_access_logging_enabled"},
				AWSConfig:   []string{"api-gwv2-access-logs-enabled"},
				SecurityHub: []string{"APIGateway.9"},
			},
			Run: stageNoAccessLogs,
		},
		{
			Name:      "aws-apigateway-no-tracing",
			Title:     "API stage is not traced",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: stages,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_73"},
				Trivy:       []string{"AWS-0003"},
				KICS:        []string{"5813ef56-fa94-406a-b35d-977d4a56ff2b"},
				Terrascan:   []string{"AC_AWS_0015"},
				Prowler:     []string{"apigateway_restapi_tracing_enabled"},
				AWSConfig:   []string{"api-gw-xray-enabled"},
				SecurityHub: []string{"APIGateway.3"},
			},
			Run: check.Argument("xray_tracing_enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-apigateway-no-client-certificate",
			Title:     "API stage shows its backend no certificate",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_api_gateway_stage", "aws_apigatewayv2_stage"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_51"},
				KICS:        []string{"0b4869fc-a842-4597-aa00-1294df425440"},
				Terrascan:   []string{"AC_AWS_0013"},
				Prowler:     []string{"apigateway_restapi_client_certificate_enabled"},
				AWSConfig:   []string{"api-gw-ssl-enabled"},
				SecurityHub: []string{"APIGateway.2"},
			},
			Run: check.Argument("client_certificate_id").Unless(ofHTTPAPI).MustBeSet(),
		},
		{
			Name:      "aws-apigateway-no-waf",
			Title:     "API stage has no web application firewall",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: stages,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV2_AWS_29"},
				KICS:        []string{"a186e82c-1078-4a7b-85d8-579561fde884"},
				Prowler:     []string{"apigateway_restapi_waf_acl_attached"},
				AWSConfig:   []string{"api-gw-associated-with-waf"},
				SecurityHub: []string{"APIGateway.4"},
			},
			Run: stageNoWAF,
		},
		{
			Name:      "aws-apigateway-outdated-tls",
			Title:     "API domain accepts outdated TLS",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: []string{"aws_api_gateway_domain_name"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_206"},
				Trivy:   []string{"AWS-0005"},
				KICS:    []string{"4e1cc5d3-2811-4fb2-861c-ee9b3cb7f90b"},
			},
			Run: check.Argument("security_policy").Default("TLS_1_0").FixWith("TLS_1_2").MustNotBe("TLS_1_0"),
		},
		{
			Name:      "aws-apigateway-cache-unencrypted",
			Title:     "API method's cache is not encrypted",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_api_gateway_method_settings"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_308"},
				Trivy:       []string{"AWS-0002"},
				KICS:        []string{"b7c9a40c-23e4-4a2d-8d39-a3352f10f288"},
				Prowler:     []string{"apigateway_restapi_cache_encrypted"},
				AWSConfig:   []string{"api-gw-cache-enabled-and-encrypted"},
				SecurityHub: []string{"APIGateway.5"},
			},
			Run: check.Argument("settings.cache_data_encrypted").Default(false).Unless(withoutCache).MustBe(true),
		},
		{
			Name:      "aws-apigateway-no-cache",
			Title:     "API does not cache its answers",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_api_gateway_method_settings"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_225"}, Trivy: []string{"AWS-0190"}},
			Run:       check.Argument("settings.caching_enabled").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-apigateway-stage-no-cache",
			Title:     "API stage has no cache",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: stages,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_120"},
				AWSConfig: []string{"api-gw-cache-enabled-and-encrypted"},
			},
			Run: check.Argument("cache_cluster_enabled").Default(false).NotFixed().MustBe(true),
		},
		{
			Name:      "aws-apigateway-data-trace",
			Title:     "API writes whole requests to its log",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_api_gateway_method_settings"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_276"}},
			Run:       check.Argument("settings.data_trace_enabled").Default(false).MustBe(false),
		},
		{
			Name:      "aws-apigateway-open-cors",
			Title:     "API takes calls from the pages of every website",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: []string{"aws_apigatewayv2_api"},
			Aliases:   check.Aliases{Terrascan: []string{"AC_AWS_0441"}},
			Run:       apiOpenCORS,
		},
		{
			Name:      "aws-apigateway-wildcard-policy",
			Title:     "API policy lets everyone call it",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_api_gateway_rest_api", "aws_api_gateway_rest_api_policy"},
			Aliases: check.Aliases{
				KICS:      []string{"b161c11b-a59b-4431-9a29-4e19f63e6b27"},
				Terrascan: []string{"AC_AWS_0440"},
			},
			Run: openToEveryone("policy"),
		},
	}
}

// isPreflight reports a method that browsers call before others, without credentials.
func isPreflight(method *graph.Resource) bool { return !method.Get("http_method").IsNot("OPTIONS") }

// knowsCallers reports a method that asks, or may ask, for more than a key: an API key tells customers apart, it is not there to keep anyone out.
func knowsCallers(method *graph.Resource) bool {
	return !method.Get("authorization").Or("NONE").Is("NONE")
}

// methodNoAuthorization leaves out methods that ask for an API key, and those of an API that is private or has a policy of its own.
func methodNoAuthorization(p *check.Pass) {
	authorization := p.Resource.Get("authorization")
	if !authorization.Is("NONE") || isPreflight(p.Resource) || !p.Resource.Get("api_key_required").Or(false).Is(false) {
		return
	}
	if slices.ContainsFunc(p.Resource.Refers("rest_api_id", "aws_api_gateway_rest_api").Sure, guarded) {
		return
	}
	p.Report(authorization, "authorization is NONE and no API key is asked for; set AWS_IAM, CUSTOM or COGNITO_USER_POOLS")
}

// guarded reports that the API may keep strangers out by itself: it is private, or its policy names who may call.
func guarded(api *graph.Resource) bool {
	if isPrivateAPI(api) {
		return true
	}
	policies := []graph.Value{api.Get("policy")}
	for _, r := range api.ReferredBy("aws_api_gateway_rest_api_policy", "rest_api_id").Sure {
		policies = append(policies, r.Get("policy"))
	}
	for _, policy := range policies {
		if !policy.Empty() && len(publicGrants(iam.Parse(policy))) == 0 {
			return true
		}
	}
	return false
}

// isPrivateAPI reports that the API is private, or may be.
func isPrivateAPI(api *graph.Resource) bool {
	types := api.Get("endpoint_configuration.types")
	return !types.Known() || slices.ContainsFunc(types.Each(), func(kind graph.Value) bool { return !kind.IsNot("PRIVATE") })
}

// routeNoAuthorization leaves out preflight requests, and the routes of a WebSocket API but $connect, which alone can ask for credentials.
func routeNoAuthorization(p *check.Pass) {
	key, authorization := p.Resource.Get("route_key"), p.Resource.Get("authorization_type")
	if !key.Holds(takesAuthorization) || key.Is("$default") && ofWebSocket(p.Resource) {
		return
	}
	if authorization.Or("NONE").Is("NONE") && p.Resource.Get("api_key_required").Or(false).Is(false) {
		p.Report(authorization, "authorization_type is NONE; set AWS_IAM, CUSTOM or JWT")
	}
}

// takesAuthorization tells by the route's key: those of an HTTP API are a method and a path.
func takesAuthorization(key string) bool {
	return key == "$connect" || key == "$default" || strings.Contains(key, " ") && !strings.HasPrefix(key, "OPTIONS ")
}

// ofHTTPAPI reports a stage of the second generation that is not surely a WebSocket API's: those of HTTP APIs show no certificates.
func ofHTTPAPI(stage *graph.Resource) bool {
	if stage.Type != "aws_apigatewayv2_stage" {
		return false
	}
	apis := stage.Refers("api_id", "aws_apigatewayv2_api").Sure
	return !slices.ContainsFunc(apis, func(api *graph.Resource) bool { return api.Get("protocol_type").Is("WEBSOCKET") })
}

func ofWebSocket(route *graph.Resource) bool {
	apis := route.Refers("api_id", "aws_apigatewayv2_api").Sure
	return slices.ContainsFunc(apis, func(api *graph.Resource) bool { return !api.Get("protocol_type").IsNot("WEBSOCKET") })
}

func stageNoAccessLogs(p *check.Pass) {
	if p.Resource.Lacks("access_log_settings") {
		p.Report(p.Resource, "add access_log_settings with a destination")
	}
}

// stageNoWAF asks of stages whose API is in the configuration and public: a private one is reached through endpoints alone.
func stageNoWAF(p *check.Pass) {
	apis := p.Resource.Refers("rest_api_id", "aws_api_gateway_rest_api").Sure
	if len(apis) == 0 || slices.ContainsFunc(apis, isPrivateAPI) {
		return
	}
	for _, association := range []string{"aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"} {
		if !p.Resource.ReferredBy(association, "resource_arn", "arn").None() {
			return
		}
	}
	p.Report(p.Resource, "associate a web ACL with it (aws_wafv2_web_acl_association)")
}

func withoutCache(settings *graph.Resource) bool {
	return settings.Get("settings.caching_enabled").Or(false).IsNot(true)
}

func apiOpenCORS(p *check.Pass) {
	for _, cors := range p.Resource.Blocks("cors_configuration") {
		for _, origin := range cors.Get("allow_origins").Each() {
			if origin.OneOf("*", "https://*", "http://*") {
				p.Report(origin, "any origin is allowed; name your own websites")
			}
		}
	}
}
