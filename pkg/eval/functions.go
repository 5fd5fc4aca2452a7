package eval

import (
	"maps"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty/function"
)

// namespace is the prefix under which every function is also callable, as in core::upper("a").
const namespace = "core::"

// Functions returns Terraform's functions, and those that OpenTofu has besides, under their plain and their core:: names.
// The map is the caller's own. Without files (nil), whatever would read one is unknown.
//
// Nothing in them reads a clock, the environment or a source of chance: timestamp, plantimestamp, uuid and bcrypt are
// unknown, so the same configuration always has the same values. A call that would grow beyond the budgets of this
// package fails with a *BudgetError, see there how to find it in a diagnostic.
func Functions(files Files) map[string]function.Function {
	if files == nil {
		files = unseen{}
	}
	table := maps.Clone(pureFunctions())
	for name, f := range fileFunctions(files) {
		table[name] = f
		table[namespace+name] = f
	}
	addTemplateFunctions(table, files)
	return table
}

// functionsFor is a table with the functions that an expression calls: the one that all roots share, unless it calls one that reads files or is not
// there, as then the others may be meant.
func (r *Root) functionsFor(expr hcl.Expression) map[string]function.Function {
	if native, ok := expr.(hclsyntax.Expression); ok {
		t := traits{table: pureFunctions()}
		if t.look(native); !t.calls {
			return t.table
		}
	}
	if r.functions == nil {
		r.functions = Functions(r.Files)
	}
	return r.functions
}

// pureFunctions are those that read nothing but their arguments; built once, when a first expression asks for them.
var pureFunctions = sync.OnceValue(func() map[string]function.Function {
	table := map[string]function.Function{}
	for _, group := range []map[string]function.Function{
		numberFunctions(), stringFunctions(), collectionFunctions(), encodingFunctions(),
		hashFunctions(), networkFunctions(), timeFunctions(), markFunctions(), tryFunctions(),
	} {
		for name, f := range group {
			table[name] = f
			table[namespace+name] = f
		}
	}
	maps.Copy(table, providerFunctions())
	return table
})
