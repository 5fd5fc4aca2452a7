package aws

import (
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func ssmPatching() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-ssm-instances-unpatched",
			Title:     "Nothing patches the instances",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_instance"},
			Run:       instancesUnpatched,
		},
		{
			Name:      "aws-ssm-patches-not-installed",
			Title:     "Patches are looked for and never installed",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_ssm_association", "aws_ssm_maintenance_window_task"},
			Run:       patchesNotInstalled,
		},
		{
			Name:      "aws-ssm-patches-approved-late",
			Title:     "Patches wait for weeks before they are installed",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_ssm_patch_baseline"},
			Run:       patchesApprovedLate,
		},
		{
			Name:      "aws-ssm-maintenance-window-off",
			Title:     "Maintenance window is switched off",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_ssm_maintenance_window"},
			Run:       check.Argument("enabled").Default(true).MustBe(true),
		},
	}
}

// instancesUnpatched reports once a configuration, at its first instance: what patches one usually patches all.
func instancesUnpatched(p *check.Pass) {
	g := p.Resource.Graph
	if p.Resource != g.All("aws_instance")[0] || patched(g) {
		return
	}
	p.Report(p.Resource, "the configuration has instances (%d) and no patch baseline, association or maintenance window; run AWS-RunPatchBaseline on them by a tag", len(g.All("aws_instance")))
}

// patched reports that the configuration patches instances, or may.
func patched(g *graph.Graph) bool {
	if len(g.All("aws_ssm_patch_baseline", "aws_ssm_patch_group", "aws_ssm_default_patch_baseline", "aws_ssmquicksetup_configuration_manager")) > 0 {
		return true
	}
	return slices.ContainsFunc(g.All("aws_ssm_association", "aws_ssm_maintenance_window_task"), func(r *graph.Resource) bool {
		return !document(r).OneOf("AWS-GatherSoftwareInventory", "AWS-UpdateSSMAgent", "AmazonCloudWatch-ManageAgent")
	})
}

// document is the name of what an association or a task runs.
func document(r *graph.Resource) graph.Value {
	if r.Type == "aws_ssm_association" {
		return r.Get("name")
	}
	return r.Get("task_arn")
}

func patchesNotInstalled(p *check.Pass) {
	r := p.Resource
	if !document(r).Is("AWS-RunPatchBaseline") {
		return
	}
	operations := []graph.Value{r.Get("parameters").Attr("Operation")}
	for _, b := range r.Blocks("task_invocation_parameters.run_command_parameters.parameter") {
		if b.Get("name").Is("Operation") {
			operations = append(operations, b.Get("values").Each()...)
		}
	}
	for _, v := range operations {
		if v.Is("Scan") {
			p.Report(v, `Operation is "Scan"; set it to "Install"`)
		}
	}
}

// patchesApprovedLate allows a week, in which a bad patch shows.
func patchesApprovedLate(p *check.Pass) {
	const allowed = 7
	for _, rule := range p.Resource.Blocks("approval_rule") {
		days := rule.Get("approve_after_days")
		if n, ok := days.Number(); ok && n > allowed {
			p.Report(days, "approve_after_days is %v; exploits are out within days, so approve after %d at most", n, allowed)
		}
	}
}
