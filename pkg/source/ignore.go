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

// with adds the patterns of the directory's own .gitignore, up to the line over that is one too many; 0 when there is none.
func (i ignores) with(t *Tree, dir string) (all ignores, over int) {
	data, err := t.Read(path.Join(dir, ".gitignore"))
	if err != nil {
		return i, 0
	}
	domain := segments(t.Abs(dir))
	all = append(all, i...)
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(all) == maxIgnores {
			return all, number
		}
		all = append(all, gitignore.ParsePattern(line, domain))
	}
	return all, 0
}

// ignoredAbove collects the patterns that hold in dir because of the directories above it.
func (t *Tree) ignoredAbove(dir string) ignores {
	b, rel, ok := t.boundaryOf(t.abs(dir))
	if !ok || rel == "." {
		return nil
	}
	above := t.Name(b.dir)
	all, _ := ignores(nil).with(t, above)
	steps := strings.Split(strings.ReplaceAll(rel, "\\", "/"), "/")
	for _, step := range steps[:len(steps)-1] {
		above = path.Join(above, step)
		all, _ = all.with(t, above)
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
