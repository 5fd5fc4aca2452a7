package check

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed frameworks.tsv
var frameworks string

// Frameworks says which controls of a framework the findings of an auditor count to: "prowler:ID" and "securityhub:ID"
// to "cis-aws-5.0:2.2.3", "fsbp:RDS.2" or "pci-dss-4.0:1.4.4".
type Frameworks map[string][]string

// ReadFrameworks returns the controls that are known. They are read on each call, since few runs ask for them.
func ReadFrameworks() Frameworks {
	all := Frameworks{}
	for line := range strings.Lines(frameworks) {
		if id, controls, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			all[id] = strings.Fields(controls)
		}
	}
	return all
}

// Of returns the controls that a check's findings count to, sorted and each once.
func (f Frameworks) Of(c *Check) []string {
	var all []string
	for _, auditor := range c.Aliases.Auditors() {
		for _, id := range auditor.IDs {
			all = append(all, f[auditor.Name+":"+id]...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Holds reports whether a check's findings count to a framework: to any of its versions ("cis-aws"), to one ("cis-aws-5.0"), to a chapter
// ("cis-aws-5.0:2.2") or to one control ("cis-aws-5.0:2.2.3").
func (f Frameworks) Holds(name string, c *Check) bool {
	return slices.ContainsFunc(f.Of(c), func(control string) bool {
		rest, found := strings.CutPrefix(control, name)
		return found && (rest == "" || strings.ContainsAny(rest[:1], "-:."))
	})
}

// names lists what may stand after "framework:" at the least.
func (f Frameworks) names() []string {
	var all []string
	for _, controls := range f {
		for _, control := range controls {
			version, _, _ := strings.Cut(control, ":")
			all = append(all, version)
			if i := strings.LastIndex(version, "-"); i > 0 {
				all = append(all, version[:i])
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
