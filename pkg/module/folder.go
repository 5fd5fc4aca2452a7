package module

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/demarc-lint/demarc/pkg/source"
)

// folder is a directory of configuration as it lies there: read, and not yet parsed.
type folder struct {
	files    []string         // configuration
	failed   map[string]error // of those that could not be read
	autoVars []string         // variables files, in Terraform's order
	foreign  []source.Unread  // files of kinds that are left alone
	size     int              // of the configuration, in bytes
	locked   bool             // init has locked providers here

	looked  sync.Once
	callees []string // see Loader.Callees
}

// folder reads a directory, at most once; nil when it holds no configuration or cannot be read.
func (l *Loader) folder(dir string) *folder {
	if f, ok := l.folders.Load(dir); ok {
		return f.(*folder)
	}
	f := l.readFolder(dir)
	l.folders.Store(dir, f)
	return f
}

func (l *Loader) readFolder(dir string) *folder {
	entries, err := l.tree.List(dir)
	if err != nil {
		return nil
	}
	f := &folder{failed: map[string]error{}}
	var wanted []string
	for _, e := range entries {
		name := path.Join(dir, e)
		switch {
		case strings.HasSuffix(e, "/"):
		case IsConfig(e):
			if !shadowed(e, entries) {
				f.files = append(f.files, name)
				if l.kept[name] == nil {
					wanted = append(wanted, e)
				}
			}
		case isAutoVars(e):
			f.autoVars = append(f.autoVars, name)
		case e == ".terraform.lock.hcl":
			f.locked = true
		default:
			if why := notLinted(e); why != "" {
				f.foreign = append(f.foreign, source.Unread{Name: name, Reason: why, Foreign: true})
			}
		}
	}
	if len(f.files) == 0 && len(f.foreign) == 0 {
		return nil
	}
	slices.SortStableFunc(f.autoVars, func(x, y string) int { return autoVarsRank(x) - autoVarsRank(y) })
	l.readFiles(dir, wanted, f)
	return f
}

func (l *Loader) readFiles(dir string, entries []string, f *folder) {
	clock := l.clock()
	l.tree.ReadEach(dir, entries, func(e string, data []byte, err error) {
		name := path.Join(dir, e)
		if err != nil {
			f.failed[name] = err
			return
		}
		if f.size += len(data); f.size > maxFolder {
			f.failed[name] = fmt.Errorf("the files of this directory have more than %d MiB together", maxFolder>>20)
			return
		}
		l.bytes.Store(name, data)
	})
	if l.Spent != nil {
		l.Spent(clock(), 0)
	}
}

// Summary is what is known of a module without its trees.
type Summary struct {
	Dir         string
	Files       []string        // names of its configuration files
	Diagnostics []Diagnostic    // what could not be read or is not as Terraform wants it
	Unread      []source.Unread // files that were left out, and why
	Callees     []string        // local directories that its calls name
}

// Applied reports whether files beside the configuration show that it is applied from this directory: values for its variables, or locked providers.
func (l *Loader) Applied(dir string) bool {
	f := l.folder(dir)
	return f != nil && (f.locked || len(f.autoVars) > 0)
}

// Summary returns what is known of the module without its trees.
func (m *Module) Summary() *Summary {
	s := &Summary{Dir: m.Dir, Diagnostics: m.Diagnostics, Unread: m.Unread, Callees: m.callees()}
	for _, f := range m.Files {
		s.Files = append(s.Files, f.Name)
	}
	return s
}
