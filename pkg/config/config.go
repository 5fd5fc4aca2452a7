// Package config reads a project's settings. In go the bytes of .demarc.hcl files, which may come from a stranger's pull request; out come
// settings, or diagnostics with places. It evaluates nothing but literals, and what files a setting names is for the run to read within its bounds.
package config

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Name is what a configuration file is called.
const Name = ".demarc.hcl"

// File is one configuration file. What is not set in it is zero.
type File struct {
	Name string // as the run names it
	Dir  string // the directory that it holds for, with all below; absolute

	Select       []string
	FailOn       check.Severity
	Format       string
	Baseline     string   // relative to Dir
	VarFiles     []string // relative to Dir
	Environments []Environment
	NoReasons    bool // comments need no reason
	reasons      bool // require-reason is set

	exclude    []string
	Ignores    []Ignore
	severities []severity
}

// Environment is a group of variable files, which are relative to the directory of the configuration file.
type Environment struct {
	Name     string
	VarFiles []string
}

// Ignore accepts findings.
type Ignore struct {
	Reason string
	Place  source.Place
	checks map[string]bool
	paths  []string // empty: all
}

type severity struct {
	checks map[string]bool
	to     check.Severity
}

// Excludes reports whether the directory or file of that absolute path is not to be linted.
func (f *File) Excludes(abs string) bool { return f.matches(f.exclude, abs) }

// Ignored returns what accepts the check's findings in the file of that absolute path; nil for nothing.
func (f *File) Ignored(checkName, abs string) *Ignore {
	for i := range f.Ignores {
		g := &f.Ignores[i]
		if g.checks[checkName] && (len(g.paths) == 0 || f.matches(g.paths, abs)) {
			return g
		}
	}
	return nil
}

// Severity returns what severity the check's findings have; 0 when the file does not say. Of several, the last wins.
func (f *File) Severity(checkName string) check.Severity {
	to := check.Severity(0)
	for _, s := range f.severities {
		if s.checks[checkName] {
			to = s.to
		}
	}
	return to
}

// matches reports whether a glob takes the path, or a directory that it lies in.
func (f *File) matches(globs []string, abs string) bool {
	rel, ok := f.rel(abs)
	if !ok {
		return false
	}
	for _, g := range globs {
		g = strings.TrimSuffix(path.Clean(g), "/**")
		for at := rel; at != "."; at = path.Dir(at) {
			if ok, _ := doublestar.Match(g, at); ok {
				return true
			}
		}
	}
	return false
}

// rel is the path as seen from the file's directory.
func (f *File) rel(abs string) (string, bool) {
	rel, err := filepath.Rel(f.Dir, abs)
	return filepath.ToSlash(rel), err == nil && filepath.IsLocal(rel)
}
