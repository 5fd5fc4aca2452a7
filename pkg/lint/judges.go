package lint

import (
	"slices"
	"sync"

	"github.com/demarc-lint/demarc/pkg/check"
)

// judges finds the checks that judge a type. All roots share it: to ask every check takes longer than most checks do.
type judges struct {
	all    []*check.Check
	byType sync.Map // type name -> []*check.Check
}

// finders are the checks that find secrets and do not run: what they would find is to be masked whichever checks were asked for, since the lines that
// a report shows hold more than its finding.
func (o Options) finders() *judges {
	var all []*check.Check
	for _, c := range o.known() {
		if c.Duty == check.Secrets && c.Run != nil && !slices.Contains(o.Checks, c) {
			all = append(all, c)
		}
	}
	return &judges{all: all}
}

func (j *judges) of(typ string) []*check.Check {
	if known, ok := j.byType.Load(typ); ok {
		return known.([]*check.Check)
	}
	var found []*check.Check
	for _, c := range j.all {
		if c.Judges(typ) {
			found = append(found, c)
		}
	}
	j.byType.Store(typ, slices.Clip(found))
	return found
}
