package lint

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/demarc-lint/demarc/pkg/source"
)

// fingerprint gives each finding its identity: the check, the directory in its repository, the resource as its module names it, what of the
// message is a fact, and how many of the same stand before. Neither lines nor file names are in it, nor how many instances there are, nor
// the words of a message, which may change from one version to the next.
func (r *Result) fingerprint(tree *source.Tree) {
	dirs := map[string]string{}
	for i := range r.Findings {
		f := &r.Findings[i]
		own := path.Dir(f.Place.Filename)
		if _, known := dirs[own]; !known {
			dirs[own] = directory(tree, f.Place.Filename)
		}
		f.file = path.Join(dirs[own], path.Base(f.Place.Filename))
	}
	keys := make([]string, len(r.Findings))
	chunks(len(keys), func(i int) { keys[i] = r.Findings[i].key(dirs) })
	seen := map[string]int{}
	for i, key := range keys {
		seen[key]++
		keys[i] = key + "\x00" + strconv.Itoa(seen[key])
	}
	chunks(len(keys), func(i int) { r.Findings[i].Fingerprint = hash(keys[i]) })
}

// key is what identifies a finding but for others with the same.
func (f *Finding) key(dirs map[string]string) string {
	return strings.Join([]string{f.Check.Name, dirs[path.Dir(f.Place.Filename)], f.subject(), facts(f.Message)}, "\x00")
}

// directory is the file's directory as its repository knows it, so that it matters not where the run was started.
func directory(tree *source.Tree, file string) string {
	dir := path.Dir(file)
	top, ok := tree.Repository(file)
	if !ok {
		return dir
	}
	rel, err := filepath.Rel(tree.Abs(top), tree.Abs(dir))
	if err != nil {
		return dir
	}
	return filepath.ToSlash(rel)
}

// subject is the resource without the calls that lead to its module, since another call is not another violation; where the place is a caller's,
// the calls belong to it.
func (f *Finding) subject() string {
	var addresses []string
	for _, a := range f.Instances {
		addresses = append(addresses, withoutKeys(a))
	}
	if len(addresses) == 0 {
		return f.about
	}
	address := slices.Min(addresses)
	if len(f.ways) == 0 || path.Dir(f.ways[0][0].Filename) != path.Dir(f.Place.Filename) {
		return address
	}
	for {
		rest, called := strings.CutPrefix(address, "module.")
		_, rest, more := strings.Cut(rest, ".")
		if !called || !more {
			return address
		}
		address = rest
	}
}

// facts are the words with digits of what a message says was found: ports, networks, versions.
func facts(message string) string {
	_, found, _ := strings.Cut(message, ": ")
	found, _, _ = strings.Cut(found, "; ")
	words := strings.FieldsFunc(found, func(r rune) bool { return strings.ContainsRune(" ,()\"", r) })
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return !strings.ContainsAny(w, "0123456789") }), " ")
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:12])
}
