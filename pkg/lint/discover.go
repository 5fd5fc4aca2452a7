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
			r.Diagnostics = append(r.Diagnostics, Diagnostic{Severity: Error, Summary: "Directory cannot be read", Detail: u.Name + ": " + u.Reason})
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

func load(ctx context.Context, loader *module.Loader, dirs []string) []*module.Module {
	modules := make([]*module.Module, len(dirs))
	parallel(ctx, len(dirs), func(i int) { modules[i] = loader.Load(dirs[i]) })
	return slices.DeleteFunc(modules, func(m *module.Module) bool { return m == nil })
}

// roots are the modules that no other of them calls; where calls go in a circle, its first module stands in.
func roots(modules []*module.Module) []*module.Module {
	byDir := map[string]*module.Module{}
	called := map[string]bool{}
	for _, m := range modules {
		byDir[m.Dir] = m
		for _, dir := range callees(m) {
			if dir != m.Dir {
				called[dir] = true
			}
		}
	}
	reached := map[string]bool{}
	var mark func(m *module.Module)
	mark = func(m *module.Module) {
		if m == nil || reached[m.Dir] {
			return
		}
		reached[m.Dir] = true
		for _, dir := range callees(m) {
			mark(byDir[dir])
		}
	}
	var found []*module.Module
	for _, m := range modules {
		if !called[m.Dir] {
			found = append(found, m)
			mark(m)
		}
	}
	for _, m := range modules {
		if !reached[m.Dir] {
			found = append(found, m)
			mark(m)
		}
	}
	return found
}

// callees are the local directories that a module's calls name.
func callees(m *module.Module) []string {
	var dirs []string
	for _, call := range m.Calls {
		if a, ok := call.Body.Attr("source"); ok {
			if src, ok := module.Literal(a.Expr); ok && (strings.HasPrefix(src, "./") || strings.HasPrefix(src, "../")) {
				dirs = append(dirs, path.Join(m.Dir, src))
			}
		}
	}
	return dirs
}
