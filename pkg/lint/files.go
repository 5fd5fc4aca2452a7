package lint

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/demarc-lint/demarc/pkg/source"
)

// files reads for functions: paths are relative to the root module, and nothing outside the tree is there.
type files struct {
	tree   *source.Tree
	dir    string
	listed map[string][]string // by directory, since to go through a tree takes long
}

func (f files) name(p string) string {
	if path.IsAbs(p) {
		return f.tree.Name(p)
	}
	return path.Join(f.dir, p)
}

// ReadFile implements eval.Files.
func (f files) ReadFile(p string) ([]byte, error) {
	data, err := f.tree.Read(f.name(p))
	return data, hidden(err)
}

// hidden says of a file outside of the repository what functions ask for: that it is there for others to see.
func hidden(err error) error {
	if errors.Is(err, source.ErrOutside) {
		return fs.ErrPermission
	}
	return err
}

// Exists implements eval.Files.
func (f files) Exists(p string) (bool, error) {
	_, err := f.tree.Read(f.name(p))
	if err == nil || errors.Is(err, source.ErrTooLarge) {
		return true, nil
	}
	if f.tree.Inside(f.name(p)) && !f.tree.IsDir(f.name(p)) {
		return false, nil
	}
	return false, hidden(err)
}

// List implements eval.Files.
func (f files) List(directory string) ([]string, error) {
	top := f.name(directory)
	if !f.tree.IsDir(top) {
		return nil, fs.ErrNotExist
	}
	if all, ok := f.listed[top]; ok {
		return all, nil
	}
	var all []string
	f.tree.Walk(top, func(dir string, entries []string) {
		for _, e := range entries {
			if !strings.HasSuffix(e, "/") {
				all = append(all, strings.TrimPrefix(path.Join(dir, e), top+"/"))
			}
		}
	})
	f.listed[top] = all
	return all, nil
}

// Abs implements eval.Files.
func (f files) Abs(p string) string { return f.tree.Abs(f.name(p)) }
