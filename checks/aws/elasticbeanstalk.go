package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func elasticbeanstalk() []*check.Check {
	environments := []string{"aws_elastic_beanstalk_environment"}
	return []*check.Check{
		{
			Name:      "aws-elasticbeanstalk-no-managed-updates",
			Title:     "Environment's platform is not updated by itself",
			Severity:  check.Medium,
			Duty:      check.Patching,
			Resources: environments,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_340"},
				Prowler:   []string{"elasticbeanstalk_environment_managed_updates_enabled"},
				AWSConfig: []string{"elastic-beanstalk-managed-updates-enabled"},
			},
			Run: beanstalkSetting("aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "true"),
		},
		{
			Name:      "aws-elasticbeanstalk-basic-health",
			Title:     "Environment reports no more than whether its instances answer",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: environments,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_312"},
				Prowler:     []string{"elasticbeanstalk_environment_enhanced_health_reporting"},
				AWSConfig:   []string{"beanstalk-enhanced-health-reporting-enabled"},
				SecurityHub: []string{"ElasticBeanstalk.1"},
			},
			Run: beanstalkSetting("aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced"),
		},
	}
}

// beanstalkSetting returns a Run that reports an environment whose setting of that name surely is not as wanted, or missing. A template may
// hold the settings that are not written.
func beanstalkSetting(namespace, name, want string) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, s := range p.Resource.Blocks("setting") {
			if s.Get("namespace").IsNot(namespace) || s.Get("name").IsNot(name) {
				continue
			}
			if value := s.Get("value"); value.Holds(func(text string) bool { return !strings.EqualFold(text, want) }) {
				p.Report(value, "%s is %s; set it to %s", name, quoted(value), want)
			}
			return
		}
		if !hasTemplate(p.Resource) {
			p.Report(p.Resource, "%s is not set; add a setting of %s with the value %s", name, namespace, want)
		}
	}
}

func hasTemplate(environment *graph.Resource) bool { return !environment.Get("template_name").Empty() }
