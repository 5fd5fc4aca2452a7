package revision

import (
	"container/heap"
	"encoding/hex"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"
)

// commit finds the commit of a revision: a branch, a tag, a remote's branch, a hash or its beginning, with ~N and ^N behind it.
func (r *repository) commit(rev string) (*object.Commit, error) {
	end := strings.IndexAny(rev, "~^")
	if end < 0 {
		end = len(rev)
	}
	h, err := r.named(rev[:end])
	if err != nil {
		return nil, err
	}
	for {
		tag, err := object.GetTag(r.store, h)
		if err != nil {
			break
		}
		h = tag.Target
	}
	c, err := object.GetCommit(r.store, h)
	if err != nil {
		return nil, r.missing(rev, err)
	}
	for steps := rev[end:]; steps != ""; {
		op := steps[0]
		n, rest, err := number(steps[1:])
		if err != nil {
			return nil, fmt.Errorf("%q is no revision: %w", rev, err)
		}
		if steps = rest; op != '~' && op != '^' {
			return nil, fmt.Errorf("%q is no revision: only ~N and ^N may stand behind a name", rev)
		}
		if c, err = r.back(c, op, n); err != nil {
			return nil, r.missing(rev, err)
		}
	}
	return c, nil
}

// number reads the digits that a text begins with; without any it is 1.
func number(text string) (n int, rest string, err error) {
	end := strings.IndexFunc(text, func(c rune) bool { return c < '0' || c > '9' })
	if end < 0 {
		end = len(text)
	}
	if end == 0 {
		return 1, text, nil
	}
	n, err = strconv.Atoi(text[:end])
	if err != nil {
		return 0, "", errors.New("no history is so long")
	}
	return n, text[end:], nil
}

// back goes N commits back along first parents for ~N, and to parent N for ^N.
func (r *repository) back(c *object.Commit, op byte, n int) (*object.Commit, error) {
	if op == '^' {
		if n == 0 {
			return c, nil
		}
		return r.parent(c, n-1)
	}
	var err error
	for range n {
		if c, err = r.parent(c, 0); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (r *repository) parent(c *object.Commit, i int) (*object.Commit, error) {
	if r.shallow[c.Hash] {
		return nil, plumbing.ErrObjectNotFound
	}
	if i >= len(c.ParentHashes) {
		return nil, fmt.Errorf("commit %s has no such parent", c.Hash.String()[:12])
	}
	return object.GetCommit(r.store, c.ParentHashes[i])
}

// named resolves a name in git's order: references first, then the beginning of a hash.
func (r *repository) named(name string) (plumbing.Hash, error) {
	switch {
	case strings.Contains(name, "@{"):
		return plumbing.ZeroHash, fmt.Errorf("%q is no revision here: git's log of references is not read", name)
	case !wellFormed(name):
		return plumbing.ZeroHash, fmt.Errorf("%q is no revision", name)
	case name == "HEAD" || name == "@":
		return r.head()
	}
	for _, rule := range plumbing.RefRevParseRules {
		ref, err := storer.ResolveReference(r.store, plumbing.ReferenceName(fmt.Sprintf(rule, name)))
		if err == nil {
			return ref.Hash(), nil
		}
	}
	if found := r.hashes(name); len(found) == 1 {
		return found[0], nil
	} else if len(found) > 1 {
		return plumbing.ZeroHash, fmt.Errorf("revision %q begins the hashes of %d commits", name, len(found))
	}
	if len(r.shallow) > 0 {
		return plumbing.ZeroHash, fmt.Errorf("revision %q is not known to this shallow clone; fetch it (git fetch --unshallow, or fetch-depth: 0)", name)
	}
	return plumbing.ZeroHash, fmt.Errorf("revision %q is not known; a branch of the remote is origin/NAME, and has to be fetched", name)
}

// wellFormed reports whether git would take a name for a reference's: it is the name of a file, too, so that nothing may lead elsewhere.
func wellFormed(name string) bool {
	bad := func(c rune) bool { return c < ' ' || c == 0x7f || strings.ContainsRune(` ~^:?*[\`, c) }
	return name != "" && !strings.HasPrefix(name, "-") && filepath.IsLocal(name) && !strings.Contains(name, "..") && !strings.ContainsFunc(name, bad)
}

// head is the commit that is checked out.
func (r *repository) head() (plumbing.Hash, error) {
	ref, err := r.store.Reference(plumbing.HEAD)
	switch {
	case err != nil:
		return plumbing.ZeroHash, fmt.Errorf("what is checked out cannot be read: %w", err)
	case ref.Type() != plumbing.SymbolicReference && ref.Hash().IsZero(), ref.Type() == plumbing.SymbolicReference && !wellFormed(ref.Target().String()):
		return plumbing.ZeroHash, errors.New("what is checked out cannot be read: .git/HEAD is damaged")
	}
	ref, err = storer.ResolveReference(r.store, plumbing.HEAD)
	if errors.Is(err, plumbing.ErrReferenceNotFound) {
		return plumbing.ZeroHash, errors.New("there is no commit yet to compare with")
	}
	if err != nil {
		return plumbing.ZeroHash, fmt.Errorf("what is checked out cannot be read: %w", err)
	}
	return ref.Hash(), nil
}

// hashes lists the commits and tags whose hashes begin so.
func (r *repository) hashes(begun string) []plumbing.Hash {
	if len(begun) < 4 || len(begun) > 40 {
		return nil
	}
	bytes, err := hex.DecodeString(begun[:len(begun)/2*2])
	if err != nil {
		return nil
	}
	all, err := r.store.HashesWithPrefix(bytes)
	if err != nil {
		return nil
	}
	all = slices.DeleteFunc(all, func(h plumbing.Hash) bool {
		o, err := r.store.EncodedObject(plumbing.AnyObject, h)
		return err != nil || !strings.HasPrefix(h.String(), strings.ToLower(begun)) || o.Type() != plumbing.CommitObject && o.Type() != plumbing.TagObject
	})
	slices.SortFunc(all, func(a, b plumbing.Hash) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(all)
}

// fork is the commit where HEAD left base: what base has gained since is not this change's.
func (r *repository) fork(base *object.Commit, rev string) (*object.Commit, error) {
	checkedOut, err := r.head()
	if err != nil {
		return nil, err
	}
	head, err := object.GetCommit(r.store, checkedOut)
	if err != nil {
		return nil, r.missing(rev, err)
	}
	c, err := r.common(head, base)
	if err == nil && c == nil {
		err = plumbing.ErrObjectNotFound
		if len(r.shallow) == 0 {
			err = errors.New("it has no commit in common with HEAD")
		}
	}
	if err != nil {
		return nil, r.missing(rev, err)
	}
	return c, nil
}

// common is the newest commit on the ways back from both, nil when there is none: it goes back by date, and no further than it must.
func (r *repository) common(a, b *object.Commit) (*object.Commit, error) {
	if a.Hash == b.Hash {
		return a, nil
	}
	const both = 3
	from := map[plumbing.Hash]int{a.Hash: 1, b.Hash: 2}
	queue := &byDate{a, b}
	heap.Init(queue)
	for queue.Len() > 0 {
		c := heap.Pop(queue).(*object.Commit)
		side := from[c.Hash]
		if side == both {
			return c, nil
		}
		if r.shallow[c.Hash] {
			continue
		}
		for _, h := range c.ParentHashes {
			if from[h]|side == from[h] {
				continue
			}
			from[h] |= side
			parent, err := object.GetCommit(r.store, h)
			if err != nil {
				return nil, err
			}
			heap.Push(queue, parent)
		}
	}
	return nil, nil
}

// byDate is a heap of commits with the newest on top.
type byDate []*object.Commit

func (q byDate) Len() int           { return len(q) }
func (q byDate) Less(i, j int) bool { return q[i].Committer.When.After(q[j].Committer.When) }
func (q byDate) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }

// Push implements heap.Interface.
func (q *byDate) Push(c any) { *q = append(*q, c.(*object.Commit)) }

// Pop implements heap.Interface.
func (q *byDate) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
