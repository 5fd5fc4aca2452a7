// Package suppress reads what was accepted in comments beside the code: demarc's own and those of other linters. In goes a
// file as it was parsed; out come comments that say which checks they accept, where, why and until when. Which findings
// there are is not its business.
package suppress

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

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
	Wrong     string // why it cannot be understood; empty when it can
	except    bool   // accepts all but the terms
	from, to  int    // bytes of the file that it holds for; nothing when equal
	around    [2]int // the same with all of the outermost blocks that it stands in or holds for
}

// MaxComments is how many comments of a file count.
const MaxComments = 10_000

// Marked reports whether the bytes may hold a suppression. It is cheap, and right when it says no.
func Marked(src []byte) bool {
	for _, mark := range []string{":ignore", ":skip=", "kics-scan"} {
		if bytes.Contains(src, []byte(mark)) {
			return true
		}
	}
	return false
}

// Read returns the file's suppressions in their order, at most MaxComments. JSON syntax has no comments.
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
				if c, ok := l.place(d, t); ok && len(all) < MaxComments {
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

// Around reports whether the place is in an outermost block that the comment stands in or holds for.
func (c *Comment) Around(at source.Place) bool {
	return at.Filename == c.Place.Filename && c.around[0] <= at.Start.Byte && at.Start.Byte < c.around[1]
}

// Misplaced reports whether the comment stands where it holds for nothing.
func (c *Comment) Misplaced() bool { return c.from == c.to }
