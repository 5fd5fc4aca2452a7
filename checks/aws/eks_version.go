package aws

import (
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
)

func eksVersion() []*check.Check {
	return []*check.Check{
		{
			Name:      "aws-eks-unsupported-version",
			Title:     "Cluster's Kubernetes version gets no more fixes",
			Severity:  check.High,
			Duty:      check.Patching,
			Resources: []string{"aws_eks_cluster", "aws_eks_node_group"},
			Aliases: check.Aliases{
				Checkov:     []string{"CKV_AWS_339"},
				Prowler:     []string{"eks_cluster_uses_a_supported_version"},
				AWSConfig:   []string{"eks-cluster-supported-version", "eks-cluster-oldest-supported-version"},
				SecurityHub: []string{"EKS.2"},
			},
			Recommended: true,
			Run: kubernetesEnded(func(r kubernetesRelease) (until, what string) {
				return r.extended, "extended support"
			}),
		},
		{
			Name:      "aws-eks-extended-support",
			Title:     "Cluster's Kubernetes version is in extended support",
			Severity:  check.Low,
			Duty:      check.Patching,
			Resources: []string{"aws_eks_cluster"},
			Run: kubernetesEnded(func(r kubernetesRelease) (until, what string) {
				if r.extended < enginesAsOf {
					return r.extended, "" // aws-eks-unsupported-version says more
				}
				return r.standard, "standard support"
			}),
		},
	}
}

// kubernetesRelease is a minor version of Kubernetes on EKS, with the last days of its support.
type kubernetesRelease struct{ version, standard, extended string }

// kubernetesReleases lists the minor versions of EKS: the release calendar of its user guide (kubernetes-versions), and for versions that it
// no longer lists the days it gave for them; there was no extended support before 1.21.
func kubernetesReleases() []kubernetesRelease {
	return []kubernetesRelease{
		{"1.35", "2027-03-27", "2028-03-27"},
		{"1.34", "2026-12-02", "2027-12-02"},
		{"1.33", "2026-07-29", "2027-07-29"},
		{"1.32", "2026-03-23", "2027-03-23"},
		{"1.31", "2025-11-26", "2026-11-26"},
		{"1.30", "2025-07-23", "2026-07-23"},
		{"1.29", "2025-03-23", "2026-03-23"},
		{"1.28", "2024-11-26", "2025-11-26"},
		{"1.27", "2024-07-24", "2025-07-24"},
		{"1.26", "2024-06-11", "2025-06-11"},
		{"1.25", "2024-05-01", "2025-05-01"},
		{"1.24", "2024-01-31", "2025-01-31"},
		{"1.23", "2023-10-11", "2024-10-11"},
		{"1.22", "2023-06-04", "2024-09-01"},
		{"1.21", "2023-02-16", "2024-07-15"},
		{"1.20", "2022-11-01", "2022-11-01"},
		{"1.19", "2022-08-01", "2022-08-01"},
		{"1.18", "2022-03-31", "2022-03-31"},
		{"1.17", "2021-11-02", "2021-11-02"},
		{"1.16", "2021-09-27", "2021-09-27"},
		{"1.15", "2021-05-03", "2021-05-03"},
		{"1.14", "2020-12-08", "2020-12-08"},
		{"1.13", "2020-06-30", "2020-06-30"},
		{"1.12", "2020-05-11", "2020-05-11"},
		{"1.11", "2019-11-04", "2019-11-04"},
		{"1.10", "2019-07-22", "2019-07-22"},
	}
}

// kubernetesEnded returns a Run that reports a version when the support that end names was over on the day the tables were made for. A
// version that is not written is the newest, or for a node group the cluster's.
func kubernetesEnded(end func(kubernetesRelease) (until, what string)) func(*check.Pass) {
	return func(p *check.Pass) {
		version := p.Resource.Get("version")
		for _, r := range kubernetesReleases() {
			until, what := end(r)
			if what == "" || until >= enginesAsOf || !version.Holds(func(v string) bool { return inRelease(v, r.version) }) {
				continue
			}
			if what == "standard support" && choseExtended(p.Resource) {
				return
			}
			p.Report(version, "%s of Kubernetes %s ended on %s; upgrade, one minor version after the other", what, r.version, until)
		}
	}
}

// choseExtended reports that the configuration says that the cluster is to go into extended support, or may say so.
func choseExtended(cluster *graph.Resource) bool {
	return !cluster.Get("upgrade_policy.support_type").IsNot("EXTENDED")
}
