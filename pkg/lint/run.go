package lint

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/demarc-lint/demarc/pkg/baseline"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Options say what to lint and how.
type Options struct {
	Cwd       string            // absolute; what names in the result are relative to
	Paths     []string          // files and directories; none means Cwd
	Overlays  map[string][]byte // contents of files that differ from the disk, by name
	Checks    []*check.Check    // those to run
	Known     []*check.Check    // all that comments may name; none means Checks
	Overlap   bool              // report also what a stronger finding at the same place says already
	Variables Variables
	Envs      []Environment // each is evaluated on its own; none means one without a name
	Workspace string        // terraform.workspace; not known when empty

	Baseline        *baseline.File // what was there before; nil for none
	Config          config.Options // where the project's settings come from
	NoReasons       bool           // comments of ours accept without a reason, too
	NoInlineIgnores bool           // comments beside the code accept nothing
	Today           string         // YYYY-MM-DD, for acceptances that end; the clock's when empty

	Timings  *Timings            // is told where the time goes; nil for nobody
	Progress func(done, all int) // is told of each root module that is linted, on any goroutine; nil for nobody
}

// Environment is a group of variable files that a configuration is applied with.
type Environment struct {
	Name  string
	Files []string // in force over Variables.Files
}

func (o Options) known() []*check.Check {
	if o.Known == nil {
		return o.Checks
	}
	return o.Known
}

// Run lints: the whole way of the data. An error means that nothing could be linted at all; whatever is wrong with the input
// is in the result.
func Run(ctx context.Context, o Options) (*Result, error) {
	began := time.Now()
	if len(o.Paths) == 0 {
		o.Paths = []string{"."}
	}
	tree, err := source.Open(o.Cwd, o.Overlays, o.Paths...)
	if err != nil {
		return nil, err
	}
	defer tree.Close()

	r := &Result{Checks: o.Checks}
	found := o.Timings.start(finding)
	dirs, single, wanted := discover(tree, o.Paths, r)
	settings := settingsOf(tree, o)
	dirs, single = settings.included(dirs, single, r)
	found()
	loader := module.NewLoader(tree)
	loader.Spent = o.Timings.loading()
	r.Source = loader.Source

	all, added := callers(ctx, loader, dirs, single)
	reports := lintRoots(ctx, loader, all, inputsOf(loader, o, r), added, o)
	modules := summaries(ctx, loader, dirs)

	reported := o.Timings.start(reporting)
	merge(r, modules, reports, wanted)
	r.interrupted(ctx, reports)
	r.accept(ctx, loader, o, modules, reports, wanted)
	settings.apply(r)
	r.Sort()
	r.fingerprint(tree)
	r.compare(tree, o)
	reported()
	r.Duration = time.Since(began)
	return r, ctx.Err()
}

// progress counts the roots that are done with, of so many.
func (o Options) progress(all int) (one func()) {
	if o.Progress == nil {
		return func() {}
	}
	var done atomic.Int64
	return func() { o.Progress(int(done.Add(1)), all) }
}

// plan pairs each root with each environment's values.
func plan(roots []string, groups []inputs, quiet map[string]bool) []*rootReport {
	var reports []*rootReport
	for _, dir := range roots {
		for _, in := range groups {
			reports = append(reports, &rootReport{dir: dir, inputs: in, quiet: quiet})
		}
	}
	return reports
}

// parallel calls work for each index, on all cores, until the context ends.
func parallel(ctx context.Context, n int, work func(i int)) {
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
}

// chunks calls work for each index, on all cores, some hundreds at a time: for work that takes less than to hand it on.
func chunks(n int, work func(i int)) {
	const size = 512
	parallel(context.Background(), (n+size-1)/size, func(chunk int) {
		for i := chunk * size; i < min(n, (chunk+1)*size); i++ {
			work(i)
		}
	})
}
