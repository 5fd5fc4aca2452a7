package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func rdsLogging() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-rds-logs-not-exported",
			Title:     "Database keeps its logs to itself",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_129", "CKV_AWS_324"},
				KICS:        []string{"8d7f7b8c-6c7c-40f8-baa6-62006c6c7b56"},
				Terrascan:   []string{"AC_AWS_0454"},
				Prowler:     []string{"rds_cluster_integration_cloudwatch_logs", "rds_instance_integration_cloudwatch_logs"},
				AWSConfig:   []string{"rds-logging-enabled"},
				SecurityHub: []string{"RDS.9", "RDS.36", "RDS.37"},
			},
			Run: rdsLogsNotExported,
		},
		{
			Name:      "aws-rds-no-audit-log",
			Title:     "MySQL cluster does not export its audit log",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_rds_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_325"},
				SecurityHub: []string{"RDS.34"},
			},
			Run: rdsNoAuditLog,
		},
		{
			Name:      "aws-rds-no-query-log",
			Title:     "PostgreSQL database does not log its queries",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_db_instance", "aws_rds_cluster"},
			Aliases:   check.Aliases{Checkov: []string{"CKV2_AWS_27", "CKV2_AWS_30"}},
			Run:       rdsNoQueryLog,
		},
		{
			Name:      "aws-rds-no-enhanced-monitoring",
			Title:     "Database host is not monitored",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_db_instance", "aws_rds_cluster_instance"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_118"},
				Prowler:     []string{"rds_instance_enhanced_monitoring_enabled"},
				AWSConfig:   []string{"rds-enhanced-monitoring-enabled"},
				SecurityHub: []string{"RDS.6"},
			},
			Run: check.Argument("monitoring_interval").Default(0).Unless(clusterMonitored).MustBeAtLeast(1),
		},
		{
			Name:      "aws-rds-no-performance-insights",
			Title:     "Database load is not recorded",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_db_instance", "aws_rds_cluster_instance"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_353"},
				Trivy:   []string{"AWS-0133"},
			},
			Run: check.Argument("performance_insights_enabled").Default(false).Unless(clusterHas("performance_insights_enabled")).
				Unless(withoutPerformanceInsights).MustBe(true),
		},
		{
			Name:      "aws-rds-proxy-logs-statements",
			Title:     "Database proxy writes statements to its log",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: []string{"aws_db_proxy"},
			Run:       check.Argument("debug_logging").Default(false).MustBe(false),
		},
		{
			Name:      "aws-rds-event-subscription-incomplete",
			Title:     "Event subscription misses critical database events",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_db_event_subscription"},
			Aliases: check.Aliases{
				Prowler: []string{
					"rds_cluster_critical_event_subscription", "rds_instance_critical_event_subscription",
					"rds_instance_event_subscription_parameter_groups", "rds_instance_event_subscription_security_groups",
				},
				SecurityHub: []string{"RDS.19", "RDS.20", "RDS.21", "RDS.22"},
			},
			Run: rdsEventSubscription,
		},
	}
}

// rdsLogsNotExported is silent for Aurora Serverless v1, which exports what its parameters switch on.
func rdsLogsNotExported(p *check.Pass) {
	exports := p.Resource.Get("enabled_cloudwatch_logs_exports")
	if !isServerlessV1(p.Resource) && exports.Empty() {
		p.Report(exports, "enabled_cloudwatch_logs_exports is empty; export the engine's logs to CloudWatch")
	}
}

func rdsNoAuditLog(p *check.Pass) {
	exports := p.Resource.Get("enabled_cloudwatch_logs_exports")
	if p.Resource.Get("engine").Or("aurora").OneOf("aurora", "aurora-mysql", "mysql") && !isServerlessV1(p.Resource) && lacksElement(exports, "audit") {
		p.Report(exports, `enabled_cloudwatch_logs_exports lacks "audit"; add it and set server_audit_logging in the parameter group`)
	}
}

// rdsNoQueryLog asks for one of the parameters by which PostgreSQL logs queries: all are off by default, and log_statement = "ddl" logs
// definitions alone.
func rdsNoQueryLog(p *check.Pass) {
	if !databaseEngine(p.Resource).OneOf("postgres", "aurora-postgresql") {
		return
	}
	groups := parameterGroups(p.Resource)
	if groups.unknown {
		return
	}
	for _, group := range groups.linked {
		if !surelyOff(group, "log_statement", "none", "ddl") || !surelyOff(group, "log_min_duration_statement", "-1") ||
			!surelyOff(group, "pgaudit.log", "none") {
			return
		}
	}
	p.Report(groups.named, "neither log_statement nor log_min_duration_statement makes it log queries; set one in its parameter group")
}

// surelyOff reports that the group surely leaves a parameter at its default or gives it one of the values that switch it off.
func surelyOff(group *graph.Resource, parameter string, off ...string) bool {
	blocks, certain := groupParameters(group, parameter)
	for _, b := range blocks {
		certain = certain && b.Get("value").OneOf(off...)
	}
	return certain
}

// withoutPerformanceInsights reports the small instance classes on which MySQL and MariaDB have no Performance Insights.
func withoutPerformanceInsights(r *graph.Resource) bool {
	if !databaseEngine(r).OneOf("mysql", "mariadb") {
		return false
	}
	return r.Get("instance_class").Holds(func(class string) bool {
		return strings.HasPrefix(class, "db.t2.") || class == "db.t3.micro" || class == "db.t3.small" ||
			class == "db.t4g.micro" || class == "db.t4g.small"
	})
}

// clusterMonitored reports a member of a cluster that has, or may have, enhanced monitoring for all of its instances.
func clusterMonitored(r *graph.Resource) bool {
	for _, cluster := range r.Get("cluster_identifier").Find("aws_rds_cluster", "cluster_identifier").Sure {
		if !cluster.Get("monitoring_interval").Or(0).Is(0) {
			return true
		}
	}
	return false
}

// criticalEvents names the event categories without which a subscription to that kind of source does not warn in time.
func criticalEvents(source string) []string {
	switch source {
	case "db-cluster":
		return []string{"maintenance", "failure"}
	case "db-instance":
		return []string{"maintenance", "configuration change", "failure"}
	case "db-parameter-group":
		return []string{"configuration change"}
	case "db-security-group":
		return []string{"configuration change", "failure"}
	}
	return nil
}

// rdsEventSubscription knows that a subscription without categories is to all of them.
func rdsEventSubscription(p *check.Pass) {
	if enabled := p.Resource.Get("enabled"); enabled.Is(false) {
		p.Report(enabled, "the subscription is switched off; set enabled to true")
		return
	}
	source, _ := p.Resource.Get("source_type").Text()
	categories := p.Resource.Get("event_categories")
	if categories.Empty() {
		return
	}
	for _, event := range criticalEvents(source) {
		if lacksElement(categories, event) {
			p.Report(categories, "event_categories of a %s subscription lacks %q", source, event)
		}
	}
}
