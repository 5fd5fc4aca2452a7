package lint

import (
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
	noReasons bool // ours are in force without one, too
	names     *suppress.Names
	files     map[string]*commented
}

// commented is a file with its comments.
type commented struct {
	all     []suppress.Comment
	inForce *suppress.Index
	others  *suppress.Index
}

func acceptanceOf(loader *module.Loader, o Options) *acceptance {
	a := &acceptance{loader: loader, today: o.Today, workspace: o.Workspace, noReasons: o.NoReasons, names: suppress.NewNames(o.known()), files: map[string]*commented{}}
	if a.today == "" {
		a.today = time.Now().Format(time.DateOnly)
	}
	return a
}

// accept marks the findings that a comment accepts: one at the place itself, or one on every way that leads there. A comment that would, were it in
// force, is a related place.
func (a *acceptance) accept(f *Finding) {
	c := a.find(f.Place, f.Check)
	along, everywhere := a.along(f)
	if c == nil && everywhere {
		c = along
	}
	if c != nil {
		f.Suppressed = &Suppression{Kind: Inline, Reason: c.Reason, Place: c.Place}
		return
	}
	for _, place := range append(way{f.Place}, slices.Concat(asPlaces(f.ways)...)...) {
		if c := a.file(place.Filename).others.Find(f.Check.Name, place.Start.Byte); c != nil {
			f.Related = append(slices.Clip(f.Related), Related{Place: c.Place, Message: "this comment is not in force: " + a.idle(c)})
			return
		}
	}
}

func asPlaces(ways []way) [][]source.Place {
	var all [][]source.Place
	for _, w := range ways {
		all = append(all, w)
	}
	return all
}

// along returns the first comment on the ways, and whether there is one on each. It looks at all of them: a comment that accepts on one way is of use.
func (a *acceptance) along(f *Finding) (first *suppress.Comment, everywhere bool) {
	everywhere = len(f.ways) > 0
	for _, w := range f.ways {
		var here *suppress.Comment
		for _, place := range w {
			if c := a.find(place, f.Check); here == nil {
				here = c
			}
		}
		everywhere = everywhere && here != nil
		if first == nil {
			first = here
		}
	}
	return first, everywhere
}

func (a *acceptance) find(place source.Place, k *check.Check) *suppress.Comment {
	return a.file(place.Filename).inForce.Find(k.Name, place.Start.Byte)
}

// idle says why a comment is not in force; empty when it is.
func (a *acceptance) idle(c *suppress.Comment) string {
	switch {
	case c.Wrong != "":
		return c.Wrong
	case c.Peer == "" && c.Reason == "" && !a.noReasons:
		return "it has no reason"
	case c.Until != "" && c.Until < a.today:
		return "it was until " + c.Until
	case c.Workspace != "" && c.Workspace != a.workspace:
		return "it is for workspace " + c.Workspace
	}
	return ""
}

// file reads a file's comments, once.
func (a *acceptance) file(name string) *commented {
	f := a.files[name]
	if f == nil {
		f = a.read(name)
		a.files[name] = f
	}
	return f
}

func (a *acceptance) read(name string) *commented {
	f := &commented{}
	if suppress.Marked(a.loader.Source(name)) {
		if file := a.loader.File(name); file != nil {
			f.all = suppress.Read(file)
		}
	}
	var inForce, others []suppress.Comment
	for i := range f.all {
		if a.idle(&f.all[i]) == "" {
			inForce = append(inForce, f.all[i])
		} else {
			others = append(others, f.all[i])
		}
	}
	f.inForce, f.others = suppress.NewIndex(inForce, a.names), suppress.NewIndex(others, a.names)
	return f
}
