package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

const (
	userType            = "aws_iam_user"
	groupType           = "aws_iam_group"
	groupMembershipType = "aws_iam_group_membership"
	accessKeyType       = "aws_iam_access_key"
	loginProfileType    = "aws_iam_user_login_profile"
)

func iamUser() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-iam-user-created",
			Title:     "User lives in IAM instead of the organization's identity provider",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{userType},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_273"}},
			Run: func(p *check.Pass) {
				p.Report(p.Resource, "its credentials do not expire; let people sign in through IAM Identity Center and machines assume roles")
			},
		},
		{
			Name:      "aws-iam-user-without-group",
			Title:     "User belongs to no group",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{userType},
			Aliases: check.Aliases{
				Checkov:   []string{"CKV2_AWS_21"},
				AWSConfig: []string{"iam-user-group-membership-check"},
			},
			Run: userWithoutGroup,
		},
		{
			Name:      "aws-iam-group-without-users",
			Title:     "Group has no users",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{groupType, groupMembershipType},
			Aliases: check.Aliases{
				Checkov:    []string{"CKV2_AWS_14", "CKV2_AWS_21"},
				KICS:       []string{"fc101ca7-c9dd-4198-a1eb-0fbe92e80044"},
				ScoutSuite: []string{"iam-group-with-no-users"},
				AWSConfig:  []string{"iam-group-has-users-check"},
			},
			Run: groupWithoutUsers,
		},
		{
			Name:      "aws-iam-user-console-access",
			Title:     "User has a password for the console",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{userType, loginProfileType},
			Aliases: check.Aliases{
				Checkov: []string{"CKV2_AWS_22"},
				KICS:    []string{"9ec311bf-dfd9-421f-8498-0b063c8bc552"},
			},
			Run: consoleAccess,
		},
		{
			Name:      "aws-iam-login-profile-password",
			Title:     "First password of the user is short or stays",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{loginProfileType},
			Aliases: check.Aliases{
				KICS:      []string{"b592ffd4-0577-44b6-bd35-8c5ee81b5918"},
				Terrascan: []string{"AC_AWS_0148"},
			},
			Run: firstPassword,
		},
		{
			Name:      "aws-iam-access-key-root",
			Title:     "Access key is made for the root user",
			Severity:  check.Critical,
			Duty:      check.Identity,
			Resources: []string{accessKeyType},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_348"},
				Trivy:       []string{"AWS-0141"},
				KICS:        []string{"970d224d-b42a-416b-81f9-8f4dfe70c4bc"},
				Terrascan:   []string{"AC_AWS_0132"},
				Prowler:     []string{"iam_no_root_access_key"},
				ScoutSuite:  []string{"iam-root-account-with-active-keys"},
				AWSConfig:   []string{"iam-root-access-key-check"},
				SecurityHub: []string{"IAM.4"},
			},
			Recommended: true,
			Run: func(p *check.Pass) {
				if user := p.Resource.Get("user"); user.Holds(isRootUser) {
					p.Report(user, "nothing limits what it may do; make a role for the work and no key for root")
				}
			},
		},
		{
			Name:      "aws-iam-access-key-active",
			Title:     "Access key that never expires is in use",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{accessKeyType},
			Aliases: check.Aliases{
				KICS:      []string{"7081f85c-b94d-40fd-8b45-a4f1cac75e46"},
				Terrascan: []string{"AC_AWS_0133"},
			},
			Run: accessKeyActive,
		},
		{
			Name:      "aws-iam-user-several-access-keys",
			Title:     "User has more than one active access key",
			Severity:  check.Low,
			Duty:      check.Identity,
			Resources: []string{accessKeyType},
			Aliases: check.Aliases{
				Trivy:      []string{"AWS-0167"},
				KICS:       []string{"3561130e-9c5f-485b-9e16-2764c82763e5"},
				Prowler:    []string{"iam_user_two_active_access_key"},
				ScoutSuite: []string{"iam-user-with-multiple-access-keys"},
			},
			Run: severalAccessKeys,
		},
	}
}

func isRootUser(user string) bool { return user == "root" || user == "<root_account>" }

func userWithoutGroup(p *check.Pass) {
	if p.Resource.ReferredBy(groupMembershipType, "users", "name").None() &&
		p.Resource.ReferredBy("aws_iam_user_group_membership", "user", "name").None() {
		p.Report(p.Resource, "what it may do is then given to it alone and outlives its job; make it a member of a group")
	}
}

// groupWithoutUsers marks the membership that names nobody where there is one, else the group.
func groupWithoutUsers(p *check.Pass) {
	const remedy = "its policies wait for whoever is put into it; add its users or remove it"
	if p.Resource.Type == groupMembershipType {
		if users := p.Resource.Get("users"); users.Empty() {
			p.Report(users, remedy)
		}
		return
	}
	if p.Resource.ReferredBy(groupMembershipType, "group", "name").None() &&
		p.Resource.ReferredBy("aws_iam_user_group_membership", "groups", "name").None() {
		p.Report(p.Resource, remedy)
	}
}

// consoleAccess speaks of the user where the configuration has it, and marks the login profile in any case.
func consoleAccess(p *check.Pass) {
	const remedy = "people sign in better through IAM Identity Center; remove the login profile"
	if p.Resource.Type == userType {
		for _, profile := range p.Resource.ReferredBy(loginProfileType, "user", "name").Sure {
			p.Report(profile, remedy)
		}
		return
	}
	if len(p.Resource.Get("user").Find(userType, "name").Sure) == 0 {
		p.Report(p.Resource, remedy)
	}
}

func firstPassword(p *check.Pass) {
	if reset := p.Resource.Get("password_reset_required"); reset.Or(false).Is(false) {
		p.Report(reset, "whoever made it goes on knowing it; set password_reset_required to true")
	}
	if length := p.Resource.Get("password_length"); !length.Absent() {
		if n, ok := length.Number(); ok && n < 14 {
			p.Report(length, "password_length is %v; set it to 14 or more", n)
		}
	}
}

func accessKeyActive(p *check.Pass) {
	if p.Resource.Get("user").Holds(isRootUser) {
		return
	}
	if keyIsActive(p.Resource) {
		p.Report(p.Resource, "its secret is kept in the state and works until somebody revokes it; let the machine assume a role")
	}
}

func keyIsActive(key *graph.Resource) bool { return key.Get("status").Or("Active").Is("Active") }

func severalAccessKeys(p *check.Pass) {
	if !keyIsActive(p.Resource) {
		return
	}
	active := 0
	for _, key := range keysOfSameUser(p.Resource) {
		if keyIsActive(key) && !key.Maybe {
			active++
		}
	}
	if active > 1 {
		p.Report(p.Resource, "it is one of %d of its user; keep one and rotate it", active)
	}
}

// keysOfSameUser returns the keys that surely are of the user whose key is given, itself included.
func keysOfSameUser(key *graph.Resource) []*graph.Resource {
	user := key.Get("user")
	if users := user.Find(userType, "name").Sure; len(users) > 0 {
		return users[0].ReferredBy(accessKeyType, "user", "name").Sure
	}
	return user.Find(accessKeyType, "user").Sure
}
