package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// merge puts the roots' reports together: one finding for one place, with the instances it holds for.
func merge(r *Result, loaded []*module.Summary, reports []*rootReport, wanted func(file string) bool) {
	evaluated := map[string]bool{}
	index := room(r, reports)
	masked := map[source.Place]bool{}
	unread, diagnostics := setOf(r.Coverage.Unread), setOf(r.Diagnostics)
	for _, rr := range reports {
		r.Coverage.Resources += rr.resources
		for dir := range rr.modules {
			evaluated[dir] = true
		}
		r.Coverage.Unread = unread.join(r.Coverage.Unread, rr.unread)
		r.Diagnostics = diagnostics.join(r.Diagnostics, rr.diagnostics)
		maps.Copy(masked, rr.secrets.places)
		for _, f := range rr.findings {
			if wanted(f.Place.Filename) {
				r.add(index, f)
			}
		}
		rr.findings = nil // they are told of now, and may be many
		for _, u := range rr.undetermined {
			if wanted(u.Place.Filename) {
				r.Undetermined = append(r.Undetermined, u)
			}
		}
	}
	r.Secrets = slices.SortedFunc(maps.Keys(masked), comparePlaces)
	for i := range r.Findings {
		r.Findings[i].name()
	}
	r.Coverage.Modules = len(evaluated)
	for _, m := range loaded {
		r.Coverage.Files += len(m.Files)
		for _, u := range m.Unread {
			r.Coverage.Unread = append(r.Coverage.Unread, Unread{Path: u.Name, Reason: u.Reason, Foreign: u.Foreign})
		}
		for _, d := range m.Diagnostics {
			r.Diagnostics = append(r.Diagnostics, diagnostic(d))
		}
	}
}

// room makes place for the findings of all reports.
func room(r *Result, reports []*rootReport) map[findingKey]int {
	n := 0
	for _, rr := range reports {
		n += len(rr.findings)
	}
	r.Findings = slices.Grow(r.Findings, n)
	return make(map[findingKey]int, n)
}

// set is what a list holds already.
type set[T comparable] map[T]bool

func setOf[T comparable](list []T) set[T] {
	s := set[T]{}
	for _, x := range list {
		s[x] = true
	}
	return s
}

// join appends what the set does not hold yet.
func (s set[T]) join(list, more []T) []T {
	for _, x := range more {
		if !s[x] {
			s[x] = true
			list = append(list, x)
		}
	}
	return list
}

// findingKey is what findings have in common that are told as one.
type findingKey struct {
	check    *check.Check
	file     string
	from, to int
	message  string
}

// add merges a finding into one of the same check, place and message.
func (r *Result) add(index map[findingKey]int, f Finding) {
	key := findingKey{f.Check, f.Place.Filename, f.Place.Start.Byte, f.Place.End.Byte, f.Message}
	i, ok := index[key]
	if !ok {
		index[key] = len(r.Findings)
		r.Findings = append(r.Findings, f)
		return
	}
	same := &r.Findings[i]
	for _, env := range f.Environments {
		if !slices.Contains(same.Environments, env) {
			same.Environments = append(same.Environments, env)
		}
	}
	same.Instances = append(same.Instances, f.Instances...)
	same.ways = append(same.ways, f.ways...)
	same.Fix = fix.Merge(same.Fix, f.Fix)
	for _, rel := range f.Related {
		if len(same.Related) < maxOrigins && !slices.Contains(same.Related, rel) {
			same.Related = append(same.Related, rel)
		}
	}
}

// name lists each instance once, and names the finding by them: without keys where there are several.
func (f *Finding) name() {
	if len(f.Instances) == 1 {
		f.Address = f.Instances[0]
		return
	}
	seen := make(map[string]bool, len(f.Instances))
	f.Instances = slices.DeleteFunc(f.Instances, func(address string) bool {
		twice := seen[address]
		seen[address] = true
		return twice
	})
	f.Address = f.Instances[0]
	if len(f.Instances) > 1 {
		f.Address = withoutKeys(f.Address)
	}
}

// withoutKeys takes the instance keys out of an address.
func withoutKeys(address string) string {
	if strings.IndexByte(address, '[') < 0 {
		return address
	}
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(address); i++ {
		switch c := address[i]; {
		case depth > 0 && quoted && c == '\\':
			i++
		case depth > 0 && c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth == 0:
			b.WriteByte(c)
		}
	}
	return b.String()
}
