package revision

import (
	"container/heap"
	"encoding/hex"
	"errors"
	"fmt"
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
		n, rest := number(steps[1:])
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
func number(text string) (n int, rest string) {
	end := strings.IndexFunc(text, func(c rune) bool { return c < '0' || c > '9' })
	if end < 0 {
		end = len(text)
	}
	n, err := strconv.Atoi(text[:end])
	if err != nil {
		n = 1
	}
	return n, text[end:]
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
	if name == "" || strings.HasPrefix(name, "-") {
		return plumbing.ZeroHash, fmt.Errorf("%q is no revision", name)
	}
	if name == "@" {
		name = "HEAD"
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
	ref, err := storer.ResolveReference(r.store, plumbing.HEAD)
	if err != nil {
		return nil, fmt.Errorf("there is no commit yet to compare with: %w", err)
	}
	head, err := object.GetCommit(r.store, ref.Hash())
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
