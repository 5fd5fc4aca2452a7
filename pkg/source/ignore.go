package source

import (
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// ignores are the patterns of the .gitignore files from the boundary down to a directory.
type ignores struct {
	patterns []ignore
	all      bool           // a directory above is ignored, and so is all in it
	names    map[string]int // the last pattern for names alone that matches a name, -1 when none does; a directory's ends in "/"
	file     string         // the .gitignore that was read last
	spent    *int           // steps of comparing so far
}

// ignore is one pattern. Without a slash it is for the name alone, wherever below its file that stands.
type ignore struct {
	pattern string // as doublestar takes it
	name    bool   // for names; else for paths
	below   string // from the directory of its file on, absolute
	not     bool   // what matches is not ignored after all
	dirs    bool   // it is for directories
}

const (
	// Patterns beyond these are passed over, so that more is linted and not less.
	maxIgnores = 5_000         // patterns that hold in a directory
	maxSpent   = 4_000_000_000 // steps of comparing in a walk, four of which take a nanosecond: bytes of the pattern times bytes of the name,
	compareOne = 400           // and what it takes to begin
)

// with adds the patterns of the directory's own .gitignore, up to the line over that is one too many; 0 when there is none.
func (i ignores) with(t *Tree, dir string) (all ignores, over int) {
	file := path.Join(dir, ".gitignore")
	data, err := t.Read(file)
	if err != nil {
		return i, 0
	}
	abs := strings.TrimSuffix(slashed(t.Abs(dir)), "/")
	i.patterns = slices.Clip(i.patterns)
	i.file, i.names = file, map[string]int{}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(i.patterns) == maxIgnores {
			return i, number
		}
		i.patterns = append(i.patterns, newIgnore(line, abs))
	}
	return i, 0
}

// newIgnore reads a line of a .gitignore in the directory, as gitignore(5) has it.
func newIgnore(line, dir string) ignore {
	p := ignore{below: dir}
	if !strings.HasSuffix(line, `\ `) {
		line = strings.TrimRight(line, " ")
	}
	line, p.not = strings.CutPrefix(line, "!")
	line, p.dirs = strings.CutSuffix(line, "/")
	p.name = !strings.Contains(line, "/")
	if !p.name {
		line = strings.TrimPrefix(line, "/")
		if strings.HasSuffix(line, "/**") {
			line += "/*" // all in the directory, not itself
		}
	}
	p.pattern = withoutBraces(line)
	return p
}

// withoutBraces takes braces for what they are, as git does.
func withoutBraces(pattern string) string {
	if !strings.ContainsAny(pattern, "{}") {
		return pattern
	}
	var b strings.Builder
	escaped := false
	for _, r := range pattern {
		if !escaped && (r == '{' || r == '}') {
			b.WriteByte('\\')
		}
		escaped = r == '\\' && !escaped
		b.WriteRune(r)
	}
	return b.String()
}

// ignoredAbove collects the patterns that hold in dir because of the directories above it.
func (t *Tree) ignoredAbove(dir string) ignores {
	all := ignores{spent: new(int)}
	b, rel, ok := t.boundaryOf(t.abs(dir))
	if !ok || rel == "." {
		return all
	}
	above := t.Name(b.dir)
	all, _ = all.with(t, above)
	steps := strings.Split(strings.ReplaceAll(rel, "\\", "/"), "/")
	for i, step := range steps {
		above = path.Join(above, step)
		all.all = all.match(above, t, true)
		if i < len(steps)-1 {
			all, _ = all.with(t, above)
		}
	}
	return all
}

// match applies git's rule: the last pattern that matches decides. What lies in an ignored directory is not asked for.
func (i ignores) match(rel string, t *Tree, isDir bool) bool {
	if i.all || len(i.patterns) == 0 {
		return i.all
	}
	last := i.lastForName(path.Base(rel), isDir)
	abs := ""
	for at := len(i.patterns) - 1; at > last; at-- {
		p := i.patterns[at]
		if p.name {
			continue
		}
		if abs == "" {
			abs = slashed(t.Abs(rel))
		}
		if below, ok := strings.CutPrefix(abs, p.below); ok && i.compare(p, below[1:], isDir) {
			return !p.not
		}
	}
	return last >= 0 && !i.patterns[last].not
}

// lastForName remembers the names that it is asked for: main.tf is in most directories.
func (i ignores) lastForName(name string, isDir bool) int {
	key := name
	if isDir {
		key += "/"
	}
	if known, ok := i.names[key]; ok {
		return known
	}
	at := len(i.patterns) - 1
	for ; at >= 0; at-- {
		if p := i.patterns[at]; p.name && i.compare(p, name, isDir) {
			break
		}
	}
	i.names[key] = at
	return at
}

// compare matches nothing once too much was compared.
func (i ignores) compare(p ignore, name string, isDir bool) bool {
	if p.dirs && !isDir || *i.spent >= maxSpent {
		return false
	}
	*i.spent += compareOne + len(p.pattern)*len(name)
	ok, err := doublestar.Match(p.pattern, name)
	return ok && err == nil
}

func slashed(abs string) string { return strings.ReplaceAll(abs, "\\", "/") }
