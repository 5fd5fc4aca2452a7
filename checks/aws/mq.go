package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func mq() []*check.Check {
	brokers := []string{"aws_mq_broker"}
	return []*check.Check{
		{
			Name:      "aws-mq-publicly-accessible",
			Title:     "Message broker is reachable from the internet",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: brokers,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_69"},
				Trivy:     []string{"AWS-0072"},
				KICS:      []string{"4eb5f791-c861-4afd-9f94-f2a6a3fe49cb"},
				Terrascan: []string{"AC_AWS_0175"},
				Prowler:   []string{"mq_broker_not_publicly_accessible"},
			},
			Recommended: true,
			Run:         check.Argument("publicly_accessible").Default(false).MustBe(false),
		},
		{
			Name:      "aws-mq-no-general-logging",
			Title:     "Message broker's log goes nowhere",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: brokers,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_48"},
				Trivy:     []string{"AWS-0071"},
				KICS:      []string{"31245f98-a6a9-4182-9fc1-45482b9d030a"},
				Terrascan: []string{"AC_AWS_0174"},
				Prowler:   []string{"mq_broker_logging_enabled"},
			},
			Run: check.Argument("logs.general").Default(false).MustBe(true),
		},
		{
			Name:      "aws-mq-no-audit-logging",
			Title:     "Message broker does not record who manages it",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: brokers,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_197"},
				Trivy:     []string{"AWS-0070"},
				KICS:      []string{"31245f98-a6a9-4182-9fc1-45482b9d030a"},
				Terrascan: []string{"AC_AWS_0174"},
				Prowler:   []string{"mq_broker_logging_enabled"},
				AWSConfig: []string{"mq-cloudwatch-audit-logging-enabled", "mq-cloudwatch-audit-log-enabled"},
			},
			Run: check.Argument("logs.audit").Default(false).Unless(notActiveMQ).MustBe(true),
		},
		{
			Name:      "aws-mq-no-customer-key",
			Title:     "Messages are not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: brokers,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_209"},
				KICS:    []string{"3db3f534-e3a3-487f-88c7-0a9fbf64b702"},
			},
			Run: withoutCustomerKey("encryption_options.kms_key_id"),
		},
		{
			Name:      "aws-mq-no-minor-upgrade",
			Title:     "Message broker is not patched by itself",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: brokers,
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_207"},
				Prowler: []string{"mq_broker_auto_minor_version_upgrades"},
			},
			Run: check.Argument("auto_minor_version_upgrade").Default(false).MustBe(true),
		},
		{
			Name:        "aws-mq-unsupported-version",
			Title:       "Message broker's engine version gets no more fixes",
			Severity:    check.Medium,
			Duty:        check.Patching,
			Resources:   []string{"aws_mq_broker", "aws_mq_configuration"},
			Aliases:     check.Aliases{Checkov: []string{"CKV_AWS_208"}},
			Recommended: true,
			Run:         mqUnsupported,
		},
		{
			Name:      "aws-mq-single-instance",
			Title:     "Message broker stands in one zone",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: brokers,
			Aliases: check.Aliases{
				Prowler: []string{"mq_broker_active_deployment_mode", "mq_broker_cluster_deployment_mode"},
			},
			Run: check.Argument("deployment_mode").Default("SINGLE_INSTANCE").MustNotBe("SINGLE_INSTANCE"),
		},
	}
}

// isActiveMQ tells the engine's name, whose case does not count.
func isActiveMQ(engine string) bool { return strings.EqualFold(engine, "ActiveMQ") }

// notActiveMQ reports a broker that keeps no audit log: RabbitMQ's has none to switch on.
func notActiveMQ(broker *graph.Resource) bool {
	return !broker.Get("engine_type").Holds(isActiveMQ)
}

func mqUnsupported(p *check.Pass) {
	engine, ok := p.Resource.Get("engine_type").Text()
	if !ok {
		return
	}
	family := "rabbitmq"
	if isActiveMQ(engine) {
		family = "activemq"
	}
	reportEndOfSupport(p, family, p.Resource.Get("engine_version"), "")
}
