package check_test

import (
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
)

func known() []*check.Check {
	return []*check.Check{
		{Name: "aws-rds-publicly-accessible", Aliases: check.Aliases{
			Checkov: []string{"CKV_AWS_17"}, Trivy: []string{"AWS-0180"}, KICS: []string{"35113e6f-2c6b-414d-beec-7a9482d3b2d1"}, Terrascan: []string{"AC_AWS_0054"},
			Prowler: []string{"rds_instance_no_public_access"}, ScoutSuite: []string{"rds-instance-publicly-accessible"},
			AWSConfig: []string{"rds-instance-public-access-check"}, SecurityHub: []string{"RDS.2"},
		}},
		{Name: "aws-s3-no-versioning", Aliases: check.Aliases{Trivy: []string{"AWS-0090"}, SecurityHub: []string{"S3.14"}}},
	}
}

func TestFrom(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		"checkov:CKV_AWS_17", "CKV_AWS_17", "trivy:AWS-0180", "trivy:AVD-AWS-0180", "tfsec:aws-0180", "kics:35113E6F-2C6B-414D-BEEC-7A9482D3B2D1",
		"terrascan:AC_AWS_0054", "prowler:rds_instance_no_public_access", "scoutsuite:rds-instance-publicly-accessible",
		"aws-config:rds-instance-public-access-check", "aws-config:RDS_INSTANCE_PUBLIC_ACCESS_CHECK", "securityhub:RDS.2", "RDS.2", "securityhub:rds.2",
	} {
		list, err := check.From(known(), id)
		if err != nil || len(list) != 1 || list[0].Name != "aws-rds-publicly-accessible" {
			t.Errorf("%s: got %v, %v", id, list, err)
		}
	}
}

func TestFromLongName(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"tfsec:aws-s3-enable-versioning", "trivy:aws-s3-enable-versioning", "aws-s3-enable-versioning"} {
		list, err := check.From(known(), id)
		selected, serr := check.Select(known(), []string{id}, nil)
		if err != nil || serr != nil || len(list) != 1 || len(selected) != 1 || list[0].Name != "aws-s3-no-versioning" || selected[0].Name != list[0].Name {
			t.Errorf("%s: got %v, %v, %v, %v", id, list, err, selected, serr)
		}
	}
}

func TestFromUnknown(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"checkov:CKV_AWS_71":    `did you mean "checkov:CKV_AWS_17"?`,
		"rds_instance_no_publc": `no check answers "rds_instance_no_publc"`,
		"securityhub:RDS.3":     `did you mean "securityhub:RDS.2"?`,
		"prowlr:x":              `did you mean "prowler"?`,
		"checkov:RDS.2":         `no check answers "checkov:RDS.2"`,
		"securityhub:S3.8":      `no check answers`,
	} {
		if _, err := check.From(known(), id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", id, err, want)
		}
	}
}

func TestFrameworks(t *testing.T) {
	t.Parallel()
	for term, want := range map[string]bool{
		"framework:cis-aws": true, "framework:cis-aws-3.0": true, "framework:cis-aws-3.0:2.3.3": true, "framework:cis-aws-3.0:2.3": true,
		"framework:fsbp": true, "framework:fsbp:RDS.2": true, "framework:pci-dss": true, "framework:pci-dss-4.0": true,
		"framework:cis-aws-3.0:2.3.1": false, "framework:cis-aw": false, "framework:cis-aws-2.0": false, "framework:": false, "framework:fsbp:RDS.20": false,
	} {
		list, err := check.Select(known()[:1], []string{term}, nil)
		if (err == nil && len(list) == 1) != want {
			t.Errorf("%s: got %v, %v", term, list, err)
		}
		if err != nil && !strings.Contains(err.Error(), "there are cis-aws, cis-aws-3.0") {
			t.Errorf("%s: %v does not say which there are", term, err)
		}
	}
	controls := strings.Join(check.ReadFrameworks().Of(known()[0]), " ")
	if !strings.Contains(controls, "cis-aws-5.0:2.2.3 cis-aws-7.0:3.2.3 fsbp:RDS.2 pci-dss-4.0:") {
		t.Errorf("got %s", controls)
	}
}
