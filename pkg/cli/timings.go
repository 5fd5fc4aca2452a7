package cli

import (
	"fmt"
	"runtime"
	"text/tabwriter"
	"time"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// maxTimed is how many checks the table of timings names.
const maxTimed = 15

// timings writes where the time of the run went; nothing when nobody asked.
func (a *App) timings(t *lint.Timings, wall time.Duration) {
	if t == nil {
		return
	}
	w := tabwriter.NewWriter(a.Stderr, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\nTime of all %d cores together; the run took %s.\n", runtime.GOMAXPROCS(0), rounded(wall))
	for _, s := range t.Stages() {
		fmt.Fprintf(w, "  %s\t%s\n", s.Name, rounded(s.Time))
	}
	checks := t.Checks()
	fmt.Fprintf(w, "\nThe longest of %d checks; who asks first for a value pays for its evaluation.\n", len(checks))
	for _, c := range checks[:min(len(checks), maxTimed)] {
		fmt.Fprintf(w, "  %s\t%s\t%d times\n", c.Name, rounded(c.Time), c.Runs)
	}
	_ = w.Flush() // the standard error: there is nowhere to complain
}

func rounded(d time.Duration) time.Duration {
	if d < time.Millisecond {
		return d.Round(time.Microsecond)
	}
	return d.Round(10 * time.Microsecond)
}
