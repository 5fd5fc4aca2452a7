package lint

import (
	"bytes"
	"context"
	"path"
	"slices"

	"github.com/demarc-lint/demarc/pkg/module"
)

// callers adds to the modules of files given one by one those that call them, from one to the next up to the roots: only through these is it
// known what the files' variables are worth. It looks in the files' repository; others than it finds are not evaluated. The directories
// that it adds are in the second result.
func callers(ctx context.Context, loader *module.Loader, given []*module.Module, files []string) ([]*module.Module, map[string]bool) {
	known := map[string]*module.Module{}
	for _, m := range given {
		known[m.Dir] = m
	}
	by := map[string][]*module.Module{}
	for _, m := range calling(ctx, loader, files) {
		for _, dir := range callees(m) {
			by[dir] = append(by[dir], m)
		}
	}
	added := map[string]bool{}
	all := slices.Clone(given)
	for i := 0; i < len(all); i++ { // grows as callers of callers come
		for _, m := range by[all[i].Dir] {
			if known[m.Dir] == nil {
				known[m.Dir], added[m.Dir] = m, true
				all = append(all, m)
			}
		}
	}
	return all, added
}

// calling loads the modules with module calls of the repositories that hold the files.
func calling(ctx context.Context, loader *module.Loader, files []string) []*module.Module {
	tree := loader.Tree()
	var dirs []string
	seen := map[string]bool{}
	for _, file := range files {
		top, ok := tree.Repository(file)
		if !ok || seen[top] {
			continue
		}
		seen[top] = true
		_ = tree.Walk(top, func(dir string, entries []string) { // what cannot be read calls nothing
			if slices.ContainsFunc(entries, module.IsConfig) {
				dirs = append(dirs, dir)
			}
		})
	}
	modules := make([]*module.Module, len(dirs))
	parallel(ctx, len(dirs), func(i int) {
		if calls(loader, dirs[i]) {
			modules[i] = loader.Load(dirs[i])
		}
	})
	return slices.DeleteFunc(modules, func(m *module.Module) bool { return m == nil })
}

// calls reports whether the text of a directory's files could hold a module call: most need not be parsed.
func calls(loader *module.Loader, dir string) bool {
	entries, _ := loader.Tree().List(dir)
	return slices.ContainsFunc(entries, func(e string) bool {
		if !module.IsConfig(e) {
			return false
		}
		text, err := loader.Tree().Read(path.Join(dir, e))
		return err == nil && bytes.Contains(text, []byte("module"))
	})
}
