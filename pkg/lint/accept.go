package lint

import (
	"fmt"
	"path"
	"slices"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
	"github.com/demarc-lint/demarc/pkg/suppress"
)

// way is where a finding may be accepted besides its own place: the head of its resource and the module calls that lead there.
type way []source.Place

// acceptance matches findings with the comments beside the code.
type acceptance struct {
	loader    *module.Loader
	today     string // YYYY-MM-DD
	workspace string
	noReasons bool                          // ours are in force without one, too
	comments  map[string][]suppress.Comment // by file
	told      []Diagnostic
}

// accept marks the findings that a comment accepts: one at the place itself, or one on every way that leads there. A comment of ours without a
// reason, one past its day and one with an unknown day accept nothing, and are told of.
func (r *Result) accept(loader *module.Loader, o Options) {
	if o.NoInlineIgnores {
		return
	}
	a := &acceptance{loader: loader, today: o.Today, workspace: o.Workspace, noReasons: o.NoReasons, comments: map[string][]suppress.Comment{}}
	if a.today == "" {
		a.today = time.Now().Format(time.DateOnly)
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if c := a.of(f); c != nil {
			f.Suppressed = &Suppression{Kind: Inline, Reason: c.Reason, Place: c.Place}
		}
	}
	for _, d := range a.told {
		if !slices.Contains(r.Diagnostics, d) {
			r.Diagnostics = append(r.Diagnostics, d)
		}
	}
}

func (a *acceptance) of(f *Finding) *suppress.Comment {
	if c := a.at(f.Place, f.Check); c != nil {
		return c
	}
	var first *suppress.Comment
	for _, w := range f.ways {
		c := a.along(w, f.Check)
		if c == nil {
			return nil
		}
		if first == nil {
			first = c
		}
	}
	return first
}

func (a *acceptance) along(w way, k *check.Check) *suppress.Comment {
	for _, place := range w {
		if c := a.at(place, k); c != nil {
			return c
		}
	}
	return nil
}

func (a *acceptance) at(place source.Place, k *check.Check) *suppress.Comment {
	all := a.file(place.Filename)
	for i := range all {
		if c := &all[i]; c.Covers(place) && c.Accepts(k) && a.inForce(c) {
			return c
		}
	}
	return nil
}

func (a *acceptance) inForce(c *suppress.Comment) bool {
	_, err := time.Parse(time.DateOnly, c.Until)
	switch {
	case c.Peer == "" && c.Reason == "" && !a.noReasons:
		a.tell(c, "Suppression without a reason", "It is not in force; write why after a colon: demarc:ignore CHECK: reason.")
	case c.Until != "" && err != nil:
		a.tell(c, "Suppression with an unknown date", fmt.Sprintf("It is not in force: %q is no day of the form 2027-01-31.", c.Until))
	case c.Until != "" && c.Until < a.today:
		a.tell(c, "Suppression has expired", "It was in force until "+c.Until+"; repair the finding, or accept it anew.")
	default:
		return c.Workspace == "" || c.Workspace == a.workspace
	}
	return false
}

func (a *acceptance) tell(c *suppress.Comment, summary, detail string) {
	a.told = append(a.told, Diagnostic{Severity: Warning, Summary: summary, Detail: detail, Place: c.Place})
}

// file reads a file's comments, once.
func (a *acceptance) file(name string) []suppress.Comment {
	all, ok := a.comments[name]
	if ok {
		return all
	}
	if m := a.loader.Load(path.Dir(name)); m != nil && suppress.Marked(a.loader.Source(name)) {
		for _, f := range m.Files {
			if f.Name == name {
				all = suppress.Read(f)
			}
		}
	}
	a.comments[name] = all
	return all
}
