package lint

import (
	"context"
	"slices"

	"github.com/demarc-lint/demarc/pkg/module"
)

// callers adds to the directories of files given one by one those that call them, from one to the next up to the roots: only through these is it
// known what the files' variables are worth. It looks in the files' repository; others than it finds are not evaluated. The directories
// that it adds are in the second result.
func callers(ctx context.Context, loader *module.Loader, given, files []string) (all []string, added map[string]bool) {
	known := map[string]bool{}
	for _, dir := range given {
		known[dir] = true
	}
	by := map[string][]string{}
	for dir, called := range calling(ctx, loader, files) {
		for _, to := range called {
			by[to] = append(by[to], dir)
		}
	}
	added = map[string]bool{}
	all = slices.Clone(given)
	for i := 0; i < len(all); i++ { // grows as callers of callers come
		slices.Sort(by[all[i]])
		for _, dir := range by[all[i]] {
			if !known[dir] && reallyCalls(loader, dir, all[i]) {
				known[dir], added[dir] = true, true
				all = append(all, dir)
			}
		}
	}
	return all, added
}

// reallyCalls parses a directory of which it only shows that it calls another: what is added is linted.
func reallyCalls(loader *module.Loader, dir, to string) bool {
	loader.Load(dir)
	return slices.Contains(loader.Callees(dir), to)
}

// calling is who calls whom in the repositories that hold the files.
func calling(ctx context.Context, loader *module.Loader, files []string) map[string][]string {
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
	called := make([][]string, len(dirs))
	parallel(ctx, len(dirs), func(i int) { called[i] = loader.Callees(dirs[i]) })
	all := map[string][]string{}
	for i, dir := range dirs {
		all[dir] = called[i]
	}
	return all
}
