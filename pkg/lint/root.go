package lint

import (
	"context"
	"fmt"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/eval"
	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// rootReport is what linting one root module gave.
type rootReport struct {
	dir          string
	inputs       inputs
	quiet        map[string]bool // directories that are evaluated for the sake of others
	graph        *graph.Graph
	findings     []Finding
	undetermined []Undetermined
	diagnostics  []Diagnostic
	unread       []Unread
	modules      map[string]bool // directories that were evaluated
	absent       []string        // directories that were called, and hold nothing
	resources    int
	done         bool // all resources were checked
	told         told
	fixes        fix.Resolver
	open         map[string]bool // by check that was asked, whether it met what is not known; nil when nobody wants to know
	seen         func(way)       // is told of each resource; may be nil
	secrets      secrets
}

// lint builds the root's graph and runs the checks.
func (rr *rootReport) lint(ctx context.Context, loader *module.Loader, checks *judges, o Options) {
	defer rr.rescue()
	built := o.Timings.start(building)
	root := rr.evaluate(loader, o, graph.BuildDistinct)
	built()
	defer func() { rr.tell(root) }() // checks evaluate too, and meet what is over a budget
	defer o.Timings.start(checking)()
	rr.check(ctx, checks, o)
	rr.graph, rr.told, rr.fixes = nil, told{}, fix.Resolver{} // the findings no longer need it, and there may be thousands of roots
}

// rescue is deferred: a panic, which only a bug of ours can raise, is a diagnostic that names the root.
func (rr *rootReport) rescue() {
	if p := recover(); p != nil {
		rr.diagnostics = append(rr.diagnostics, Diagnostic{
			Severity: Error, Summary: "Internal error while linting " + rr.dir,
			Detail: fmt.Sprintf("%v; please report it with this configuration.\n%s", p, debug.Stack()),
		})
	}
}

// builder is graph.Build or graph.BuildDistinct.
type builder func(*eval.Root, *module.Module, map[string]eval.Term) *graph.Graph

func (rr *rootReport) evaluate(loader *module.Loader, o Options, build builder) *eval.Root {
	installed, diags := loader.Installed(rr.dir)
	if !rr.quiet[rr.dir] {
		rr.diagnose(diags)
	}
	root := &eval.Root{
		Loader: loader, Dir: rr.dir, Workspace: o.Workspace, Installed: installed,
		Files: files{loader.Tree(), rr.dir, map[string][]string{}},
	}
	m := loader.Load(rr.dir)
	g := build(root, m, rr.values(loader, m))
	rr.graph, rr.modules = g, map[string]bool{}
	rr.resources = g.Count()
	for _, s := range g.Scopes() {
		rr.modules[s.Module.Dir] = true
		s.Validate()
	}
	return root
}

// tell reports what evaluation found to be wrong.
func (rr *rootReport) tell(root *eval.Root) {
	rr.diagnose(root.Diagnostics)
	for _, c := range root.Missing {
		if rr.quiet[path.Dir(c.Place.Filename)] {
			continue
		}
		rr.unread = append(rr.unread, Unread{Path: c.Name, Reason: c.Hint})
		rr.diagnostics = append(rr.diagnostics, Diagnostic{Severity: Warning, Summary: "Module is not there", Detail: c.Name + ": " + c.Hint, Place: c.Place})
	}
}

func (rr *rootReport) diagnose(all []module.Diagnostic) {
	for _, d := range all {
		if rr.quiet[path.Dir(d.Place.Filename)] {
			continue
		}
		rr.diagnostics = append(rr.diagnostics, diagnostic(d))
	}
}

func diagnostic(d module.Diagnostic) Diagnostic {
	severity := Warning
	if d.Error {
		severity = Error
	}
	return Diagnostic{Severity: severity, Summary: d.Summary, Detail: d.Detail, Place: d.Place}
}

// check runs every check on every instance of the types that it names. Without overlap, a finding is left out where another at the same place says more.
func (rr *rootReport) check(ctx context.Context, checks *judges, o Options) {
	pass := &check.Pass{}
	for _, r := range slices.Concat(rr.graph.Resources, rr.graph.Providers) {
		if ctx.Err() != nil {
			return
		}
		if rr.told.full(r.Place().Filename) {
			continue
		}
		if rr.seen != nil {
			standings, _ := rr.standings(r)
			for _, s := range standings {
				rr.seen(s.way)
			}
		}
		var all []*check.Finding
		for _, c := range checks.of(r.TypeName()) {
			found := o.Timings.apply(c, func() []*check.Finding { return pass.Apply(c, r) })
			open := rr.graph.Unanswered()
			if rr.open != nil {
				glimpsed := rr.graph.Glimpsed()
				rr.open[c.Name] = rr.open[c.Name] || glimpsed
			}
			all = append(all, found...)
			if len(found) == 0 && len(open) > 0 && rr.count(&rr.told.questions, r.Place(), "open questions") {
				rr.undetermined = append(rr.undetermined, undetermined(c, r, open))
			}
		}
		rr.secrets.in(r, pass)
		rr.secrets.keep(all)
		said := saidBy(all)
		for _, f := range all {
			if o.Overlap || !said[saying{f.Check.Name, f.Place}] {
				rr.say(f)
			}
		}
	}
	rr.done = true
}

// saying is that a check finds something at a place.
type saying struct {
	check string
	place source.Place
}

// saidBy is what the findings say at their own places, and others need not say again.
func saidBy(all []*check.Finding) map[saying]bool {
	said := map[saying]bool{}
	for _, f := range all {
		for _, less := range f.Check.Subsumes {
			said[saying{less, f.Place}] = true
		}
	}
	return said
}

// maxOrigins bounds the places told of one value's way.
const maxOrigins = 12

// everywhere is the finding in each module instance that the resource's own stands for: one for each way of calls there.
func (rr *rootReport) everywhere(f *check.Finding) []Finding {
	one := rr.finding(f)
	var all []Finding
	var last []*module.Named
	standings, whole := rr.standings(f.Resource)
	for _, s := range standings {
		if n := len(all); n > 0 && slices.Equal(s.calls, last) {
			all[n-1].Instances = append(all[n-1].Instances, s.address)
			continue
		}
		last = s.calls
		in := one
		in.Instances = []string{s.address}
		in.Related = slices.Clip(s.related)
		if len(one.Related) > 0 {
			in.Related = slices.Concat(one.Related, s.related)
		}
		in.ways = []way{s.way}
		all = append(all, in)
	}
	if !whole { // there may be ways that are not told
		all[0].ways = append(all[0].ways, way{})
	}
	return all
}

func (rr *rootReport) finding(f *check.Finding) Finding {
	out := Finding{Check: f.Check, Message: f.Message, Place: f.Place, Fix: rr.fixes.Resolve(f), Masked: f.Check.Duty == check.Secrets}
	if rr.inputs.environment != "" {
		out.Environments = []string{rr.inputs.environment}
	}
	for i, h := range f.Value.Origins() {
		if i == maxOrigins || h.Place.Filename == "" {
			break
		}
		out.Related = append(out.Related, Related{Place: h.Place, Message: h.Label + " is given here"})
	}
	for _, rel := range f.Related {
		out.Related = append(out.Related, Related{Place: rel.Place, Message: rel.Message})
	}
	return out
}

func undetermined(c *check.Check, r *graph.Resource, open []graph.Value) Undetermined {
	u := Undetermined{Check: c, Address: r.Address, Place: open[0].Place()}
	if u.Place.Filename == "" {
		u.Place = r.Place()
	}
	for _, v := range open {
		for _, cause := range v.Causes() {
			n := Cause{Kind: cause.Kind, Name: cause.Name, Place: cause.Place, Hint: cause.Hint}
			if !slices.Contains(u.Causes, n) {
				u.Causes = append(u.Causes, n)
			}
		}
	}
	slices.SortFunc(u.Causes, func(a, b Cause) int { return strings.Compare(a.Kind+a.Name, b.Kind+b.Name) })
	return u
}
