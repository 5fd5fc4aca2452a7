package lint

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// discover lists the directories with configuration at or below the paths. Where a path is a file, its directory is linted, and only the findings
// in such files (single) are wanted, beside those in and through directories that were given whole.
func discover(tree *source.Tree, paths []string, r *Result) (dirs, single []string, wanted func(file string) bool) {
	files := map[string]bool{}
	whole := false
	seen := map[string]bool{} // directories, and whether they are linted whole
	for _, p := range paths {
		name := tree.Name(p)
		if !tree.IsDir(name) {
			files[name] = true
			if !module.IsConfig(name) {
				r.unread(name, "not a Terraform or OpenTofu file")
				continue
			}
			seen[path.Dir(name)] = seen[path.Dir(name)]
			single = append(single, name)
			continue
		}
		whole = true
		for _, u := range tree.Walk(name, func(dir string, entries []string) {
			if slices.ContainsFunc(entries, func(e string) bool { return module.IsConfig(e) && !strings.HasSuffix(e, "/") }) {
				seen[dir] = true
			}
		}) {
			r.unread(u.Name, u.Reason)
			d := Diagnostic{Severity: Error, Summary: "Directory cannot be read", Detail: u.Name + ": " + u.Reason, Place: source.Place{Filename: u.Name}}
			if u.Line > 0 {
				d.Summary = "Too many ignored names"
				d.Place.Start.Line, d.Place.Start.Column = u.Line, 1
				d.Place.End = d.Place.Start
			}
			r.Diagnostics = append(r.Diagnostics, d)
		}
	}
	for d := range seen {
		dirs = append(dirs, d)
	}
	slices.Sort(dirs)
	return dirs, single, func(file string) bool {
		all, linted := seen[path.Dir(file)]
		return files[file] || all || whole && !linted
	}
}

func (r *Result) unread(name, reason string) {
	r.Coverage.Unread = append(r.Coverage.Unread, Unread{Path: name, Reason: reason})
}

// summaries are what is known of the directories once all is linted that is a root; those that no root evaluates are read for it. What was not linted
// when the context ended is left out.
func summaries(ctx context.Context, loader *module.Loader, dirs []string) []*module.Summary {
	all := make([]*module.Summary, len(dirs))
	parallel(ctx, len(dirs), func(i int) { all[i] = loader.Summary(dirs[i]) })
	return slices.DeleteFunc(all, func(s *module.Summary) bool { return s == nil })
}

// calls says which directories the modules of others call.
type calls func(dir string) []string

// roots are the directories that no other of them calls; where calls go in a circle, its first stands in.
func (c calls) roots(dirs []string) []string {
	within := map[string]bool{}
	called := map[string]bool{}
	for _, dir := range dirs {
		within[dir] = true
		for _, to := range c(dir) {
			if to != dir {
				called[to] = true
			}
		}
	}
	reached := map[string]bool{}
	var mark func(dir string)
	mark = func(dir string) {
		if !within[dir] || reached[dir] {
			return
		}
		reached[dir] = true
		for _, to := range c(dir) {
			mark(to)
		}
	}
	var found []string
	for _, wanted := range []func(dir string) bool{
		func(dir string) bool { return !called[dir] },
		func(dir string) bool { return !reached[dir] },
	} {
		for _, dir := range dirs {
			if wanted(dir) {
				found = append(found, dir)
				mark(dir)
			}
		}
	}
	return found
}
