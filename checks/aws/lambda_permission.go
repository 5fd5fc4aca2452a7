package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func lambdaPermission() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-lambda-public-permission",
			Title:     "Anyone may invoke the function",
			Severity:  check.Critical,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_permission", "aws_lambda_layer_version_permission"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_301"},
				KICS:        []string{"1btsf2f9-af8c-4dfc-a0f1-a03adb70deb2", "e08ed7eb-f3ef-494d-9d22-2e3db756a347"},
				Prowler:     []string{"awslambda_function_not_publicly_accessible"},
				AWSConfig:   []string{"lambda-function-public-access-prohibited"},
				SecurityHub: []string{"Lambda.1"},
			},
			Recommended: true,
			Run:         publicPermission,
		},
		{
			Name:      "aws-lambda-permission-without-principal",
			Title:     "Only a condition keeps strangers from the function",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_permission"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_301"},
				KICS:    []string{"1btsf2f9-af8c-4dfc-a0f1-a03adb70deb2", "e08ed7eb-f3ef-494d-9d22-2e3db756a347"},
			},
			Run: permissionWithoutPrincipal,
		},
		{
			Name:      "aws-lambda-permission-without-source",
			Title:     "Any customer of the service may invoke the function through it",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_permission"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_364"},
				Trivy:   []string{"AWS-0067"},
			},
			Recommended: true,
			Run:         permissionWithoutSource,
		},
		{
			Name:      "aws-lambda-permission-too-wide",
			Title:     "Permission on the function allows more than to invoke it",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_permission"},
			Aliases: check.Aliases{
				KICS: []string{"75ec6890-83af-4bf1-9f16-e83726df0bd0", "ad9dabc7-7839-4bae-a957-aa9120013f39"},
			},
			Run: permissionTooWide,
		},
		{
			Name:      "aws-lambda-permission-any-route",
			Title:     "Every method and path of the API may invoke the function",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_permission"},
			Aliases:   check.Aliases{KICS: []string{"3ef8696c-e4ae-4872-92c7-520bb44dfe77"}},
			Run:       permissionAnyRoute,
		},
		{
			Name:      "aws-lambda-url-public",
			Title:     "Function's address answers everyone",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_function_url"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_258"},
				Prowler: []string{"awslambda_function_url_public"},
			},
			Recommended: true,
			Run:         check.Argument("authorization_type").MustNotBe("NONE"),
		},
		{
			Name:      "aws-lambda-url-open-cors",
			Title:     "Function's address lets every website call it with the visitor's credentials",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: []string{"aws_lambda_function_url"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV2_AWS_75"},
				Prowler: []string{"awslambda_function_url_cors_policy"},
			},
			Run: urlOpenCORS,
		},
	}
}

// publicPermission leaves out grants that a condition narrows.
func publicPermission(p *check.Pass) {
	principal := p.Resource.Get("principal")
	if isAnyone(principal) && unconditional(p.Resource) {
		p.Report(principal, "principal is %q; name the service or the account that calls it", "*")
	}
}

func isAnyone(principal graph.Value) bool { return principal.OneOf("*", "arn:aws:iam::*:root") }

// unconditional reports that surely nothing narrows a grant: no organization, account or source, and not the authorization of the
// function's address.
func unconditional(permission *graph.Resource) bool {
	for _, condition := range []string{"principal_org_id", "organization_id", "source_arn", "source_account"} {
		if !permission.Get(condition).Absent() {
			return false
		}
	}
	return permission.Get("function_url_auth_type").IsNot("AWS_IAM")
}

// permissionWithoutPrincipal reports what a source narrows. An organization or the address's authorization is meant for many.
func permissionWithoutPrincipal(p *check.Pass) {
	r := p.Resource
	principal := r.Get("principal")
	if isAnyone(principal) && (r.Get("source_arn").Present() || r.Get("source_account").Present()) {
		p.Report(principal, "principal is %q; name the service that calls it, so that a lost condition opens nothing", "*")
	}
}

// permissionWithoutSource reports a grant to a service of AWS that holds for whatever any customer has that service do.
func permissionWithoutSource(p *check.Pass) {
	r := p.Resource
	principal := r.Get("principal")
	if !principal.Holds(isServicePrincipal) {
		return
	}
	if r.Get("source_arn").Empty() && r.Get("source_account").Empty() && r.Get("principal_org_id").Empty() {
		name, _ := principal.Text()
		p.Report(r, "%s may, for anyone; name the caller in source_arn", name)
	}
}

// isServicePrincipal knows AWS' services. A skill of Alexa is named by event_source_token.
func isServicePrincipal(principal string) bool {
	return strings.HasSuffix(principal, ".amazonaws.com") && !strings.HasPrefix(principal, "alexa-")
}

func permissionTooWide(p *check.Pass) {
	action := p.Resource.Get("action")
	if action.Holds(func(a string) bool {
		return !strings.HasPrefix(a, "lambda:Invoke") && !strings.HasPrefix(a, "lambda:GetFunction")
	}) {
		text, _ := action.Text()
		p.Report(action, "action is %q; callers need lambda:InvokeFunction alone", text)
	}
}

// permissionAnyRoute reports the source arn:aws:execute-api:region:account:api/*/*, which says neither stage nor method nor path.
func permissionAnyRoute(p *check.Pass) {
	source := p.Resource.Get("source_arn")
	if !p.Resource.Get("principal").Is("apigateway.amazonaws.com") {
		return
	}
	pieces := source.Pieces()
	if n := len(pieces); n > 0 && strings.HasSuffix(pieces[n-1], "/*/*") {
		p.Report(source, "source_arn ends in /*/*; name the stage, the method and the path")
	}
}

func urlOpenCORS(p *check.Pass) {
	for _, cors := range p.Resource.Blocks("cors") {
		for _, origin := range cors.Get("allow_origins").Each() {
			if origin.Is("*") && wideCORS(cors) {
				p.Report(origin, `any origin is allowed with credentials or every method; name your own websites`)
			}
		}
	}
}

func wideCORS(cors *graph.Block) bool {
	if cors.Get("allow_credentials").Is(true) {
		return true
	}
	for _, method := range cors.Get("allow_methods").Each() {
		if method.Is("*") {
			return true
		}
	}
	return false
}
