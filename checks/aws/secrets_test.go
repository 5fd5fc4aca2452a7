package aws

import (
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// TestArgumentTables holds the tables of arguments against the provider's schema: a misspelt one would be silent.
func TestArgumentTables(t *testing.T) {
	t.Parallel()
	for _, a := range slices.Concat(credentialArguments(), environmentMaps(), scripts(), publicIPArguments()) {
		if !hasArgument(a) {
			t.Errorf("the schema has no %s in %s", a.path, a.resource)
		}
	}
	for _, a := range environmentPairs() {
		for _, name := range []string{"name", "value"} {
			if !hasArgument(argument{a.resource, a.path + "." + name}) {
				t.Errorf("the schema has no %s.%s in %s", a.path, name, a.resource)
			}
		}
	}
}

func hasArgument(a argument) bool {
	b := schema.Lookup(schema.Resource, a.resource)
	if b == nil {
		return false
	}
	names := strings.Split(a.path, ".")
	for _, name := range names[:len(names)-1] {
		nested := b.Blocks[name]
		if nested == nil {
			return false
		}
		b = nested.Block
	}
	return b.Attributes[names[len(names)-1]] != nil
}
