package aws

import (
	"strconv"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

func iamSSO() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-iam-sso-long-session",
			Title:     "Sessions of the permission set last for more than four hours",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_ssoadmin_permission_set"},
			Aliases:   check.Aliases{KICS: []string{"ce9dfce0-5fc8-433b-944a-3b16153111a8"}},
			Run:       longSession,
		},
		{
			Name:      "aws-iam-sso-local-user",
			Title:     "User is made in the identity store by hand",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{"aws_identitystore_user"},
			Aliases:   check.Aliases{KICS: []string{"4003118b-046b-4640-b200-b8c7a4c8b89f"}},
			Run: func(p *check.Pass) {
				p.Report(p.Resource, "nobody removes it when its owner leaves; let the identity provider provision users through SCIM")
			},
		},
	}
}

// longSession judges only sessions that are written out; the provider's default is one hour.
func longSession(p *check.Pass) {
	duration := p.Resource.Get("session_duration")
	text, ok := duration.Text()
	if !ok {
		return
	}
	if minutes, ok := isoMinutes(text); ok && minutes > 4*60 {
		p.Report(duration, "session_duration is %s; set it to PT4H or less", text)
	}
}

// isoMinutes reads an ISO 8601 duration of hours, minutes and seconds ("PT1H30M").
func isoMinutes(text string) (minutes float64, ok bool) {
	rest, ok := strings.CutPrefix(text, "PT")
	if !ok || rest == "" {
		return 0, false
	}
	for _, unit := range []struct {
		name    string
		minutes float64
	}{{"H", 60}, {"M", 1}, {"S", 1.0 / 60}} {
		before, after, found := strings.Cut(rest, unit.name)
		if !found {
			continue
		}
		n, err := strconv.ParseFloat(before, 64)
		if err != nil {
			return 0, false
		}
		minutes, rest = minutes+n*unit.minutes, after
	}
	return minutes, rest == ""
}
