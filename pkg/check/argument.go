package check

import "github.com/demarc-lint/demarc/pkg/graph"

// ArgumentRule asks one argument for one value. Build it with Argument; its methods return the rule for chaining and
// end in a Must method, which returns the Run of a check.
type ArgumentRule struct {
	path   string
	def    any
	unless []func(*graph.Resource) bool
}

// Argument asks the argument at a dotted path ("versioning.enabled"). Where a nested block on the path repeats, each block is asked; where it is
// missing, the argument is absent at the deepest block that is there.
func Argument(path string) ArgumentRule { return ArgumentRule{path: path} }

func (a ArgumentRule) Default(v any) ArgumentRule                          { panic("todo") } // what the provider takes when the argument is not written
func (a ArgumentRule) Unless(f func(*graph.Resource) bool) ArgumentRule    { panic("todo") } // silent where f holds; repeatable
func (a ArgumentRule) MustBe(want ...any) func(*Pass)                      { panic("todo") } // violated when surely none of want
func (a ArgumentRule) MustNotBe(bad ...any) func(*Pass)                    { panic("todo") } // violated when surely one of bad
func (a ArgumentRule) MustBeSet() func(*Pass)                              { panic("todo") } // violated when surely null or ""
func (a ArgumentRule) MustBeAtLeast(n float64) func(*Pass)                 { panic("todo") }
func (a ArgumentRule) MustBeAtMost(n float64) func(*Pass)                  { panic("todo") }
func (a ArgumentRule) MustHold(ok func(graph.Value) (bad bool, why string)) func(*Pass) { panic("todo") } // violated when bad; why follows the title
