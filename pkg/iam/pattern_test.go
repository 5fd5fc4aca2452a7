package iam

import "testing"

func TestMatchAction(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern, action string
		want            bool
	}{
		{"s3:GetObject", "s3:GetObject", true},
		{"S3:getobject", "s3:GetObject", true},
		{"s3:Get*", "s3:GetObject", true},
		{"s3:*Object", "s3:GetObject", true},
		{"s3:*Object", "s3:GetObjectAcl", false},
		{"s3:Get?bject", "s3:GetObject", true},
		{"s3:GetObjec?t", "s3:GetObject", false},
		{"*", "iam:PassRole", true},
		{"*:*", "iam:PassRole", true},
		{"i*m:Pass*", "iam:PassRole", true},
		{"iam:*Role*", "iam:PassRole", true},
		{"iam:P*R*e", "iam:PassRole", true},
		{"iam:", "iam:PassRole", false},
		{"", "iam:PassRole", false},
		{"*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaa", false},
	}
	for _, test := range tests {
		if got := MatchAction(test.pattern, test.action); got != test.want {
			t.Errorf("MatchAction(%q, %q) = %v", test.pattern, test.action, got)
		}
	}
}

func TestEveryPatterns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		pattern                       string
		everyAction, service, everyAt bool
	}{
		{"*", true, false, true},
		{"**", true, false, true},
		{"*:*", true, false, false},
		{"s3:*", false, true, false},
		{"s3:**", false, true, false},
		{"s3:Get*", false, false, false},
		{"", false, false, false},
		{"?", false, false, false},
		{"arn:*", false, false, true},
		{"arn:aws:*", false, false, true},
		{"arn:aws:*:*:*:*", false, false, true},
		{"arn:aws:*:::*", false, false, true},
		{"arn:aws:s3:::*", false, false, false},
		{"arn:aws:logs:eu-west-1:123456789012:log-group:x:*", false, false, false},
	}
	for _, test := range tests {
		if got := IsEveryAction(test.pattern); got != test.everyAction {
			t.Errorf("IsEveryAction(%q) = %v", test.pattern, got)
		}
		if test.pattern != "" && test.pattern[0] != 'a' {
			if got := IsServiceWildcard(test.pattern); got != test.service {
				t.Errorf("IsServiceWildcard(%q) = %v", test.pattern, got)
			}
		}
		if got := IsEveryResource(test.pattern); got != test.everyAt {
			t.Errorf("IsEveryResource(%q) = %v", test.pattern, got)
		}
	}
}

func TestParseARN(t *testing.T) {
	t.Parallel()
	arn, ok := ParseARN("arn:aws-cn:logs:cn-north-1:123456789012:log-group:x:*")
	want := ARN{"aws-cn", "logs", "cn-north-1", "123456789012", "log-group:x:*"}
	if !ok || arn != want {
		t.Errorf("got %+v, %v", arn, ok)
	}
	for _, text := range []string{"", "*", "arn:aws:s3", "urn:aws:s3:::b:x"} {
		if _, ok := ParseARN(text); ok {
			t.Errorf("%q taken for an ARN", text)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("s3:*Obj?ct", "s3:GetObject")
	f.Add("", "")
	f.Add("***", "a")
	f.Fuzz(func(t *testing.T, pattern, text string) {
		_ = Match(pattern, text)
		if !Match("*"+text, text) && len(text) < 200 {
			t.Errorf("*%q does not cover %q", text, text)
		}
	})
}
