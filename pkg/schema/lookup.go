package schema

import (
	"slices"
	"strings"
	"sync"
)

// Lookup returns the schema of a type name ("aws_db_instance"; for ProviderBlock "aws"), nil when no embedded provider has it.
// It is safe for concurrent use.
func Lookup(kind Kind, typeName string) *Block {
	if kind < 0 || kind >= kinds {
		return nil
	}
	if b, ok := found[kind].Load(typeName); ok {
		return b.(*Block)
	}
	l := libraryOf(typeName)
	if l == nil {
		return nil
	}
	b := l.find(kind, typeName)
	if b != nil { // names that do not exist have no end: they are not remembered
		found[kind].Store(typeName, b)
	}
	return b
}

// Provider returns the name and version of the embedded provider that a type name belongs to by its prefix, empty when there is none.
func Provider(typeName string) (name, version string) {
	l := libraryOf(typeName)
	if l == nil {
		return "", ""
	}
	return l.provider, l.version
}

// Types returns all embedded type names of the kind, sorted.
func Types(kind Kind) []string {
	if kind < 0 || kind >= kinds {
		return nil
	}
	var names []string
	for _, provider := range providers() {
		names = append(names, load(provider).typeNames(kind)...)
	}
	slices.Sort(names)
	return names
}

// Caches of what is embedded: what they hold never changes, only how much of it they hold.
var (
	found  [kinds]sync.Map // type name -> *Block
	loaded sync.Map        // provider -> *library
)

func libraryOf(typeName string) *library {
	provider, _, _ := strings.Cut(typeName, "_")
	if provider == "google-beta" {
		provider = "google" // one file holds the union of the two
	}
	return load(provider)
}

func load(provider string) *library {
	if l, ok := loaded.Load(provider); ok {
		return l.(*library)
	}
	data, ok := file(provider)
	if !ok {
		return nil
	}
	l, _ := loaded.LoadOrStore(provider, open(data))
	return l.(*library)
}
