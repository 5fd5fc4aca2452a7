package aws

import (
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ecs() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ecs-no-container-insights",
			Title:     "Cluster does not measure its containers",
			Severity:  check.Low,
			Duty:      check.Logging,
			Resources: []string{"aws_ecs_cluster"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_65"},
				Trivy:       []string{"AWS-0034"},
				KICS:        []string{"97cb0688-369a-4d26-b1f7-86c4c91231bc"},
				Prowler:     []string{"ecs_cluster_container_insights_enabled"},
				AWSConfig:   []string{"ecs-container-insights-enabled"},
				SecurityHub: []string{"ECS.12"},
			},
			Run: noContainerInsights,
		},
		{
			Name:      "aws-ecs-exec-not-logged",
			Title:     "Commands that people run in containers are not logged",
			Severity:  check.Medium,
			Duty:      check.Logging,
			Resources: []string{"aws_ecs_cluster"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_223"}},
			Run:       check.Argument("configuration.execute_command_configuration.logging").MustNotBe("NONE"),
		},
		{
			Name:      "aws-ecs-exec-default-key",
			Title:     "Log of commands in containers is not encrypted with a key of your own",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: []string{"aws_ecs_cluster"},
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_224"}},
			Run:       execDefaultKey,
		},
		{
			Name:      "aws-ecs-service-public-ip",
			Title:     "Service's containers have public addresses",
			Severity:  check.High,
			Duty:      check.Network,
			Resources: typesOf(publicIPArguments()),
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_333"},
				Prowler:     []string{"ecs_service_no_assign_public_ip", "ecs_task_set_no_assign_public_ip"},
				SecurityHub: []string{"ECS.2"},
			},
			Run: servicePublicIP,
		},
		{
			Name:      "aws-ecs-old-platform-version",
			Title:     "Service stays on an old version of Fargate",
			Severity:  check.Medium,
			Duty:      check.Patching,
			Resources: []string{"aws_ecs_service"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_332"},
				Prowler:     []string{"ecs_service_fargate_latest_platform_version"},
				AWSConfig:   []string{"ecs-fargate-latest-platform-version"},
				SecurityHub: []string{"ECS.10"},
			},
			Run: oldPlatformVersion,
		},
		{
			Name:      "aws-ecs-admin-role",
			Title:     "Containers run with administrator rights",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_ecs_service", "aws_ecs_task_definition"},
			Aliases: check.Aliases{
				KICS:      []string{"3206240f-2e87-4e58-8d24-3e19e7c83d7c"},
				Terrascan: []string{"AC_AWS_0087"},
			},
			Recommended: true,
			Run:         ecsAdminRole,
		},
		{
			Name:      "aws-ecs-service-without-tasks",
			Title:     "Service runs no task",
			Severity:  check.Low,
			Duty:      check.Resilience,
			Resources: []string{"aws_ecs_service"},
			Aliases:   check.Aliases{KICS: []string{"91f16d09-689e-4926-aca7-155157f634ed"}},
			Run:       withoutTasks,
		},
	}
}

func noContainerInsights(p *check.Pass) {
	for _, setting := range p.Resource.Blocks("setting") {
		if !setting.Get("name").IsNot("containerInsights") {
			if v := setting.Get("value"); v.NoneOf("enabled", "enhanced") {
				p.Report(v, `containerInsights is not "enabled"`)
			}
			return
		}
	}
	for _, account := range p.Resource.Graph.All("aws_ecs_account_setting_default") {
		if !account.Get("name").IsNot("containerInsights") {
			return // what the account says of new clusters
		}
	}
	if p.Resource.Lacks("setting") || len(p.Resource.Blocks("setting")) > 0 {
		p.Report(p.Resource, `there is no setting containerInsights; set it to "enhanced"`)
	}
}

// execDefaultKey asks where commands are logged at all: the key of their transport, and the encryption of the log.
func execDefaultKey(p *check.Pass) {
	for _, exec := range p.Resource.Blocks("configuration.execute_command_configuration") {
		if exec.Get("logging").Is("NONE") {
			continue
		}
		if key := exec.Get("kms_key_id"); key.Empty() {
			p.Report(key, "kms_key_id is not set; name a key for the commands on their way and in the log")
		}
		for _, log := range exec.Blocks("log_configuration") {
			if log.Get("cloud_watch_encryption_enabled").Or(false).IsNot(true) && log.Get("s3_bucket_encryption_enabled").Or(false).IsNot(true) {
				p.Report(log, "the log is not asked to be encrypted; set cloud_watch_encryption_enabled or s3_bucket_encryption_enabled")
			}
		}
	}
}

// publicIPArguments lists the arguments that give a task a public address.
func publicIPArguments() []argument {
	return []argument{
		{"aws_cloudwatch_event_target", "ecs_target.network_configuration.assign_public_ip"},
		{"aws_ecs_service", "network_configuration.assign_public_ip"},
		{"aws_ecs_task_set", "network_configuration.assign_public_ip"},
		{"aws_pipes_pipe", "target_parameters.ecs_task_parameters.network_configuration.aws_vpc_configuration.assign_public_ip"},
		{"aws_scheduler_schedule", "target.ecs_parameters.network_configuration.assign_public_ip"},
	}
}

// servicePublicIP looks at all that starts tasks in a network: services, and schedules.
func servicePublicIP(p *check.Pass) {
	for _, a := range publicIPArguments() {
		if a.resource != p.Resource.Type {
			continue
		}
		for _, v := range every(p.Resource.Block, a.path) {
			if v.OneOf("true", "ENABLED") {
				p.Report(v, "assign_public_ip is on; put the tasks in private subnets behind a load balancer")
			}
		}
	}
}

func oldPlatformVersion(p *check.Pass) {
	version := p.Resource.Get("platform_version")
	kind := p.Resource.Get("launch_type")
	if version.Present() && version.NoneOf("LATEST", "1.4.0", "1.0.0") && !kind.OneOf("EC2", "EXTERNAL") {
		text, _ := version.Text()
		p.Report(version, "platform_version is %q; leave it out or set it to LATEST, so that new tasks get a patched host", text)
	}
}

// ecsAdminRole reports the role that a service or a task is given: by its rights, or by a name that says so.
func ecsAdminRole(p *check.Pass) {
	for _, path := range []string{"iam_role", "task_role_arn", "execution_role_arn"} {
		v := p.Resource.Get(path)
		declared := v.Find("aws_iam_role", "arn", "name").Sure
		for _, role := range declared {
			if at, what := administrator(role); what != "" {
				p.Report(v, "%s has %s; grant what the containers call", role.Address, what).Relate(at, "administrator rights")
			}
		}
		if (len(declared) == 0 || v.Known()) && v.Holds(namedAdmin) {
			name, _ := v.Text()
			p.Report(v, "%s is by its name an administrator's role; grant what the containers call", name)
		}
	}
}

func namedAdmin(arn string) bool {
	name := strings.ToLower(arn[strings.LastIndexAny(arn, ":/")+1:])
	return name == "admin" || name == "administrator" || name == "administratoraccess"
}

func withoutTasks(p *check.Pass) {
	r := p.Resource
	count := r.Get("desired_count")
	if n, ok := count.Or(0).Number(); !ok || n > 0 || r.Get("scheduling_strategy").Is("DAEMON") || scaled(r) {
		return
	}
	p.Report(count, "desired_count is 0 and nothing scales it; a service without tasks serves nobody")
}

// scaled reports that the configuration scales, or may scale, services: their count is then not for Terraform to say.
func scaled(service *graph.Resource) bool {
	for _, target := range service.Graph.All("aws_appautoscaling_target") {
		if !target.Get("service_namespace").IsNot("ecs") {
			return true
		}
	}
	return false
}
