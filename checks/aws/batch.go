package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func batch() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-batch-privileged-container",
			Title:     "Job's container is privileged",
			Severity:  check.High,
			Duty:      check.Identity,
			Resources: []string{"aws_batch_job_definition"},
			Aliases: check.Aliases{
				Checkov: []string{"CKV_AWS_210"},
				KICS:    []string{"66cd88ac-9ddf-424a-b77e-e55e17630bee"},
			},
			Recommended: true,
			Run:         batchPrivileged,
		},
	}
}

func batchPrivileged(p *check.Pass) {
	for _, container := range batchContainers(p.Resource) {
		if privileged := container.Attr("privileged"); privileged.Is(true) {
			p.Report(privileged, "privileged is true, which makes root in it root on the host; remove it")
		}
	}
	for _, kind := range []string{"containers", "init_containers"} {
		for _, context := range p.Resource.Blocks("eks_properties.pod_properties." + kind + ".security_context") {
			if privileged := context.Get("privileged"); privileged.Is(true) {
				p.Report(privileged, "privileged is true, which makes root in it root on the host; remove it")
			}
		}
	}
}

// batchContainers returns the containers that a job definition gives as JSON: its own, those of its nodes, those of its tasks.
func batchContainers(job *graph.Resource) []graph.Value {
	containers := []graph.Value{job.Get("container_properties").Document()}
	for _, nodes := range job.Get("node_properties").Document().Attr("nodeRangeProperties").Each() {
		containers = append(containers, nodes.Attr("container"))
	}
	for _, task := range job.Get("ecs_properties").Document().Attr("taskProperties").Each() {
		containers = append(containers, task.Attr("containers").Each()...)
	}
	return containers
}
