package lint

import (
	"context"
	"maps"
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/suppress"
)

// idle is a comment that accepted nothing by some of its terms.
type idle struct {
	dir     string // of its module
	comment *suppress.Comment
	terms   []string
}

// blind is a root module that is evaluated once more with nothing known of its variables: what a check surely does not find then, it finds in
// no environment and for no caller.
type blind struct {
	rootReport
	checks map[string]*check.Check
	heads  []way // of the resources that there are, with the calls that lead to them
}

// surely leaves of the comments those that accept nothing whatever the variables hold: where their resources are there and their checks
// answer every question with variables that are not known. It evaluates only the roots of such comments, with only the checks that they name.
func (j *judgement) surely(ctx context.Context, o Options, all []idle, reports []*rootReport) []idle {
	roots := map[string]*blind{}
	around := make([][]*blind, len(all))
	for i, u := range all {
		for _, dir := range rootsOf(u.dir, reports) {
			b := roots[dir]
			if b == nil {
				b = &blind{rootReport: rootReport{dir: dir, inputs: inputs{below: map[string]eval.Term{}}}, checks: map[string]*check.Check{}}
				roots[dir] = b
			}
			around[i] = append(around[i], b)
			for _, name := range j.named(u) {
				b.checks[name] = j.checks[name]
			}
		}
	}
	dirs := slices.Sorted(maps.Keys(roots))
	parallel(ctx, len(dirs), func(i int) { roots[dirs[i]].look(ctx, j.loader, o) })
	if ctx.Err() != nil {
		return nil
	}
	var left []idle
	for i, u := range all {
		if !slices.ContainsFunc(around[i], func(b *blind) bool { return b.maybe(u, j.named(u)) }) && j.there(u, around[i]) {
			left = append(left, u)
		}
	}
	return left
}

// rootsOf are the module itself and the roots that call it.
func rootsOf(dir string, reports []*rootReport) []string {
	all := []string{dir}
	for _, rr := range reports {
		if rr.modules[dir] && !slices.Contains(all, rr.dir) {
			all = append(all, rr.dir)
		}
	}
	return all
}

// unknowns gives each variable of a root a value that is not known.
func unknowns(m *module.Module) map[string]eval.Term {
	values := map[string]eval.Term{}
	if m == nil {
		return values
	}
	for name, v := range m.Variables {
		values[name] = eval.ValueTerm(cty.DynamicVal, &v.Head)
	}
	return values
}

func (j *judgement) named(u idle) []string {
	var all []string
	for _, t := range u.terms {
		all = append(all, j.names.Of(u.comment, t)...)
	}
	return all
}

func (b *blind) look(ctx context.Context, loader *module.Loader, o Options) {
	o.Timings = nil  // this is part of reporting
	o.Workspace = "" // not known either
	o.Overlap = true
	if !loader.Loaded(b.dir) {
		defer loader.Release(b.dir)
	}
	b.inputs.above = unknowns(loader.Load(b.dir))
	b.open = map[string]bool{}
	b.seen = func(w way) { b.heads = append(b.heads, w) }
	b.lint(ctx, loader, &judges{all: slices.Collect(maps.Values(b.checks))}, o)
}

// maybe reports whether one of the checks could find something where the comment holds.
func (b *blind) maybe(u idle, checks []string) bool {
	if slices.ContainsFunc(b.diagnostics, func(d Diagnostic) bool { return d.Severity == Error }) || slices.ContainsFunc(checks, func(name string) bool { return b.open[name] }) {
		return true
	}
	return slices.ContainsFunc(b.findings, func(f Finding) bool {
		return slices.Contains(checks, f.Check.Name) && (u.comment.Covers(f.Place) || slices.ContainsFunc(f.ways, func(w way) bool { return slices.ContainsFunc(w, u.comment.Covers) }))
	})
}

// there reports whether a resource is where the comment stands, and one that each of the checks judges is in one of its roots.
func (j *judgement) there(u idle, roots []*blind) bool {
	here := slices.ContainsFunc(roots, func(b *blind) bool {
		return slices.ContainsFunc(b.heads, func(w way) bool { return slices.ContainsFunc(w, u.comment.Around) })
	})
	return here && !slices.ContainsFunc(j.named(u), func(name string) bool {
		return !slices.ContainsFunc(roots, func(b *blind) bool { _, asked := b.open[name]; return asked })
	})
}
