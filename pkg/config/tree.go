package config

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Options say where settings come from; without checks to name there are none.
type Options struct {
	Checks []*check.Check // all there are
	Only   *File          // stands in for those of the tree
}

// Tree knows the configuration files of a source tree. It is not safe for concurrent use.
type Tree struct {
	Diagnostics hcl.Diagnostics // of the files that were looked at
	files       *source.Tree
	options     Options
	read        map[string]*File // by directory; nil where there is none
	chains      map[string][]*File
	taken       taken
}

// NewTree returns the settings of a source tree.
func NewTree(files *source.Tree, o Options) *Tree {
	return &Tree{files: files, options: o, read: map[string]*File{}, chains: map[string][]*File{}, taken: taken{}}
}

// For returns the files that hold for a directory, as the tree names it: from its repository's top down to its own.
func (t *Tree) For(dir string) []*File {
	if t.options.Only != nil {
		return []*File{t.options.Only}
	}
	if t.options.Checks == nil {
		return nil
	}
	chain, known := t.chains[dir]
	if known {
		return chain
	}
	for _, d := range t.way(dir) {
		if f := t.in(d); f != nil {
			chain = append(chain, f)
		}
	}
	t.chains[dir] = chain
	return chain
}

// way lists the directories from the repository's top down to dir; outside of version control dir is all, or it begins at the working directory.
func (t *Tree) way(dir string) []string {
	top, ok := t.files.Repository(dir)
	if !ok {
		top = "."
	}
	rel, err := filepath.Rel(t.files.Abs(top), t.files.Abs(dir))
	if err != nil || !filepath.IsLocal(rel) {
		return []string{dir}
	}
	way := []string{path.Clean(top)}
	if rel == "." {
		return way
	}
	for _, step := range strings.Split(filepath.ToSlash(rel), "/") {
		way = append(way, t.files.Name(filepath.Join(t.files.Abs(way[len(way)-1]), step)))
	}
	return way
}

func (t *Tree) in(dir string) *File {
	f, known := t.read[dir]
	if known {
		return f
	}
	name := path.Join(dir, Name)
	data, err := t.files.Read(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		t.Diagnostics = append(t.Diagnostics, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Settings cannot be read", Detail: name + ": " + err.Error() + ".", Subject: &hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}})
	default:
		var diags hcl.Diagnostics
		f, diags = read(name, t.files.Abs(dir), data, t.options.Checks, t.taken)
		t.Diagnostics = append(t.Diagnostics, diags...)
	}
	t.read[dir] = f
	return f
}

// Merge returns what holds for a whole run: each setting from the last of the files that has it.
func Merge(chain []*File) *File {
	all := &File{}
	for _, f := range chain {
		if f.Select != nil {
			all.Select = f.Select
		}
		if f.FailOn != 0 {
			all.FailOn = f.FailOn
		}
		if f.Format != "" {
			all.Format = f.Format
		}
		if f.Baseline != "" {
			all.Baseline = filepath.Join(f.Dir, filepath.FromSlash(f.Baseline))
		}
		if f.VarFiles != nil {
			all.VarFiles = f.absolute(f.VarFiles)
		}
		if f.Environments != nil {
			all.Environments = nil
			for _, e := range f.Environments {
				all.Environments = append(all.Environments, Environment{e.Name, f.absolute(e.VarFiles)})
			}
		}
		if f.reasons {
			all.NoReasons = f.NoReasons
		}
	}
	return all
}

func (f *File) absolute(files []string) []string {
	var abs []string
	for _, name := range files {
		abs = append(abs, filepath.Join(f.Dir, filepath.FromSlash(name)))
	}
	return abs
}
