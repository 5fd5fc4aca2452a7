package aws

import "github.com/demarc-lint/demarc/pkg/check"

func cloudtrail() []*check.Check {
	trail := []string{"aws_cloudtrail"}
	return []*check.Check{
		{
			Name:      "aws-cloudtrail-logging-off",
			Title:     "Trail records nothing",
			Severity:  check.High,
			Duty:      check.Logging,
			Resources: trail,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_251"},
				KICS:    []string{"4bb76f17-3d63-4529-bdca-2b454529d774"},
			},
			Recommended: true,
			Run:         check.Argument("enable_logging").Default(true).MustBe(true),
		},
		{
			Name:      "aws-cloudtrail-no-log-validation",
			Title:     "Trail's log files can be changed unnoticed",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: trail,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_36"},
				Trivy:     []string{"AWS-0016"},
				KICS:      []string{"52ffcfa6-6c70-4ea6-8376-d828d3961669"},
				Terrascan: []string{"AC_AWS_0446"},
			},
			Run: check.Argument("enable_log_file_validation").Default(false).MustBe(true),
		},
		{
			Name:      "aws-cloudtrail-single-region",
			Title:     "Trail does not see the other regions",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: trail,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_67"},
				Trivy:     []string{"AWS-0014"},
				KICS:      []string{"8173d5eb-96b5-4aa6-a71b-ecfa153c123d"},
				Terrascan: []string{"AC_AWS_0034", "AC_AWS_0448"},
			},
			Run: check.Argument("is_multi_region_trail").Default(false).MustBe(true),
		},
		{
			Name:      "aws-cloudtrail-no-global-events",
			Title:     "Trail leaves out the events of global services",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: trail,
			Aliases: check.Aliases{
				KICS:      []string{"8173d5eb-96b5-4aa6-a71b-ecfa153c123d"},
				Terrascan: []string{"AC_AWS_0034"},
			},
			Run: check.Argument("include_global_service_events").Default(true).MustBe(true),
		},
		{
			Name:      "aws-cloudtrail-no-customer-key",
			Title:     "Trail is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: trail,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_35"},
				Trivy:     []string{"AWS-0015"},
				KICS:      []string{"5d9e3164-9265-470c-9a10-57ae454ac0c7"},
				Terrascan: []string{"AC_AWS_0033"},
			},
			Run: withoutCustomerKey("kms_key_id"),
		},
		{
			Name:      "aws-cloudtrail-no-cloudwatch",
			Title:     "Trail is not sent to CloudWatch Logs",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: trail,
			Aliases: check.Aliases{
				Checkov: []string{"CKV2_AWS_10"},
				Trivy:   []string{"AWS-0162"},
				KICS:    []string{"17b30f8f-8dfb-4597-adf6-57600b6cf25e"},
			},
			Run: check.Argument("cloud_watch_logs_group_arn").MustBeSet(),
		},
		{
			Name:      "aws-cloudtrail-no-notification",
			Title:     "Trail tells nobody of new log files",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: trail,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_252"},
				KICS:      []string{"482b7d26-0bdb-4b5f-bf6f-545826c0a3dd"},
				Terrascan: []string{"AC_AWS_0035"},
			},
			Run: check.Argument("sns_topic_name").MustBeSet(),
		},
		{
			Name:      "aws-cloudtrail-store-no-customer-key",
			Title:     "Event data store is encrypted with a key of AWS",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_cloudtrail_event_data_store"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_294"}},
			Run:       withoutCustomerKey("kms_key_id"),
		},
	}
}
