package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// ArgumentRule asks one argument for one value. Argument makes it, its methods narrow it, and a Must method turns it into the Run of a
// check. The message, the place and the undetermined answer come with it.
type ArgumentRule struct {
	path   string
	def    any
	unless []func(*graph.Resource) bool
	fix    any  // what the argument is to be set to; nil when that is for its owner to decide
	bare   bool // no fix follows from the rule
}

// Argument asks the argument at a dotted path ("versioning.enabled"). Where a nested block on the path repeats, each is asked; where there is
// none, the argument is absent at the deepest block that is there.
func Argument(path string) ArgumentRule { return ArgumentRule{path: path} }

// Default is what the provider takes when the argument is not written: a string, bool or number.
func (a ArgumentRule) Default(v any) ArgumentRule {
	a.def = v
	return a
}

// Unless keeps the rule silent where f holds. It may be given several times.
func (a ArgumentRule) Unless(f func(*graph.Resource) bool) ArgumentRule {
	a.unless = append(a.unless[:len(a.unless):len(a.unless)], f)
	return a
}

// FixWith is what a fix sets the argument to, where the rule leaves a choice.
func (a ArgumentRule) FixWith(v any) ArgumentRule {
	a.fix = v
	return a
}

// NotFixed leaves the finding without a fix: setting the argument alone would not do.
func (a ArgumentRule) NotFixed() ArgumentRule {
	a.bare = true
	return a
}

// follows is the fix that the rule leaves no choice about, unless the check names one.
func (a ArgumentRule) follows(v any) ArgumentRule {
	if a.fix == nil && !a.bare {
		a.fix = v
	}
	return a
}

// MustBe is violated when the value is surely none of want. A single one is the fix, too.
func (a ArgumentRule) MustBe(want ...any) func(*Pass) {
	texts := sprint(want)
	if len(want) == 1 {
		a = a.follows(want[0])
	}
	return a.must(func(v graph.Value) bool { return v.NoneOf(texts...) }, "set it to "+alternatives(texts))
}

// MustNotBe is violated when the value is surely one of bad. The fix of a single bool is the other.
func (a ArgumentRule) MustNotBe(bad ...any) func(*Pass) {
	texts := sprint(bad)
	if b, ok := bad[0].(bool); ok && len(bad) == 1 {
		a = a.follows(!b)
	}
	return a.must(func(v graph.Value) bool { return v.OneOf(texts...) }, "anything but "+alternatives(texts)+" will do")
}

// MustBeSet is violated when the value is surely null or empty.
func (a ArgumentRule) MustBeSet() func(*Pass) {
	return a.must(graph.Value.Empty, "set it")
}

// MustBeAtLeast is violated when the value is surely absent or a smaller number. A fix is the check's to name: what is enough may cost more than it need.
func (a ArgumentRule) MustBeAtLeast(least float64) func(*Pass) {
	return a.must(func(v graph.Value) bool {
		n, ok := v.Number()
		return ok && n < least || v.Absent()
	}, fmt.Sprintf("set it to %v or more", least))
}

// MustBeAtMost is violated when the value is surely absent or a greater number. A fix is the check's to name.
func (a ArgumentRule) MustBeAtMost(most float64) func(*Pass) {
	return a.must(func(v graph.Value) bool {
		n, ok := v.Number()
		return ok && n > most || v.Absent()
	}, fmt.Sprintf("set it to %v or less", most))
}

// MustHold is violated when ok says bad; why follows the title.
func (a ArgumentRule) MustHold(ok func(graph.Value) (bad bool, why string)) func(*Pass) {
	return func(p *Pass) {
		if a.excepted(p.Resource) {
			return
		}
		for _, found := range values(p.Resource.Block, a.path) {
			v := found.value
			if a.def != nil {
				v = v.Or(a.def)
			}
			bad, why := ok(v)
			if !bad {
				continue
			}
			if f := p.Report(v, "%s", why); a.fix != nil {
				f.Set(found.block, found.path, a.fix)
			}
		}
	}
}

func (a ArgumentRule) must(bad func(graph.Value) bool, remedy string) func(*Pass) {
	return a.MustHold(func(v graph.Value) (bool, string) {
		if !bad(v) {
			return false, ""
		}
		return true, a.path + " " + a.state(v) + "; " + remedy
	})
}

// state says what was found.
func (a ArgumentRule) state(v graph.Value) string {
	text, ok := v.Text()
	switch {
	case !v.Written() && a.def != nil:
		return fmt.Sprintf("is not set and defaults to %v", a.def)
	case !v.Written():
		return "is not set"
	case ok && text == "":
		return "is empty"
	case ok:
		return "is " + text
	case len(v.Arms()) > 0:
		return "is " + alternatives(armTexts(v))
	}
	return "is not set"
}

// armTexts are the texts that the value may have; null is one.
func armTexts(v graph.Value) []string {
	var texts []string
	for _, arm := range v.Arms() {
		text, ok := arm.Text()
		if !ok {
			text = "null"
		}
		texts = append(texts, text)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

func (a ArgumentRule) excepted(r *graph.Resource) bool {
	for _, f := range a.unless {
		if f(r) {
			return true
		}
	}
	return false
}

// asked is one place where an argument is, or would be: at a path below the deepest block that is there.
type asked struct {
	block *graph.Block
	path  string
	value graph.Value
}

func values(b *graph.Block, path string) []asked {
	name, rest, nested := strings.Cut(path, ".")
	if !nested {
		return []asked{{b, path, b.Get(path)}}
	}
	blocks := b.Blocks(name)
	if len(blocks) == 0 {
		return []asked{{b, path, b.Get(path)}}
	}
	var all []asked
	for _, inner := range blocks {
		all = append(all, values(inner, rest)...)
	}
	return all
}

func sprint(values []any) []string {
	var texts []string
	for _, v := range values {
		texts = append(texts, fmt.Sprint(v))
	}
	return texts
}

func alternatives(texts []string) string {
	if n := len(texts); n > 1 {
		return strings.Join(texts[:n-1], ", ") + " or " + texts[n-1]
	}
	return strings.Join(texts, "")
}
