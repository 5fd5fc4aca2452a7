package checks_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
)

// What is called alike guards the same duty.
func TestNamesTellDuties(t *testing.T) {
	t.Parallel()
	endings := []struct {
		name   *regexp.Regexp
		duties []check.Duty
	}{
		{regexp.MustCompile(`-(literal-(password|secret|token|key|credential)|[a-z]+-secret)$`), []check.Duty{check.Secrets}},
		{regexp.MustCompile(`-no-([a-z]+-)*(logging|logs|log)$`), []check.Duty{check.Logging}},
		{regexp.MustCompile(`-(no-minor-upgrades?|engine-unsupported|unsupported-version)$`), []check.Duty{check.Patching}},
		{regexp.MustCompile(`-(no-deletion-protection|no-backups|no-versioning|single-(zone|instance|node))$`), []check.Duty{check.Resilience}},
		{regexp.MustCompile(`-no-customer-key$`), []check.Duty{check.Data, check.Secrets}},
		{regexp.MustCompile(`-(no-waf|publicly-accessible|plain-http)$`), []check.Duty{check.Network}},
	}
	for _, c := range checks.All() {
		for _, e := range endings {
			if e.name.MatchString(c.Name) && !slices.Contains(e.duties, c.Duty) {
				t.Errorf("%s: its duty is %s; checks named so guard %v", c.Name, c.Duty, e.duties)
			}
		}
	}
}

// A title states the flaw as a fact: it is no order, and what was found follows it after a colon.
func TestTitlesStateFlaws(t *testing.T) {
	t.Parallel()
	not := regexp.MustCompile(`:|;|  |^(Ensure|Check|Missing|Avoid|Do not) |\b(should|must|ensure)\b`)
	for _, c := range checks.All() {
		if found := not.FindString(c.Title); found != "" {
			t.Errorf("%s: the title %q holds %q", c.Name, c.Title, found)
		}
		if len(c.Title) > 90 || len(c.Name) > 60 {
			t.Errorf("%s: name or title is longer than fits a line", c.Name)
		}
	}
}

// An alias that nobody writes so never matches.
func TestAliasesAreSpelt(t *testing.T) {
	t.Parallel()
	spelling := map[string]*regexp.Regexp{
		"checkov":     regexp.MustCompile(`^CKV2?_[A-Z0-9]+_\d+$`),
		"trivy":       regexp.MustCompile(`^[A-Z]+-\d{4}$`),
		"kics":        regexp.MustCompile(`^[0-9a-z]{8,9}(-[0-9a-z]{4}){3}-[0-9a-z]{12}$`), // some are no UUIDs, though made to look so
		"terrascan":   regexp.MustCompile(`^AC_[A-Z0-9]+_\d{4}$`),
		"prowler":     regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)+$`),
		"scoutsuite":  regexp.MustCompile(`^[a-z0-9]+(-[a-zA-Z0-9]+)+$`),
		"aws-config":  regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`),
		"securityhub": regexp.MustCompile(`^[A-Za-z0-9]+\.\d+$`),
	}
	known := check.ReadFrameworks()
	for _, c := range checks.All() {
		for _, peer := range c.Aliases.Peers() {
			for _, id := range peer.IDs {
				if !spelling[peer.Name].MatchString(id) {
					t.Errorf("%s: %s has no id %q", c.Name, peer.Name, id)
				}
				if peer.Name == "securityhub" && known["securityhub:"+id] == nil {
					t.Errorf("%s: frameworks.tsv does not know Security Hub's %s", c.Name, id)
				}
			}
		}
	}
}
