// Package suppress reads what was accepted in comments beside the code: demarc's own and those of other linters. In goes a
// file as it was parsed; out come comments that say which checks they accept, where, why and until when. Which findings
// there are is not its business.
package suppress

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Comment is one suppression; several may stand in one comment of the file.
type Comment struct {
	Place     source.Place // of the comment in the file
	Peer      string       // the linter whose syntax it is: checkov, trivy, kics, terrascan; empty for ours
	Terms     []string     // names, globs and other linters' ids as written; a peer's are in its own terms
	Reason    string
	Until     string // the last day as written; empty for ever
	Workspace string // holds in this workspace alone; empty for all
	except    bool   // accepts all but the terms
	from, to  int    // bytes of the file that it holds for; nothing when equal
}

// Marked reports whether the bytes may hold a suppression. It is cheap, and right when it says no.
func Marked(src []byte) bool {
	for _, mark := range []string{ours, "trivy:ignore:", "tfsec:ignore:", "checkov:skip=", "kics-scan", "ts:skip="} {
		if bytes.Contains(src, []byte(mark)) {
			return true
		}
	}
	return false
}

// Read returns the file's suppressions in their order. JSON syntax has no comments.
func Read(f *module.File) []Comment {
	body, native := f.Body.(*hclsyntax.Body)
	if !native || !Marked(f.Bytes) {
		return nil
	}
	tokens, _ := hclsyntax.LexConfig(f.Bytes, f.Name, hcl.InitialPos)
	l := newLayout(f, body, tokens)
	var all []Comment
	for _, t := range tokens {
		if t.Type != hclsyntax.TokenComment {
			continue
		}
		for line := range strings.Lines(bare(string(t.Bytes))) {
			for _, d := range parse(strings.TrimSpace(line)) {
				if c, ok := l.place(d, t); ok {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

// bare takes the signs of a comment away.
func bare(text string) string {
	text = strings.TrimSpace(text)
	if inner, ok := strings.CutPrefix(text, "/*"); ok {
		return strings.TrimSuffix(inner, "*/")
	}
	return strings.TrimLeft(text, "#/")
}

// Covers reports whether the comment holds for what begins at the place.
func (c *Comment) Covers(at source.Place) bool {
	return at.Filename == c.Place.Filename && c.from <= at.Start.Byte && at.Start.Byte < c.to
}

// Misplaced reports whether the comment stands where it holds for nothing.
func (c *Comment) Misplaced() bool { return c.from == c.to }

// Accepts reports whether the comment names the check.
func (c *Comment) Accepts(k *check.Check) bool {
	if c.except {
		return !slices.ContainsFunc(c.Terms, func(t string) bool { return c.Names(t, k) })
	}
	return slices.ContainsFunc(c.Terms, func(t string) bool { return c.Names(t, k) })
}

// Names reports whether one term of the comment names the check.
func (c *Comment) Names(term string, k *check.Check) bool {
	if c.Peer != "" {
		return term == "*" || isAlias(c.Peer, term, k)
	}
	if ok, err := path.Match(term, k.Name); ok && err == nil {
		return true
	}
	if peer, id, ok := strings.Cut(term, ":"); ok {
		return isAlias(peer, id, k)
	}
	return slices.ContainsFunc(k.Aliases.Peers(), func(p check.Peer) bool { return isAlias(p.Name, term, k) })
}

func isAlias(peer, id string, k *check.Check) bool {
	if peer == "trivy" {
		id = strings.TrimPrefix(strings.ToUpper(id), "AVD-")
	}
	for _, p := range k.Aliases.Peers() {
		if p.Name == peer {
			return slices.ContainsFunc(p.IDs, func(known string) bool { return matchID(id, known) })
		}
	}
	return false
}

func matchID(id, known string) bool {
	ok, err := path.Match(id, known)
	return ok && err == nil
}
