package cli

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// patience is how long a run may take before it shows how far it is.
const patience = time.Second

// watch prepares the options for what the user sees of the run besides its report; done is called when the run has ended.
func (a *App) watch(c *cli.Context, o *lint.Options) (done func()) {
	if c.Bool("timings") {
		o.Timings = &lint.Timings{}
	}
	if !terminal(a.Stderr) || os.Getenv("CI") != "" {
		return func() {}
	}
	p := &progress{out: a.Stderr, began: time.Now()}
	o.Progress = p.show
	return p.clear
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// progress draws a bar once the run has taken a while.
type progress struct {
	out   io.Writer
	began time.Time
	mutex sync.Mutex
	bar   *progressbar.ProgressBar
}

func (p *progress) show(done, all int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.bar == nil {
		if time.Since(p.began) < patience {
			return
		}
		p.bar = progressbar.NewOptions(all, progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription("linting root modules"),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(false))
	}
	if int64(done) > p.bar.State().CurrentNum { // roots end in any order, and so do those who tell of them
		_ = p.bar.Set(done) // what cannot be drawn is not missed
	}
}

// clear takes the bar away, so that the report stands alone.
func (p *progress) clear() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
