package fix

import (
	"cmp"
	"context"
	"slices"
	"strings"
)

// Key is one finding of a check on one resource instance.
type Key struct{ Check, Address string }

// Seen is what a lint has to say: how many open findings, open questions and diagnostics there are of each kind.
type Seen struct {
	Findings     map[Key]int
	Undetermined map[Key]int
	Problems     map[string]int // diagnostics, by what they are and where
}

// Lint lints with contents laid over those of the files. All findings are to be seen, also those that a stronger one at the same place makes superfluous.
type Lint func(ctx context.Context, files map[string][]byte) (Seen, error)

// Wish is a fix, and the findings that are to be gone with it.
type Wish struct {
	Fix  *Fix
	Keys []Key
}

// maxLints bounds how often Repair lints in search of the fixes that hold.
const maxLints = 100

// Repair plans the fixes, and keeps those of which a lint shows that their findings are gone and nothing new has come. Where all together do not
// hold, it looks for those that do. The error is the lint's.
func Repair(ctx context.Context, read func(string) []byte, lint Lint, wishes []Wish) (*Plan, error) {
	before, err := lint(ctx, nil)
	if err != nil {
		return nil, err
	}
	r := &repair{ctx: ctx, read: read, lint: lint, wishes: wishes, before: before, refused: make([]string, len(wishes))}
	first := r.plan(r.all())
	var candidates []int
	for i, why := range first.Refused {
		if why == "" || why == notParsed { // for which one of many may be at fault
			candidates = append(candidates, i)
			continue
		}
		r.refused[i] = why
	}
	if err := r.admit(candidates); err != nil {
		return nil, err
	}
	plan := r.plan(r.admitted)
	plan.Refused = r.refused
	return plan, nil
}

type repair struct {
	ctx      context.Context
	read     func(string) []byte
	lint     Lint
	wishes   []Wish
	before   Seen
	admitted []int
	refused  []string
	lints    int
}

func (r *repair) all() []int {
	all := make([]int, len(r.wishes))
	for i := range all {
		all[i] = i
	}
	return all
}

func (r *repair) plan(chosen []int) *Plan {
	var fixes []*Fix
	for _, i := range chosen {
		fixes = append(fixes, r.wishes[i].Fix)
	}
	return Make(r.read, fixes...)
}

// admit takes the wishes in if they hold together with those taken in before; else it tries each half.
func (r *repair) admit(more []int) error {
	if len(more) == 0 {
		return nil
	}
	if r.lints++; r.lints > maxLints {
		refuse(r.refused, more, notTried)
		return nil
	}
	together := slices.Sorted(slices.Values(slices.Concat(r.admitted, more)))
	why, err := r.holds(together)
	switch {
	case err != nil:
		return err
	case why == "":
		r.admitted = together
		return nil
	case len(more) == 1:
		r.refused[more[0]] = why
		return nil
	}
	if err := r.admit(more[:len(more)/2]); err != nil {
		return err
	}
	return r.admit(more[len(more)/2:])
}

// holds says why a set of wishes does not do what it should; "" when it does.
func (r *repair) holds(chosen []int) (why string, err error) {
	plan := r.plan(chosen)
	for _, why := range plan.Refused {
		if why != "" {
			return why, nil
		}
	}
	after, err := r.lint(r.ctx, plan.Files)
	if err != nil {
		return "", err
	}
	gone := map[Key]int{}
	for _, i := range chosen {
		for _, k := range r.wishes[i].Keys {
			gone[k]++
		}
	}
	return compare(r.before, after, gone), nil
}

// Why a fix does not hold.
const (
	stillThere = "the finding would still be there"
	bringsNew  = "it would bring "
	notTold    = "it could not be told whether the finding is gone"
	notParsed  = "what it would write does not parse"
	notTried   = "it was not tried, since so many others did not hold; fix fewer at once"
	notValid   = "it would leave a configuration that is not valid"
)

// IsFailure reports whether a reason of Plan.Refused says that a fix was written and did not hold, rather than that it could not be written.
func IsFailure(why string) bool {
	return slices.Contains([]string{stillThere, notTold, notValid, notParsed}, why) || strings.HasPrefix(why, bringsNew)
}

// compare says what is worse after than before, or still there though it should be gone.
func compare(before, after Seen, gone map[Key]int) string {
	for k, n := range gone {
		if after.Findings[k] > before.Findings[k]-n {
			return stillThere
		}
	}
	var news []Key
	for k, n := range after.Findings {
		if n > before.Findings[k] {
			news = append(news, k)
		}
	}
	if len(news) > 0 {
		k := slices.MinFunc(news, compareKeys)
		return bringsNew + k.Check + " on " + k.Address
	}
	for k, n := range after.Undetermined {
		if n > before.Undetermined[k] {
			return notTold
		}
	}
	for text, n := range after.Problems {
		if n > before.Problems[text] {
			return notValid
		}
	}
	return ""
}

func compareKeys(a, b Key) int {
	return cmp.Or(strings.Compare(a.Check, b.Check), strings.Compare(a.Address, b.Address))
}
