package aws

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"

	"github.com/demarc-lint/demarc/pkg/check"
)

func iamCertificate() []*check.Check {
	return []*check.Check{
		{
			Name:        "aws-iam-certificate-weak-key",
			Title:       "Certificate has an RSA key of less than 2048 bits",
			Severity:    check.Medium,
			Duty:        check.Data,
			Resources:   []string{"aws_api_gateway_domain_name", "aws_iam_server_certificate"},
			Aliases:     check.Aliases{KICS: []string{"874d68a3-bfbe-4a4b-aaa0-9e74d7da634b"}},
			Recommended: true,
			Run:         certificateWeakKey,
		},
		{
			Name:      "aws-iam-certificate-expired",
			Title:     "Certificate has expired",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_acm_certificate", "aws_api_gateway_domain_name", "aws_iam_server_certificate"},
			Aliases: check.Aliases{
				Trivy:       []string{"AWS-0168"},
				KICS:        []string{"c3831315-5ae6-4fa8-b458-3d4d5ab7a3f6"},
				Prowler:     []string{"iam_no_expired_server_certificates_stored", "acm_certificates_expiration_check"},
				ScoutSuite:  []string{"acm-certificate-with-close-expiration-date"},
				AWSConfig:   []string{"acm-certificate-expiration-check"},
				SecurityHub: []string{"IAM.26", "ACM.1"},
			},
			Recommended: true,
			Run:         certificateExpired,
		},
	}
}

func certificateWeakKey(p *check.Pass) {
	body := p.Resource.Get("certificate_body")
	text, ok := body.Text()
	if !ok {
		return
	}
	if bits, ok := rsaBits(text); ok && bits < 2048 {
		p.Report(body, "its key has %d bits; have one of 2048 bits or an ECDSA key certified", bits)
	}
}

// certificateExpired judges by the day that engine versions are judged by: the same configuration gives the same answer every day.
func certificateExpired(p *check.Pass) {
	body := p.Resource.Get("certificate_body")
	text, ok := body.Text()
	if !ok {
		return
	}
	certificate, ok := firstCertificate(text)
	if !ok {
		return
	}
	if day := certificate.NotAfter.UTC().Format("2006-01-02"); day < enginesAsOf {
		p.Report(body, "it was valid until %s; replace it, or have ACM issue one that renews itself", day)
	}
}

// rsaBits returns the length of the RSA key that the first certificate in the PEM text is for; ok is false for other keys and other texts.
func rsaBits(text string) (bits int, ok bool) {
	certificate, ok := firstCertificate(text)
	if !ok {
		return 0, false
	}
	key, ok := certificate.PublicKey.(*rsa.PublicKey)
	if !ok {
		return 0, false
	}
	return key.N.BitLen(), true
}

// firstCertificate returns the first certificate in a PEM text; ok is false for other texts.
func firstCertificate(text string) (certificate *x509.Certificate, ok bool) {
	block, _ := pem.Decode([]byte(text))
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, false
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	return certificate, err == nil
}
