package aws

import "github.com/demarc-lint/demarc/pkg/check"

func mwaa() []*check.Check {
	environments := []string{"aws_mwaa_environment"}
	return []*check.Check{
		{
			Name:      "aws-mwaa-public",
			Title:     "Airflow's web server is reachable from the internet",
			Severity:  check.Medium,
			Duty:      check.Network,
			Resources: environments,
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_66"}},
			Run:       check.Argument("webserver_access_mode").Default("PRIVATE_ONLY").MustNotBe("PUBLIC_ONLY"),
		},
		{
			Name:      "aws-mwaa-no-scheduler-logs",
			Title:     "Airflow's scheduler is not logged",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: environments,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_242"}},
			Run:       check.Argument("logging_configuration.scheduler_logs.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-mwaa-no-worker-logs",
			Title:     "Airflow's workers are not logged",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: environments,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_243"}},
			Run:       check.Argument("logging_configuration.worker_logs.enabled").Default(false).MustBe(true),
		},
		{
			Name:      "aws-mwaa-no-webserver-logs",
			Title:     "Airflow's web server is not logged",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: environments,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_244"}},
			Run:       check.Argument("logging_configuration.webserver_logs.enabled").Default(false).MustBe(true),
		},
	}
}
