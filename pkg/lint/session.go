package lint

import (
	"context"
	"maps"
	"path"
	"slices"
	"time"

	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Session lints a workspace again and again while its files change: what no change touches is neither parsed nor evaluated again. It is for one
// goroutine, and must be closed.
type Session struct {
	options  Options
	tree     *source.Tree
	settings *settings
	loader   *module.Loader
	checks   *judges
	dirs     map[string]bool // with configuration that is linted
	reports  map[reportOf]*rootReport
	problems Result // of discovery and settings
}

// reportOf names a root's report: its directory and environment.
type reportOf struct{ dir, environment string }

// Update is what a change has brought.
type Update struct {
	Result *Result
	Dirs   []string // the directories that Result speaks of, sorted; all else is as it was
	Stale  []string // files of them whose text does not parse: others see them as they last did, and there are no findings in them
}

// NewSession reads and lints a workspace: all that is at and below the working directory of the options, whose Paths and Baseline are left out of account.
func NewSession(ctx context.Context, o Options) (*Session, *Update, error) {
	o.Paths = []string{"."}
	tree, err := source.Open(o.Cwd, o.Overlays, o.Paths...)
	if err != nil {
		return nil, nil, err
	}
	s := &Session{options: o, tree: tree, loader: module.NewLoader(tree), checks: &judges{all: o.Checks}, dirs: map[string]bool{}, reports: map[reportOf]*rootReport{}}
	dirs, _, _ := discover(tree, o.Paths, &s.problems)
	s.settings = settingsOf(tree, o)
	dirs, _ = s.settings.included(dirs, nil, &s.problems)
	for _, dir := range dirs {
		s.dirs[dir] = true
	}
	u, err := s.lint(ctx, s.dirs)
	if err != nil {
		s.Close()
		return nil, nil, err
	}
	return s, u, nil
}

// Close releases what the session holds open.
func (s *Session) Close() { s.tree.Close() }

// Change lints what the changed files touch. Overlays are all contents that differ from the disk, as in Options. An error means that the context
// ended; the next change makes up for it.
func (s *Session) Change(ctx context.Context, overlays map[string][]byte, changed ...string) (*Update, error) {
	s.options.Overlays = overlays
	s.tree = s.tree.With(overlays)
	s.settings.tree = s.tree
	s.loader = s.loader.Renewed(s.tree, changed)
	touched := map[string]bool{}
	for _, name := range changed {
		dir := path.Dir(name)
		touched[dir] = true
		switch {
		case s.loader.Load(dir) == nil:
			delete(s.dirs, dir)
		case s.tree.Inside(name) && !s.settings.excludes(dir, dir):
			s.dirs[dir] = true
		}
		if !module.IsConfig(name) { // a function may read it, or a variable come from it
			maps.Copy(touched, s.dirs)
		}
	}
	return s.lint(ctx, touched)
}

// lint lints the roots whose modules lie in the touched directories.
func (s *Session) lint(ctx context.Context, touched map[string]bool) (*Update, error) {
	began := time.Now()
	r := &Result{Checks: s.options.Checks, Source: s.loader.Source}
	modules := s.load(ctx)
	groups, callees, dirs := inputsOf(s.loader, s.options, r), calls(s.loader.Callees), dirsOf(modules)
	affected := maps.Clone(touched)
	var planned, all, due []*rootReport
	reports := map[reportOf]*rootReport{}
	lint := func(roots []string) {
		before := len(due)
		for _, rr := range plan(roots, groups, nil) {
			planned = append(planned, rr)
			key := reportOf{rr.dir, rr.inputs.environment}
			if old := s.reports[key]; old != nil && !old.touches(touched) {
				rr = old
			} else {
				due = append(due, rr)
			}
			reports[key] = rr
			all = append(all, rr)
		}
		fresh := due[before:]
		parallel(ctx, len(fresh), func(i int) { fresh[i].lint(ctx, s.loader, s.checks, s.options) })
	}
	lint(callees.roots(dirs))
	lint(callees.lone(dirs, all, s.loader.Applied))
	if err := ctx.Err(); err != nil {
		s.forget(touched)
		return nil, err
	}
	for _, rr := range due {
		rr.absent = absent(s.loader, rr.modules)
		maps.Copy(affected, rr.modules)
	}
	for key, old := range s.reports {
		if reports[key] != old {
			maps.Copy(affected, old.modules)
		}
	}
	s.reports = reports
	u := s.update(ctx, r, modules, planned, affected, began)
	if err := ctx.Err(); err != nil {
		s.forget(touched)
		return nil, err
	}
	return u, nil
}

// load reads and parses what no earlier lint has, and keeps it.
func (s *Session) load(ctx context.Context) []*module.Module {
	dirs := slices.Sorted(maps.Keys(s.dirs))
	modules := make([]*module.Module, len(dirs))
	parallel(ctx, len(dirs), func(i int) { modules[i] = s.loader.Load(dirs[i]) })
	return slices.DeleteFunc(modules, func(m *module.Module) bool { return m == nil })
}

func dirsOf(modules []*module.Module) []string {
	dirs := make([]string, len(modules))
	for i, m := range modules {
		dirs[i] = m.Dir
	}
	return dirs
}

// absent are the directories that the modules call and in which there is nothing yet.
func absent(loader *module.Loader, modules map[string]bool) []string {
	var dirs []string
	for dir := range modules {
		dirs = append(dirs, slices.DeleteFunc(slices.Clone(loader.Callees(dir)), func(called string) bool { return modules[called] })...)
	}
	return dirs
}

// forget drops the reports that a lint which did not end would have made anew.
func (s *Session) forget(touched map[string]bool) {
	maps.DeleteFunc(s.reports, func(_ reportOf, rr *rootReport) bool { return rr.touches(touched) })
}

// touches reports whether the root's graph depends on one of the directories.
func (rr *rootReport) touches(dirs map[string]bool) bool {
	for dir := range rr.modules {
		if dirs[dir] {
			return true
		}
	}
	return rr.modules == nil || slices.ContainsFunc(rr.absent, func(dir string) bool { return dirs[dir] })
}

// update is the result for the affected directories, in which reports that are not new have a say as well.
func (s *Session) update(ctx context.Context, r *Result, modules []*module.Module, planned []*rootReport, affected map[string]bool, began time.Time) *Update {
	u := &Update{Result: r, Dirs: slices.Sorted(maps.Keys(affected))}
	modules = slices.DeleteFunc(modules, func(m *module.Module) bool { return !affected[m.Dir] })
	stale := map[string]bool{}
	summaries := make([]*module.Summary, 0, len(modules))
	for _, m := range modules {
		summaries = append(summaries, m.Summary())
		for _, f := range m.Files {
			if f.Stale() {
				stale[f.Name] = true
			}
		}
	}
	u.Stale = slices.Sorted(maps.Keys(stale))
	var reports []*rootReport
	for _, rr := range planned {
		if rr = s.reports[reportOf{rr.dir, rr.inputs.environment}]; rr.touches(affected) {
			reports = append(reports, rr.copied())
		}
	}
	wanted := func(file string) bool { return affected[path.Dir(file)] && !stale[file] }
	merge(r, summaries, reports, wanted)
	r.Diagnostics = slices.DeleteFunc(r.Diagnostics, func(d Diagnostic) bool { return d.Place.Filename != "" && !affected[path.Dir(d.Place.Filename)] })
	r.accept(ctx, s.loader, s.options, summaries, reports, wanted)
	s.settings.apply(r)
	r.Diagnostics = append(r.Diagnostics, s.problems.Diagnostics...)
	r.Sort()
	r.fingerprint(s.tree)
	r.Duration = time.Since(began)
	return u
}

// copied is a report whose findings may be merged with others without a trace.
func (rr *rootReport) copied() *rootReport {
	other := *rr
	other.findings = slices.Clone(rr.findings)
	for i := range other.findings {
		f := &other.findings[i]
		f.Environments, f.Instances = slices.Clone(f.Environments), slices.Clone(f.Instances)
		f.Related, f.ways = slices.Clone(f.Related), slices.Clone(f.ways)
	}
	return &other
}
