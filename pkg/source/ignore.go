package source

import (
	"path"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// ignores are the patterns of the .gitignore files from the boundary down to a directory.
type ignores []gitignore.Pattern

// maxIgnores is how many patterns hold in a directory; those beyond are passed over, so that more is linted and not less. Each name is compared with
// each pattern.
const maxIgnores = 5_000

// with adds the patterns of the directory's own .gitignore.
func (i ignores) with(t *Tree, dir string) ignores {
	data, err := t.Read(path.Join(dir, ".gitignore"))
	if err != nil {
		return i
	}
	domain := segments(t.Abs(dir))
	all := append(ignores(nil), i...)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if len(all) >= maxIgnores {
			break
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, gitignore.ParsePattern(line, domain))
	}
	return all
}

// ignoredAbove collects the patterns that hold in dir because of the directories above it.
func (t *Tree) ignoredAbove(dir string) ignores {
	b, rel, ok := t.boundaryOf(t.abs(dir))
	if !ok || rel == "." {
		return nil
	}
	var all ignores
	above := t.Name(b.dir)
	all = all.with(t, above)
	steps := strings.Split(strings.ReplaceAll(rel, "\\", "/"), "/")
	for _, step := range steps[:len(steps)-1] {
		above = path.Join(above, step)
		all = all.with(t, above)
	}
	return all
}

// match applies git's rule: the last pattern that matches decides.
func (i ignores) match(rel string, t *Tree, isDir bool) bool {
	if len(i) == 0 {
		return false
	}
	return gitignore.NewMatcher(i).Match(segments(t.Abs(rel)), isDir)
}

func segments(abs string) []string {
	return strings.Split(strings.Trim(strings.ReplaceAll(abs, "\\", "/"), "/"), "/")
}
