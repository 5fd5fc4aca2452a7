package checks_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check/checktest"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// decided are the recommended checks of the families below whose repair nobody can write for the configuration's owner, and what there is to decide.
func decided() map[string]string {
	const (
		networks   = "which networks need it"
		principals = "who needs it"
		actions    = "what its holder needs"
	)
	return map[string]string{
		"aws-ec2-image-from-anyone":                 "whose images are meant",
		"aws-ec2-image-public":                      "with whom it is to be shared, if at all",
		"aws-ec2-security-group-internal-port-open": networks,
		"aws-ec2-security-group-mixed-rules":        "which of the two ways is meant",
		"aws-ec2-security-group-rdp-open":           networks,
		"aws-ec2-security-group-ssh-open":           networks,
		"aws-ec2-user-data-secret":                  "where the secret is to be kept",
		"aws-iam-access-key-root":                   "which role does the work instead",
		"aws-iam-administrator-access":              actions,
		"aws-iam-certificate-weak-key":              "a new key",
		"aws-iam-certificate-expired":               "a new certificate",
		"aws-iam-full-access":                       actions,
		"aws-iam-not-principal":                     principals,
		"aws-iam-policy-credentials-exposure":       actions,
		"aws-iam-policy-data-exfiltration":          actions,
		"aws-iam-policy-full-admin":                 actions,
		"aws-iam-policy-full-iam":                   actions,
		"aws-iam-policy-pass-any-role":              actions,
		"aws-iam-policy-privilege-escalation":       actions,
		"aws-iam-policy-service-wildcard":           actions,
		"aws-iam-role-federation-open":              principals,
		"aws-iam-role-github-open":                  "which repositories may deploy",
		"aws-iam-role-trusts-anyone":                principals,
		"aws-kms-public-policy":                     principals,
		"aws-rds-engine-unsupported":                "which version the application works with",
		"aws-rds-literal-password":                  "where the password is to be kept",
		"aws-s3-policy-lockout":                     "who is to administer the bucket",
		"aws-s3-public-admin-policy":                principals,
		"aws-s3-public-delete-policy":               principals,
		"aws-s3-public-list-policy":                 principals,
		"aws-s3-public-read-policy":                 principals,
		"aws-s3-public-write-policy":                principals,
	}
}

// Whatever can be written for its owner is, and its page shows it.
func TestRecommendedChecksAreFixed(t *testing.T) {
	t.Parallel()
	family := regexp.MustCompile(`^aws-(ec2|vpc|s3|iam|rds|ebs|kms)-`)
	left := decided()
	for _, c := range checks.All() {
		if !c.Recommended || !family.MatchString(c.Name) {
			continue
		}
		shown := strings.Contains(checks.Page(c.Name), "```hcl fixed")
		why, open := left[c.Name]
		delete(left, c.Name)
		switch {
		case shown && open:
			t.Errorf("%s: its page shows a fix, though %q is for its owner to decide", c.Name, why)
		case !shown && !open:
			t.Errorf("%s: its page shows no fix, and nothing is said to be left to decide", c.Name)
		}
	}
	for name := range left {
		t.Errorf("%s is no recommended check of the families", name)
	}
}

// What the broken examples become is kept as a diff. What is left is for their owner to decide: nothing that could be fixed is found again.
func TestFixedExamples(t *testing.T) {
	t.Parallel()
	broken, err := filepath.Glob("../examples/*/broken")
	if err != nil || len(broken) == 0 {
		t.Fatal("no examples", err)
	}
	for _, dir := range broken {
		t.Run(filepath.Base(filepath.Dir(dir)), func(t *testing.T) {
			t.Parallel()
			root, err := filepath.Abs(dir)
			if err != nil {
				t.Fatal(err)
			}
			o := lint.Options{Cwd: root, Checks: recommended()}
			r, err := lint.Run(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			var fixable []*lint.Finding
			for i := range r.Findings {
				if f := &r.Findings[i]; f.Fix.Applicable() {
					fixable = append(fixable, f)
				}
			}
			plan, err := lint.Repair(t.Context(), o, r, fixable...)
			if err != nil {
				t.Fatal(err)
			}
			compareGolden(t, filepath.Join(filepath.Dir(dir), "fixed.diff"), plan.Diff(nil))
			o.Overlays = plan.Files
			if r, err = lint.Run(t.Context(), o); err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Findings {
				if f.Fix.Applicable() {
					t.Errorf("%s: %s is still found", f.Place, f.Check.Name)
				}
			}
		})
	}
}

// A fix that is offered holds: after it the finding is gone, and what is written is valid.
func TestFixesHold(t *testing.T) {
	t.Parallel()
	for _, c := range checks.All() {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			checktest.Fixes(t, c, checks.Page(c.Name))
		})
	}
}
