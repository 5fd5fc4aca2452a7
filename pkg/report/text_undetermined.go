package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// obstacle is a cause with all the questions that it leaves open.
type obstacle struct {
	cause lint.Cause
	open  []lint.Undetermined
}

// undetermined lists the causes, the one that leaves most questions open first, since each is one thing to pass or install.
func (t *text) undetermined(r *lint.Result) {
	list := obstacles(r)
	if len(list) == 0 {
		return
	}
	t.printf("%s\n\n", t.bold("Undetermined: "+count(len(r.Undetermined), "answer")+", for want of "+count(len(list), "value")))
	for _, o := range list {
		name := cmp.Or(o.cause.Name, "a value that is not known")
		t.printf("  %s %s\n", t.warn(lineHead(name)), t.dim("("+cmp.Or(o.cause.Kind, "unknown")+")"))
		if at := position(o.cause.Place); at != "" {
			t.printf("   %s %s\n", t.dim("-->"), at)
		}
		if o.cause.Hint != "" {
			t.printf("    %s %s\n", t.dim("="), o.cause.Hint)
		}
		for _, line := range questions(o.open) {
			t.printf("      %s\n", line)
		}
		t.printf("\n")
	}
}

// questions are a line for each place and address, with the checks that ask there.
func questions(open []lint.Undetermined) []string {
	var lines []string
	for i, u := range open {
		if i > 0 && u.Place == open[i-1].Place && u.Address == open[i-1].Address {
			lines[len(lines)-1] += ", " + u.Check.Name
			continue
		}
		lines = append(lines, lineHead(position(u.Place))+" in "+u.Address+": "+u.Check.Name)
	}
	return lines
}

func obstacles(r *lint.Result) []obstacle {
	index := map[lint.Cause]int{}
	var list []obstacle
	for _, u := range r.Undetermined {
		causes := u.Causes
		if len(causes) == 0 {
			causes = []lint.Cause{{}}
		}
		for _, c := range causes {
			i, known := index[c]
			if !known {
				i, index[c] = len(list), len(list)
				list = append(list, obstacle{cause: c})
			}
			list[i].open = append(list[i].open, u)
		}
	}
	slices.SortStableFunc(list, func(a, b obstacle) int {
		return cmp.Or(cmp.Compare(len(b.open), len(a.open)), strings.Compare(a.cause.Name, b.cause.Name))
	})
	return list
}
