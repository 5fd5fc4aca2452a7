package aws

import (
	"strings"
	"testing"
)

func TestOwnedSubject(t *testing.T) {
	t.Parallel()
	tests := []struct {
		claim, value string
		want         bool
	}{
		{"sub", "repo:acme/app:ref:refs/heads/main", true},
		{"sub", "repo:acme/*", true},
		{"sub", "repository_owner:acme:repo:app", true},
		{"sub", "job_workflow_ref:acme/deploy/.github/workflows/w.yml@refs/heads/main", true},
		{"sub", "repo:acme", false},
		{"sub", "repo:acme*/app:*", false},
		{"sub", "repo:*", false},
		{"sub", "*", false},
		{"sub", "", false},
		{"sub", "ref:refs/heads/main", false},
		{"sub", "environment:prod:repo:acme/app", false},
		{"repository", "acme/app", true},
		{"repository", "*/app", false},
		{"repository_owner_id", "1234", true},
		{"repository_owner_id", "*", false},
	}
	for _, test := range tests {
		if got := ownedSubject(test.claim, test.value); got != test.want {
			t.Errorf("ownedSubject(%q, %q) = %v", test.claim, test.value, got)
		}
	}
}

func TestTakesResource(t *testing.T) {
	t.Parallel()
	for action, want := range map[string]bool{
		"s3:GetObject":              true,
		"S3:listallmybuckets":       false,
		"sts:GetCallerIdentity":     false,
		"sts:AssumeRole":            true,
		"ecr:GetAuthorizationToken": false,
		"ec2:DescribeInstances":     false,
		"ec2:TerminateInstances":    true,
		"xray:Put*":                 false,
		"s3:*":                      true,
		"*":                         true,
		"nosuchservice:Do":          true,
		"s3:":                       true,
		"":                          true,
		"s3\nsts:GetCallerIdentity": true,
	} {
		if got := takesResource(action); got != want {
			t.Errorf("takesResource(%q) = %v", action, got)
		}
	}
}

// The tables name actions as AWS writes them, each once.
func TestActionTables(t *testing.T) {
	t.Parallel()
	for name, table := range map[string][]string{
		"credentials": credentialActions(), "data": dataActions(), "permissions": permissionActions(),
	} {
		seen := map[string]bool{}
		for _, action := range table {
			service, verb, ok := strings.Cut(action, ":")
			if !ok || service != strings.ToLower(service) || verb == "" || strings.Contains(action, "*") {
				t.Errorf("%s: %q is no action", name, action)
			}
			if seen[action] {
				t.Errorf("%s: %q stands twice", name, action)
			}
			seen[action] = true
		}
	}
	for _, e := range append(escalations(), passes()...) {
		if len(e.actions) == 0 || e.gain == "" {
			t.Errorf("%v says too little", e)
		}
	}
}

func TestISOMinutes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"PT1H": 60, "PT1H30M": 90, "PT90M": 90, "PT12H": 720, "PT120S": 2} {
		if got, ok := isoMinutes(text); !ok || got != want {
			t.Errorf("isoMinutes(%q) = %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "PT", "1H", "PT1", "PTH", "P1D", "PT1M1H"} {
		if got, ok := isoMinutes(text); ok {
			t.Errorf("isoMinutes(%q) = %v", text, got)
		}
	}
}
