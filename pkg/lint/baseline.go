package lint

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/baseline"
	"github.com/demarc-lint/demarc/pkg/source"
)

// compare marks what the baseline holds, and keeps what of it is no longer found.
func (r *Result) compare(tree *source.Tree, o Options) {
	b := o.Baseline
	if b == nil {
		return
	}
	ran := map[string]bool{}
	for _, c := range r.Checks {
		ran[c.Name] = true
	}
	entries := b.Index()
	for i := range r.Findings {
		f := &r.Findings[i]
		if _, ok := entries[f.Fingerprint]; ok && f.Suppressed == nil {
			f.Suppressed = &Suppression{Kind: Baseline, Reason: "found before " + b.Name + " was written"}
		}
		delete(entries, f.Fingerprint)
	}
	if r.Failed() {
		return // what was not read is not repaired
	}
	for _, e := range b.Findings {
		if _, left := entries[e.Fingerprint]; left && ran[e.Check] && covered(tree, o.Paths, e.File) {
			r.Stale = append(r.Stale, e)
		}
	}
	if n := len(r.Stale); n > 0 {
		r.Diagnostics = append(r.Diagnostics, Diagnostic{
			Severity: Warning, Summary: "Baseline is stale",
			Detail: fmt.Sprintf("%d of its findings %s no longer there (%s in %s); write it anew, or they may come back unseen: demarc baseline write --file %s", n, plural(n, "is", "are"), r.Stale[0].Check, r.Stale[0].File, b.Name),
		})
	}
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// covered reports whether a file, named as its repository knows it, lies in a directory that was linted whole.
func covered(tree *source.Tree, paths []string, file string) bool {
	return slices.ContainsFunc(paths, func(p string) bool {
		name := tree.Name(p)
		if !tree.IsDir(name) {
			return false
		}
		dir := directory(tree, path.Join(name, "x"))
		return dir == "" || dir == "." || strings.HasPrefix(file, dir+"/")
	})
}

// Entries are the open findings and those that the baseline held, as a baseline written now should hold them.
func (r *Result) Entries() []baseline.Entry {
	var all []baseline.Entry
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Suppressed == nil || f.Suppressed.Kind == Baseline {
			all = append(all, baseline.Entry{Fingerprint: f.Fingerprint, Check: f.Check.Name, File: f.file, Address: f.Address})
		}
	}
	return all
}
