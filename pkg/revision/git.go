// Package revision tells how a source tree differs from an earlier state of it. In goes a revision of its git repository, or a patch; out come the
// earlier contents of the files that differ, by the tree's names, nil for a file that was not there. It reads git's files by a library: no
// program is run, and nothing is fetched.
package revision

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/format/index"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"

	"github.com/demarc-lint/demarc/pkg/source"
)

// repository is a git repository and its working tree.
type repository struct {
	tree    *source.Tree
	top     string // the tree's name of the working tree
	store   *filesystem.Storage
	shallow map[plumbing.Hash]bool // commits whose parents are not there
}

// FromGit returns what differs between the working tree, whose name in the tree is top, and the commit where HEAD left the revision.
func FromGit(tree *source.Tree, top, rev string) (map[string][]byte, error) {
	r, err := open(tree, top)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.store.Close() }() // nothing was written
	base, err := r.commit(rev)
	if err != nil {
		return nil, err
	}
	if base, err = r.fork(base, rev); err != nil {
		return nil, err
	}
	files, err := base.Tree()
	if err != nil {
		return nil, r.missing(rev, err)
	}
	return r.differing(files, rev)
}

func open(tree *source.Tree, top string) (*repository, error) {
	git, common, err := gitDirs(tree.Abs(top))
	if err != nil {
		return nil, fmt.Errorf("the git repository cannot be read: %w", err)
	}
	own := osfs.New(git)
	all := dotgit.NewRepositoryFilesystem(own, nil)
	if common != "" {
		all = dotgit.NewRepositoryFilesystem(own, osfs.New(common))
	}
	r := &repository{tree: tree, top: top, store: filesystem.NewStorage(all, cache.NewObjectLRUDefault()), shallow: map[plumbing.Hash]bool{}}
	ends, err := r.store.Shallow()
	if err != nil {
		return nil, fmt.Errorf("the git repository cannot be read: %w", err)
	}
	for _, h := range ends {
		r.shallow[h] = true
	}
	return r, nil
}

// gitDirs returns the directory of git's files and, for a linked working tree, the one that it shares with others.
func gitDirs(top string) (own, common string, err error) {
	own = filepath.Join(top, ".git")
	info, err := os.Stat(own)
	if err != nil || info.IsDir() {
		return own, "", err
	}
	link, err := os.ReadFile(own)
	if err != nil {
		return "", "", err
	}
	target, ok := strings.CutPrefix(strings.TrimSpace(string(link)), "gitdir: ")
	if !ok {
		return "", "", errors.New(".git is no directory and leads to none")
	}
	own = from(top, target)
	shared, err := os.ReadFile(filepath.Join(own, "commondir"))
	if errors.Is(err, fs.ErrNotExist) { // a submodule has all of its own
		return own, "", nil
	}
	return own, from(own, strings.TrimSpace(string(shared))), err
}

func from(dir, p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(dir, filepath.FromSlash(p))
}

// missing explains an object that is not there.
func (r *repository) missing(rev string, err error) error {
	switch {
	case !errors.Is(err, plumbing.ErrObjectNotFound):
		return fmt.Errorf("revision %q cannot be read: %w", rev, err)
	case len(r.shallow) > 0:
		return fmt.Errorf("revision %q cannot be compared with: this is a shallow clone that lacks what is needed; fetch the history (git fetch --unshallow, or fetch-depth: 0)", rev)
	}
	return fmt.Errorf("revision %q cannot be compared with: objects are missing, as in a partial clone; fetch them (git fetch --refetch)", rev)
}

// differing compares the working tree with the files of a commit.
func (r *repository) differing(files *object.Tree, rev string) (map[string][]byte, error) {
	before := map[string][]byte{}
	there := map[string]bool{}
	links := map[string]bool{} // submodules
	stats := r.stats()
	err := r.walk(files, "", func(name string, entry object.TreeEntry) error {
		full := path.Join(r.top, name)
		there[full] = true
		if entry.Mode == filemode.Submodule {
			links[full] = true
			return r.submodule(full, entry.Hash, before)
		}
		if !entry.Mode.IsRegular() && entry.Mode != filemode.Executable || stats.same(name, entry.Hash) {
			return nil
		}
		if now, err := r.tree.Read(full); err == nil && plumbing.ComputeHash(plumbing.BlobObject, now) == entry.Hash {
			return nil
		}
		then, err := r.blob(entry.Hash)
		if then != nil {
			before[full] = then
		}
		return err
	})
	if err != nil {
		return nil, r.missing(rev, err)
	}
	r.added(before, there, links, stats)
	return before, nil
}

// submodule puts into before how the files of a submodule were that is checked out: it is a repository of its own, which has the commit that it was at.
func (r *repository) submodule(top string, then plumbing.Hash, before map[string][]byte) error {
	if _, err := os.Lstat(filepath.Join(r.tree.Abs(top), ".git")); err != nil || !r.tree.IsDir(top) {
		return nil // it is not
	}
	sub, err := open(r.tree, top)
	if err != nil {
		return fmt.Errorf("submodule %q: %w", top, err)
	}
	defer func() { _ = sub.store.Close() }() // nothing was written
	commit, err := object.GetCommit(sub.store, then)
	if err != nil {
		return fmt.Errorf("submodule %q lacks commit %s, which it was at; fetch it (git fetch --recurse-submodules)", top, then.String()[:12])
	}
	files, err := commit.Tree()
	if err != nil {
		return sub.missing(then.String(), err)
	}
	all, err := sub.differing(files, then.String())
	maps.Copy(before, all)
	return err
}

// walk visits the files of a commit. The library's own way refuses the whole tree for one name that some system could not hold.
func (r *repository) walk(t *object.Tree, dir string, visit func(name string, entry object.TreeEntry) error) error {
	for _, e := range t.Entries {
		if !filepath.IsLocal(e.Name) || strings.ContainsAny(e.Name, `/\`) {
			continue // no file has such a name
		}
		name := path.Join(dir, e.Name)
		if e.Mode != filemode.Dir {
			if err := visit(name, e); err != nil {
				return err
			}
			continue
		}
		sub, err := object.GetTree(r.store, e.Hash)
		if err == nil {
			err = r.walk(sub, name, visit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// blob returns nil for one that is larger than any file that is read.
func (r *repository) blob(h plumbing.Hash) ([]byte, error) {
	blob, err := object.GetBlob(r.store, h)
	if err != nil || blob.Size > source.MaxFileSize {
		return nil, err
	}
	reader, err := blob.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { _ = reader.Close() }() // only read
	return io.ReadAll(reader)
}

// added finds the files that the commit does not have. What git ignores is taken to have been there all along, with variable files that it does not know.
func (r *repository) added(before map[string][]byte, there, links map[string]bool, stats *stats) {
	for name := range stats.entries {
		if full := path.Join(r.top, name); !there[full] {
			before[full] = nil
		}
	}
	_ = r.tree.Walk(r.top, func(dir string, entries []string) { // what cannot be read cannot be linted either, and is told then
		if within(links, dir) {
			return
		}
		for _, e := range entries {
			if full := path.Join(dir, e); !strings.HasSuffix(e, "/") && e != ".git" && !strings.Contains(e, ".tfvars") && !there[full] {
				before[full] = nil
			}
		}
	})
}

// within reports whether the directory is one of those, or in one.
func within(dirs map[string]bool, dir string) bool {
	for len(dirs) > 0 && dir != "." && dir != "/" && !dirs[dir] {
		dir = path.Dir(dir)
	}
	return dirs[dir]
}

// stats are what git noted of the files when it last looked: they spare reading those that are the same since.
type stats struct {
	top     string
	entries map[string]*index.Entry
	racy    int64 // nanoseconds; what changed then or later may have changed once more
}

func (r *repository) stats() *stats {
	s := &stats{top: r.tree.Abs(r.top), entries: map[string]*index.Entry{}}
	file, err := r.store.Filesystem().Stat("index")
	if err != nil {
		return s
	}
	s.racy = file.ModTime().UnixNano()
	idx, err := r.store.Index()
	if err != nil { // of a form that is not known: each file is read then
		return s
	}
	for _, e := range idx.Entries {
		s.entries[e.Name] = e
	}
	return s
}

// same reports whether the file is surely that of the hash: unchanged since git noted it, or left out of a sparse working tree.
func (s *stats) same(name string, h plumbing.Hash) bool {
	e := s.entries[name]
	if e == nil || e.Hash != h {
		return false
	}
	if e.SkipWorktree {
		return true
	}
	info, err := os.Lstat(filepath.Join(s.top, filepath.FromSlash(name)))
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	changed := info.ModTime().UnixNano()
	return info.Size() == int64(e.Size) && changed == e.ModifiedAt.UnixNano() && changed < s.racy
}
