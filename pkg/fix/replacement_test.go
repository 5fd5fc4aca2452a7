package fix

import (
	"testing"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// A fact about a name that no provider knows would never hold.
func TestReplacedArgumentsExist(t *testing.T) {
	t.Parallel()
	for _, r := range replaced() {
		for _, name := range r.arguments {
			found := false
			for _, typ := range r.types {
				block := schema.Lookup(schema.Resource, typ)
				if block == nil {
					t.Errorf("the schema has no %s", typ)
					continue
				}
				found = found || has(block, name)
			}
			if !found {
				t.Errorf("none of %v has an argument %s", r.types, name)
			}
		}
	}
}

func has(b *schema.Block, name string) bool {
	if b.Attributes[name] != nil {
		return true
	}
	for _, nested := range b.Blocks {
		if has(nested.Block, name) {
			return true
		}
	}
	return false
}
