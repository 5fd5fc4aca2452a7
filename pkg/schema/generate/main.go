// Command generate writes pkg/schema/data from the provider bindings that the npm registry publishes:
// they are generated from the providers' own schemas. It needs npm and runs from `go generate` only.
//
// The bindings do not tell everything; what they leave out and matters is added by hand in facts.go.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"

	"github.com/demarc-lint/demarc/pkg/schema"
)

func main() {
	log.SetFlags(0)
	cache := flag.String("cache", "", "directory to fetch packages into, kept for the next run (default: a temporary one)")
	flag.Parse()
	if err := run(*cache, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

// run writes the files of the providers named, of all when none is.
func run(cache string, names []string) error {
	if cache == "" {
		dir, err := os.MkdirTemp("", "schema")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }() // what it leaves is the system's to clear
		cache = dir
	}
	for _, p := range providers() {
		if len(names) > 0 && !slices.Contains(names, p.name) {
			continue
		}
		if err := p.write(cache); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return nil
}

// provider names the package that describes a provider.
type provider struct {
	name, pkg string
	also      string // a package whose types and arguments are added
	earlier   string // the last of the previous major version: what it alone has is added as deprecated
	version   string // in place of a package, for what is part of Terraform itself
}

func (p provider) write(dir string) error {
	version, definitions, err := p.read(dir)
	if err != nil {
		return err
	}
	data, err := schema.Encode(p.name, version, definitions)
	if err != nil {
		return err
	}
	log.Printf("%s %s: %d resources, %d data sources, %d bytes", p.name, version,
		len(definitions[schema.Resource]), len(definitions[schema.Data]), len(data))
	return os.WriteFile(filepath.Join("data", p.name+".bin"), data, 0o644)
}

func (p provider) read(dir string) (version string, definitions schema.Definitions, err error) {
	if p.pkg == "" {
		return p.version, builtin(), nil
	}
	version, definitions, err = fetch(dir, p.pkg)
	if err == nil {
		err = p.addOthers(dir, definitions)
	}
	if err == nil {
		err = addFacts(p.name, definitions)
	}
	return version, definitions, err
}

func (p provider) addOthers(dir string, definitions schema.Definitions) error {
	if p.also != "" {
		_, beta, err := fetch(dir, p.also)
		if err != nil {
			return err
		}
		unite(definitions, beta)
	}
	if p.earlier != "" {
		_, earlier, err := fetch(dir, p.earlier)
		if err != nil {
			return err
		}
		deprecate(definitions, earlier)
		unite(definitions, earlier)
	}
	return nil
}

func fetch(dir, pkg string) (version string, definitions schema.Definitions, err error) {
	root, err := unpack(dir, pkg)
	if err != nil {
		return "", definitions, err
	}
	return readPackage(filepath.Join(root, "lib"))
}

// readPackage reads the modules of an unpacked package, a directory each.
func readPackage(lib string) (version string, definitions schema.Definitions, err error) {
	for kind := range definitions {
		definitions[kind] = map[string]*schema.Block{}
	}
	entries, err := os.ReadDir(lib)
	if err != nil {
		return "", definitions, err
	}
	p := newParser()
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		lines, err := sources(filepath.Join(lib, entry.Name()))
		if err != nil {
			return "", definitions, err
		}
		m := p.parse(lines)
		if m.root == nil || m.typeName == "" {
			return "", definitions, fmt.Errorf("%s declares no resource", entry.Name())
		}
		block, err := m.build()
		if err != nil {
			return "", definitions, err
		}
		definitions[m.kind()][m.typeName] = block
		version = m.version
	}
	return version, definitions, nil
}

func (m *module) kind() schema.Kind {
	switch m.root.base {
	case "TerraformDataSource":
		return schema.Data
	case "TerraformProvider":
		return schema.ProviderBlock
	}
	return schema.Resource
}
