// Package source hands out files as they are. In go the paths of a run; out come the directories that hold
// configuration and the bytes of files, under the names that findings show. It reads regular files of bounded
// size below the boundary of the run, executes and writes nothing, and refuses to follow a link out of it.
package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// MaxFileSize is the size in bytes over which a file is not read.
const MaxFileSize = 16 << 20

// Errors of Read, to be told apart with errors.Is.
var (
	ErrOutside  = errors.New("outside the repository being linted")
	ErrTooLarge = fmt.Errorf("larger than %d MiB", MaxFileSize>>20)
	ErrNotFile  = errors.New("not a regular file")
)

// Tree is the part of the file system that a run may read: the repository around each given path, or, outside of
// version control, the working directory (a path outside of it: that path alone). Names are paths relative to the working
// directory, cleaned, with forward slashes; a file that an editor holds unsaved is read from its overlay, and one whose overlay is nil is not there.
// A Tree is safe for concurrent use.
type Tree struct {
	cwd        string
	boundaries []boundary
	overlays   map[string][]byte
	laid       map[string][]string // entries that overlays give a directory, with those not there
}

type boundary struct {
	dir        string // absolute
	root       *os.Root
	repository bool // it is the top of one
}

// Open returns the tree around the paths, which are relative to the absolute directory cwd or absolute. A path that does not exist is an error.
func Open(cwd string, overlays map[string][]byte, paths ...string) (*Tree, error) {
	t := &Tree{cwd: cwd, overlays: overlays, laid: laid(overlays)}
	for _, p := range paths {
		if err := t.admit(p); err != nil {
			t.Close()
			return nil, err
		}
	}
	return t, nil
}

// With is the same tree with other overlays. It shares what the tree holds open: close one of the two.
func (t *Tree) With(overlays map[string][]byte) *Tree {
	other := *t
	other.overlays, other.laid = overlays, laid(overlays)
	return &other
}

// Close releases the directories that the tree holds open.
func (t *Tree) Close() {
	for _, b := range t.boundaries {
		_ = b.root.Close() // opened for reading: nothing to lose
	}
}

// admit makes sure that some boundary contains p.
func (t *Tree) admit(p string) error {
	abs := t.abs(filepath.ToSlash(p))
	info, err := os.Stat(abs)
	if err != nil {
		if t.overlays[t.Name(p)] != nil && p != filepath.Dir(p) { // a file that is only in somebody's editor
			return t.admit(filepath.Dir(p))
		}
		return err
	}
	if b, rel, ok := t.boundaryOf(abs); ok {
		if _, err := b.root.Stat(rel); err == nil {
			return nil
		}
	}
	own := abs
	if !info.IsDir() {
		own = filepath.Dir(abs)
	}
	dir := t.boundaryDir(own)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(dir, abs); err == nil {
		if _, err := root.Stat(rel); err != nil { // a link out of the directory, which its user named: that place alone
			_ = root.Close()
			if root, err = os.OpenRoot(own); err != nil {
				return err
			}
			dir = own
		}
	}
	_, err = root.Lstat(".git")
	t.boundaries = append(t.boundaries, boundary{dir, root, err == nil})
	return nil
}

// boundaryDir is the repository that holds the directory, else the working directory if it does, else dir itself.
func (t *Tree) boundaryDir(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			break
		}
	}
	if rel, err := filepath.Rel(t.cwd, dir); err == nil && filepath.IsLocal(rel) && t.cwd != filepath.Dir(t.cwd) {
		return t.cwd
	}
	return dir
}

func (t *Tree) abs(name string) string {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(t.cwd, name)
}

func (t *Tree) boundaryOf(abs string) (boundary, string, bool) {
	for _, b := range t.boundaries {
		if rel, err := filepath.Rel(b.dir, abs); err == nil && filepath.IsLocal(rel) {
			return b, rel, true
		}
	}
	return boundary{}, "", false
}

// Name returns the tree's name of a path: relative to the working directory, cleaned, with forward slashes.
func (t *Tree) Name(p string) string {
	abs := t.abs(filepath.ToSlash(p))
	if rel, err := filepath.Rel(t.cwd, abs); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(abs)
}

// Abs returns the absolute path of a name in the file system's own spelling.
func (t *Tree) Abs(name string) string { return t.abs(name) }

// Read returns the bytes of the file of that name.
func (t *Tree) Read(name string) ([]byte, error) {
	name = path.Clean(name)
	if b, ok := t.overlays[name]; ok {
		if b == nil {
			return nil, fs.ErrNotExist
		}
		return b, nil
	}
	b, rel, ok := t.boundaryOf(t.abs(name))
	if !ok {
		return nil, ErrOutside
	}
	return read(b.root, rel)
}

// ReadEach calls each with the bytes of the named files of a directory. To look the directory up once takes less than to do so for each of its files.
func (t *Tree) ReadEach(dir string, names []string, each func(name string, data []byte, err error)) {
	root := t.enter(dir)
	if root != nil {
		defer func() { _ = root.Close() }() // opened for reading: nothing to lose
	}
	for _, name := range names {
		file := path.Join(dir, name)
		if _, laid := t.overlays[file]; !laid && root != nil {
			if data, err := read(root, name); err == nil {
				each(name, data, nil)
				continue
			}
		}
		data, err := t.Read(file) // or a link that leads out of the directory, and may lead to a place in the tree
		each(name, data, err)
	}
}

// enter opens a directory, nil where that cannot be.
func (t *Tree) enter(dir string) *os.Root {
	b, rel, ok := t.boundaryOf(t.abs(dir))
	if !ok {
		return nil
	}
	root, err := b.root.OpenRoot(rel)
	if err != nil {
		return nil
	}
	return root
}

func read(root *os.Root, rel string) ([]byte, error) {
	info, err := root.Stat(rel)
	if err != nil {
		return nil, explain(err)
	}
	if !info.Mode().IsRegular() {
		return nil, ErrNotFile
	}
	if info.Size() > MaxFileSize {
		return nil, ErrTooLarge
	}
	f, err := root.Open(rel)
	if err != nil {
		return nil, explain(err)
	}
	defer f.Close()
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(f, data); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return data, nil
}

// explain drops the path from a file system's error: who asks knows the name.
func explain(err error) error {
	if perr, ok := errors.AsType[*fs.PathError](err); ok {
		err = perr.Err
	}
	if err.Error() == "path escapes from parent" {
		return ErrOutside
	}
	return err
}

// IsDir reports whether name is a directory that the tree may read.
func (t *Tree) IsDir(name string) bool {
	b, rel, ok := t.boundaryOf(t.abs(name))
	if !ok {
		return false
	}
	if t.laidOut(name) {
		return true
	}
	info, err := b.root.Stat(rel)
	return err == nil && info.IsDir()
}

// Inside reports whether the name lies within the boundary of the run.
func (t *Tree) Inside(name string) bool {
	_, _, ok := t.boundaryOf(t.abs(name))
	return ok
}

// Repository returns the tree's name of the repository that holds the named file; ok is false where there is none.
func (t *Tree) Repository(name string) (dir string, ok bool) {
	b, _, ok := t.boundaryOf(t.abs(name))
	if !ok || !b.repository {
		return "", false
	}
	return t.Name(b.dir), true
}

// List returns the names of the entries of a directory, overlays included, sorted; directories end in a slash.
func (t *Tree) List(dir string) ([]string, error) {
	b, rel, ok := t.boundaryOf(t.abs(dir))
	if !ok {
		return nil, ErrOutside
	}
	f, err := b.root.Open(rel)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) && t.laidOut(dir) {
			return t.overlaid(dir, nil), nil
		}
		return nil, explain(err)
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	var names []string
	for _, e := range entries {
		n := e.Name()
		if e.IsDir() {
			n += "/"
		}
		names = append(names, n)
	}
	return t.overlaid(dir, names), err
}

// Unread is a file or directory that could not be read, and why.
type Unread struct {
	Name    string
	Line    int // from which on it is not read; 0 for all of it
	Reason  string
	Foreign bool // of a kind that is not meant to be read
}

// Walk calls visit for dir and every directory below it, with the entries that List returns, in lexical order. It skips what version control ignores,
// version control's and Terraform's own directories, and links to directories.
func (t *Tree) Walk(dir string, visit func(dir string, entries []string)) []Unread {
	var unread []Unread
	ignored := t.ignoredAbove(dir)
	t.walk(dir, 0, ignored, visit, &unread)
	return unread
}

// maxDepth is how many directories within each other are walked: to open one takes as long as there are above it.
const maxDepth = 250

func (t *Tree) walk(dir string, depth int, ignored ignores, visit func(string, []string), unread *[]Unread) {
	names, err := t.List(dir)
	if err != nil {
		*unread = append(*unread, Unread{Name: dir, Reason: err.Error()})
	}
	if slices.Contains(names, ".gitignore") {
		var over int
		if ignored, over = ignored.with(t, dir); over > 0 {
			*unread = append(*unread, Unread{Name: path.Join(dir, ".gitignore"), Line: over, Reason: fmt.Sprintf("more than %d patterns hold here; those from this line on are passed over", maxIgnores)})
		}
	}
	before := *ignored.spent
	names = slices.DeleteFunc(names, func(n string) bool {
		isDir := strings.HasSuffix(n, "/")
		if strings.Contains(n, ".tfvars") { // Terraform loads them, tracked or not
			return false
		}
		return isDir && skipped[n] || ignored.match(path.Join(dir, n), t, isDir)
	})
	if before < maxSpent && *ignored.spent >= maxSpent {
		*unread = append(*unread, Unread{Name: ignored.file, Line: 1, Reason: fmt.Sprintf("comparing names with patterns takes more than %d steps; from %s on none is ignored", maxSpent, dir)})
	}
	visit(dir, names)
	for _, n := range names {
		if sub, ok := strings.CutSuffix(n, "/"); ok {
			if depth == maxDepth {
				*unread = append(*unread, Unread{Name: path.Join(dir, sub), Reason: fmt.Sprintf("more than %d directories within each other", maxDepth)})
				continue
			}
			t.walk(path.Join(dir, sub), depth+1, ignored, visit, unread)
		}
	}
}

// skipped are directories that never hold the user's own configuration.
var skipped = map[string]bool{".git/": true, ".hg/": true, ".svn/": true, ".terraform/": true, ".terragrunt-cache/": true, "node_modules/": true}
