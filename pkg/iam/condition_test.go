package iam

import "testing"

func TestConditionTest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		operator, key, value string
		narrow               bool
	}{
		{"IpAddress", "aws:SourceIp", "203.0.113.0/24", true},
		{"IpAddress", "aws:SourceIp", "203.0.113.7", true},
		{"IpAddress", "aws:SourceIp", "2001:db8::/32", true},
		{"IpAddress", "AWS:sourceIP", "0.0.0.0/0", false},
		{"IpAddress", "aws:SourceIp", "128.0.0.0/1", false},
		{"IpAddress", "aws:SourceIp", "::/0", false},
		{"IpAddress", "aws:SourceIp", "nonsense", false},
		{"NotIpAddress", "aws:SourceIp", "203.0.113.0/24", false},
		{"StringEquals", "aws:SourceVpce", "vpce-1", true},
		{"StringEqualsIfExists", "aws:SourceVpce", "vpce-1", true}, // whether the key must be there is asked apart
		{"StringNotEquals", "aws:SourceVpce", "vpce-1", false},
		{"StringLike", "aws:SourceVpce", "*", false},
		{"StringLike", "aws:PrincipalOrgID", "o-abc*", true},
		{"ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-abc/r-1/*", true},
		{"StringEquals", "AWS:SourceOwner", "123456789012", true},
		{"StringEquals", "aws:SourceAccount", "*", false},
		{"ArnLike", "aws:SourceArn", "arn:aws:s3:::logs", true},
		{"ArnLike", "aws:SourceArn", "arn:aws:s3:::*", false},
		{"ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:logs", false},
		{"ArnLike", "aws:SourceArn", "arn:aws:*", false},
		{"ArnLike", "aws:SourceArn", "*", false},
		{"ArnLike", "aws:SourceArn", "arn:aws:execute-api:*:123456789012:*", true},
		{"StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy", false},
		{"StringLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/*", true},
		{"StringLike", "aws:userid", "AROAEXAMPLE:*", true},
		{"StringLike", "aws:userid", "*:someone", false},
		{"Bool", "aws:SecureTransport", "true", false},
		{"Bool", "aws:PrincipalIsAWSService", "true", true},
		{"Bool", "aws:PrincipalIsAWSService", "false", false},
		{"Bool", "elasticfilesystem:AccessedViaMountTarget", "true", true},
		{"StringEquals", "aws:UserAgent", "secret", false},
		{"StringLike", "aws:Referer", "https://example.com/*", false},
		{"StringEquals", "aws:PrincipalTag/team", "a", false},
		{"StringEquals", "cognito-identity.amazonaws.com:aud", "eu-west-1:pool", true},
		{"StringLike", "token.actions.githubusercontent.com:sub", "repo:acme/app:*", true},
		{"StringLike", "token.actions.githubusercontent.com:sub", "*", false},
		{"Null", "aws:SourceVpce", "false", false},
		{"", "aws:SourceVpce", "vpce-1", false},
	}
	for _, test := range tests {
		narrow := Condition{Operator: test.operator, Key: test.key}.test()
		if got := narrow != nil && narrow(test.value); got != test.narrow {
			t.Errorf("%s %s %q narrows: %v", test.operator, test.key, test.value, got)
		}
	}
}

func TestIsEveryone(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]bool{
		"*": true, "arn:aws:iam::*:root": true, "arn:aws-cn:iam::*:user/x": true,
		"": false, "123456789012": false, "arn:aws:iam::123456789012:root": false, "arn:aws:iam::123456789012:user/*": false,
	} {
		if got := isEveryone(id); got != want {
			t.Errorf("isEveryone(%q) = %v", id, got)
		}
	}
}
