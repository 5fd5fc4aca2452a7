package lint

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/demarc-lint/demarc/pkg/module"
)

// lintRoots lints the root modules among the directories, each with each group of inputs. What is wrong in the directories of quiet is not for this run
// to tell. Which modules are roots shows before they are parsed, but not surely: where a file is broken it can be told wrongly. Once all is parsed
// it is known, and what was linted as a root and is none is left out, and the other way round.
func lintRoots(ctx context.Context, loader *module.Loader, dirs []string, groups []inputs, quiet map[string]bool, o Options) []*rootReport {
	parallel(ctx, len(dirs), func(i int) { loader.Callees(dirs[i]) })
	run := &run{loader: loader, checks: &judges{all: o.Checks}, finders: o.finders(), options: o, trees: newTrees(loader, dirs, len(groups))}
	linted := map[string][]*rootReport{}
	lint := func(roots []string) {
		for _, rr := range run.lint(ctx, plan(roots, groups, quiet)) {
			linted[rr.dir] = append(linted[rr.dir], rr)
		}
	}
	lint(calls(loader.Callees).roots(dirs))

	called := map[string][]string{}
	for _, s := range summaries(ctx, loader, dirs) {
		called[s.Dir] = s.Callees
	}
	callees := calls(func(dir string) []string { return called[dir] })
	roots := callees.roots(dirs)
	lint(slices.DeleteFunc(slices.Clone(roots), func(dir string) bool { return linted[dir] != nil }))
	var reports []*rootReport
	for _, dir := range roots {
		reports = append(reports, linted[dir]...)
	}
	if ctx.Err() != nil {
		return reports
	}
	lone := callees.lone(dirs, reports, loader.Applied)
	lint(lone)
	for _, dir := range lone {
		reports = append(reports, linted[dir]...)
	}
	return reports
}

// lone are the directories that are called, but so that no root has an instance of them, and where somebody works all the same: only directories below
// them call them, or files show that they are applied. A module that is merely switched off is not among them.
func (c calls) lone(dirs []string, reports []*rootReport, applied func(dir string) bool) []string {
	reached := map[string]bool{}
	for _, rr := range reports {
		reached[rr.dir] = true
		for dir := range rr.modules {
			reached[dir] = true
		}
	}
	elsewhere := map[string]bool{} // called from there
	for _, dir := range dirs {
		for _, to := range c(dir) {
			elsewhere[to] = elsewhere[to] || to != "." && !strings.HasPrefix(dir, to+"/")
		}
	}
	return slices.DeleteFunc(slices.Clone(dirs), func(dir string) bool {
		return reached[dir] || elsewhere[dir] && !applied(dir)
	})
}

// run is what the lints of all roots share.
type run struct {
	loader  *module.Loader
	checks  *judges
	finders *judges
	options Options
	trees   *trees
}

func (r *run) lint(ctx context.Context, reports []*rootReport) []*rootReport {
	progress := r.options.progress(len(reports))
	parallel(ctx, len(reports), func(i int) {
		reports[i].secrets.finders = r.finders
		reports[i].lint(ctx, r.loader, r.checks, r.options)
		r.trees.done(reports[i].dir)
		progress()
	})
	return reports
}

// trees lets go of what was parsed: of a root once all its reports are there, and of a module that it alone calls with it. There may be thousands of
// roots, and what all of them call stays.
type trees struct {
	loader  *module.Loader
	callers map[string]int // by directory, how many name it
	due     map[string]*atomic.Int32
}

func newTrees(loader *module.Loader, dirs []string, reports int) *trees {
	t := &trees{loader: loader, callers: map[string]int{}, due: map[string]*atomic.Int32{}}
	for _, dir := range dirs {
		t.due[dir] = &atomic.Int32{}
		t.due[dir].Store(int32(reports))
		called := slices.Sorted(slices.Values(loader.Callees(dir)))
		for _, to := range slices.Compact(called) {
			t.callers[to]++
		}
	}
	return t
}

// done says that one more report about a root is there.
func (t *trees) done(dir string) {
	if t.due[dir].Add(-1) == 0 && t.callers[dir] == 0 {
		t.release(dir, map[string]bool{})
	}
}

func (t *trees) release(dir string, released map[string]bool) {
	released[dir] = true
	for _, to := range t.loader.Callees(dir) {
		if t.callers[to] == 1 && !released[to] {
			t.release(to, released)
		}
	}
	t.loader.Release(dir)
}
