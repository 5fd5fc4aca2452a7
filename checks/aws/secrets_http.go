package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func secretsHTTP() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-ssm-secret-sent-out",
			Title:       "Secret is sent to a web server",
			Severity:    check.High,
			Duty:        check.Secrets,
			Resources:   []string{"data.http"},
			Aliases:     check.Aliases{Checkov: []string{"CKV2_AWS_36"}, Trivy: []string{"AWS-0134"}},
			Recommended: true,
			Run:         secretSentOut,
		},
	}
}

// secretSentOut looks at the address and the body of a request, and leaves out the headers, by which a token belongs to the server it is for.
func secretSentOut(p *check.Pass) {
	for _, argument := range []string{"url", "request_body"} {
		for _, ref := range p.Resource.References() {
			if ref.Argument == argument && !ref.Maybe && holdsSecret(ref) {
				p.Report(p.Resource.Get(argument), "%s holds the secret of %s; whoever can plan the configuration gives it away", argument, ref.To.Address)
				break
			}
		}
	}
}

// holdsSecret reports a reference to the part of a resource that is secret.
func holdsSecret(ref graph.Reference) bool {
	switch ref.To.TypeName() {
	case "aws_ssm_parameter":
		return ref.To.Get("type").Is("SecureString") && slices.Contains([]string{"value", "insecure_value"}, ref.Attr)
	case "data.aws_ssm_parameter":
		return ref.To.Get("with_decryption").Or(true).Is(true) && ref.Attr == "value"
	case "aws_secretsmanager_secret_version", "data.aws_secretsmanager_secret_version":
		return ref.Attr == "secret_string" || ref.Attr == "secret_binary"
	case "aws_iam_access_key":
		return ref.Attr == "secret"
	case "random_password":
		return ref.Attr == "result"
	}
	return false
}
