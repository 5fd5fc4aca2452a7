package lint

import (
	"path"
	"slices"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/source"
)

// settings are the project's configuration files, as a run applies them.
type settings struct {
	tree   *source.Tree
	config *config.Tree
}

func settingsOf(tree *source.Tree, o Options) *settings {
	return &settings{tree, config.NewTree(tree, o.Config)}
}

func (s *settings) excludes(dir, name string) bool {
	return slices.ContainsFunc(s.config.For(dir), func(f *config.File) bool { return f.Excludes(s.tree.Abs(name)) })
}

// included leaves out the directories and the files, given one by one, that the settings exclude.
func (s *settings) included(dirs, single []string, r *Result) (left, leftSingle []string) {
	skip := func(dir, name string) bool {
		out := s.excludes(dir, name)
		if out {
			r.Coverage.Excluded++
		}
		return out
	}
	dirs = slices.DeleteFunc(dirs, func(dir string) bool { return skip(dir, dir) })
	return dirs, slices.DeleteFunc(single, func(file string) bool { return skip(path.Dir(file), file) })
}

// apply leaves out findings in excluded files, and gives the others the severity and the acceptance that the settings have for them.
func (s *settings) apply(r *Result) {
	changed := map[string]*check.Check{}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return s.excludes(path.Dir(f.Place.Filename), f.Place.Filename) })
	for i := range r.Findings {
		f := &r.Findings[i]
		name := f.Check.Name
		for _, file := range s.config.For(path.Dir(f.Place.Filename)) {
			if to := file.Severity(name); to != 0 && to != f.Check.Severity {
				f.Check = withSeverity(changed, f.Check, to)
			}
			if g := file.Ignored(name, s.tree.Abs(f.Place.Filename)); g != nil && f.Suppressed == nil {
				f.Suppressed = &Suppression{Kind: Config, Reason: g.Reason, Place: g.Place}
			}
		}
	}
	for _, d := range s.config.Diagnostics {
		told := Diagnostic{Severity: Error, Summary: d.Summary, Detail: d.Detail}
		if d.Severity == hcl.DiagWarning {
			told.Severity = Warning
		}
		if d.Subject != nil {
			told.Place = *d.Subject
		}
		r.Diagnostics = append(r.Diagnostics, told)
	}
}

// withSeverity is the check with another severity, one for all findings.
func withSeverity(made map[string]*check.Check, c *check.Check, to check.Severity) *check.Check {
	key := c.Name + "\x00" + to.String()
	if made[key] == nil {
		other := *c
		other.Severity = to
		made[key] = &other
	}
	return made[key]
}
