package check

import (
	"fmt"
	"strings"

	"github.com/demarc-lint/demarc/pkg/graph"
)

// ArgumentRule asks one argument for one value. Argument makes it, its methods narrow it, and a Must method turns it into the Run of a
// check. The message, the place and the undetermined answer come with it.
type ArgumentRule struct {
	path   string
	def    any
	unless []func(*graph.Resource) bool
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

// MustBe is violated when the value is surely none of want.
func (a ArgumentRule) MustBe(want ...any) func(*Pass) {
	texts := sprint(want)
	return a.must(func(v graph.Value) bool { return v.NoneOf(texts...) }, "set it to "+alternatives(texts))
}

// MustNotBe is violated when the value is surely one of bad.
func (a ArgumentRule) MustNotBe(bad ...any) func(*Pass) {
	texts := sprint(bad)
	return a.must(func(v graph.Value) bool { return v.OneOf(texts...) }, "anything but "+alternatives(texts)+" will do")
}

// MustBeSet is violated when the value is surely null or empty.
func (a ArgumentRule) MustBeSet() func(*Pass) {
	return a.must(graph.Value.Empty, "set it")
}

// MustBeAtLeast is violated when the value is surely absent or a smaller number.
func (a ArgumentRule) MustBeAtLeast(least float64) func(*Pass) {
	return a.must(func(v graph.Value) bool {
		n, ok := v.Number()
		return ok && n < least || v.Absent()
	}, fmt.Sprintf("set it to %v or more", least))
}

// MustBeAtMost is violated when the value is surely absent or a greater number.
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
		for _, v := range values(p.Resource.Block, a.path) {
			if a.def != nil {
				v = v.Or(a.def)
			}
			if bad, why := ok(v); bad {
				p.Report(v, "%s", why)
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
	}
	return "is not set"
}

func (a ArgumentRule) excepted(r *graph.Resource) bool {
	for _, f := range a.unless {
		if f(r) {
			return true
		}
	}
	return false
}

func values(b *graph.Block, path string) []graph.Value {
	name, rest, nested := strings.Cut(path, ".")
	if !nested {
		return []graph.Value{b.Get(path)}
	}
	blocks := b.Blocks(name)
	if len(blocks) == 0 {
		return []graph.Value{b.Get(path)}
	}
	var all []graph.Value
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
