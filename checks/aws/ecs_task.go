package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ecsTask() []*check.Check {
	tasks := []string{"aws_ecs_task_definition"}
	return []*check.Check{
		{
			Name:      "aws-ecs-volume-without-transit-encryption",
			Title:     "Container's file system is mounted without encryption in transit",
			Severity:  check.Medium,
			Duty:      check.Data,
			Resources: tasks,
			Aliases: check.Aliases{
				Checkov:   []string{"CKV_AWS_97"},
				Trivy:     []string{"AWS-0035"},
				KICS:      []string{"4d46ff3b-7160-41d1-a310-71d6d370b08f"},
				Terrascan: []string{"AC_AWS_0463"},
			},
			Recommended: true,
			Run:         volumeInClear,
		},
		{
			Name:      "aws-ecs-privileged-container",
			Title:     "Container is privileged",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: tasks,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_334"},
				Prowler:     []string{"ecs_task_definitions_no_privileged_containers"},
				AWSConfig:   []string{"ecs-containers-nonprivileged"},
				SecurityHub: []string{"ECS.4"},
			},
			Recommended: true,
			Run: eachContainer(func(p *check.Pass, c graph.Value) {
				if v := c.Attr("privileged"); v.Is(true) {
					p.Report(v, "privileged is true, which makes root in it root on the host; grant the capabilities it needs in linuxParameters")
				}
			}),
		},
		{
			Name:      "aws-ecs-writable-root-filesystem",
			Title:     "Container may write its own file system",
			Severity:  check.Low,
			Duty:      check.Data,
			Resources: tasks,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_336"},
				Prowler:     []string{"ecs_task_definitions_containers_readonly_access"},
				AWSConfig:   []string{"ecs-containers-readonly-access"},
				SecurityHub: []string{"ECS.5"},
			},
			Run: eachContainer(func(p *check.Pass, c graph.Value) {
				if v := c.Attr("readonlyRootFilesystem"); v.Or(false).IsNot(true) && c.Attr("windows").Absent() {
					p.Report(v, "readonlyRootFilesystem is not true; set it, and mount a volume where the software writes")
				}
			}),
		},
		{
			Name:      "aws-ecs-host-process-namespace",
			Title:     "Containers see the processes of their host",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: tasks,
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_335"},
				Prowler:     []string{"ecs_task_definitions_host_namespace_not_shared"},
				AWSConfig:   []string{"ecs-task-definition-pid-mode-check"},
				SecurityHub: []string{"ECS.3"},
			},
			Run: check.Argument("pid_mode").MustNotBe("host"),
		},
		{
			Name:      "aws-ecs-not-awsvpc",
			Title:     "Task shares the network of its host",
			Severity:  check.Low,
			Duty:      check.Network,
			Resources: tasks,
			Aliases: check.Aliases{
				KICS:      []string{"9f4a9409-9c60-4671-be96-9716dbf63db1"},
				Terrascan: []string{"AC_AWS_0088"},
			},
			Run: check.Argument("network_mode").Default("bridge").Unless(isExternalTask).NotFixed().MustBe("awsvpc"),
		},
		{
			Name:      "aws-ecs-same-roles",
			Title:     "Software in the container has the rights of the agent that starts it",
			Severity:  check.Medium,
			Duty:      check.Identity,
			Resources: tasks,
			Aliases:   check.Aliases{Checkov: []string{"CKV_AWS_249"}},
			Run:       sameRoles,
		},
	}
}

// volumeInClear reports EFS volumes. Those with an access point or IAM authorization must be encrypted, or AWS refuses them.
func volumeInClear(p *check.Pass) {
	for _, efs := range p.Resource.Blocks("volume.efs_volume_configuration") {
		if v := efs.Get("transit_encryption"); v.Or("DISABLED").IsNot("ENABLED") {
			p.Report(v, `transit_encryption is not "ENABLED"; set it`)
		}
	}
}

// eachContainer runs f on every container of a task definition.
func eachContainer(f func(*check.Pass, graph.Value)) func(*check.Pass) {
	return func(p *check.Pass) {
		for _, c := range p.Resource.Get("container_definitions").Document().Each() {
			f(p, c)
		}
	}
}

// isExternalTask reports a task for machines outside of AWS, which know no awsvpc.
func isExternalTask(r *graph.Resource) bool {
	for _, v := range r.Get("requires_compatibilities").Each() {
		if v.Is("EXTERNAL") {
			return true
		}
	}
	return false
}

func sameRoles(p *check.Pass) {
	task, execution := p.Resource.Get("task_role_arn"), p.Resource.Get("execution_role_arn")
	if same(task, execution) {
		p.Report(task, "task_role_arn and execution_role_arn are the same role; the software needs neither the image registry nor all secrets of the task")
	}
}

// same reports that two values surely name the same thing.
func same(a, b graph.Value) bool {
	if text, ok := knownText(a); ok && text != "" {
		return b.Is(text)
	}
	x, y := a.Refs(), b.Refs()
	return len(x) == 1 && len(y) == 1 && x[0] == y[0]
}
