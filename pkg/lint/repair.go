package lint

import (
	"context"
	"maps"
	"path"
	"slices"

	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// Repair plans the fixes of findings, which are of a result that the options gave, and verifies them: the plan holds those after which a lint
// no longer has their findings and has no new ones. Its Refused says of each of the others why. No file is written.
func Repair(ctx context.Context, o Options, r *Result, findings ...*Finding) (*fix.Plan, error) {
	wishes, fixes := make([]fix.Wish, 0, len(findings)), make([]*fix.Fix, 0, len(findings))
	for _, f := range findings {
		wishes, fixes = append(wishes, fix.Wish{Fix: f.Fix, Keys: f.keys()}), append(fixes, f.Fix)
	}
	var err error
	if o.Paths, err = o.around(fix.Make(r.Source, fixes...).Files); err != nil {
		return nil, err
	}
	o.Overlap = true
	overlays := o.Overlays
	again := func(ctx context.Context, files map[string][]byte) (fix.Seen, error) {
		o.Overlays = maps.Clone(overlays)
		if o.Overlays == nil {
			o.Overlays = map[string][]byte{}
		}
		maps.Copy(o.Overlays, files)
		after, err := Run(ctx, o)
		if err != nil {
			return fix.Seen{}, err
		}
		return after.seen(), nil
	}
	return fix.Repair(ctx, r.Source, again, wishes)
}

// around is where a change of the files may show: where single files are given, that is beside them and beside what changes, too.
func (o Options) around(files map[string][]byte) ([]string, error) {
	tree, err := source.Open(o.Cwd, o.Overlays, o.Paths...)
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	var paths []string
	dirs := map[string]bool{}
	for _, p := range o.Paths {
		name := tree.Name(p)
		if tree.IsDir(name) {
			paths = append(paths, p)
			continue
		}
		dirs[path.Dir(name)] = true
	}
	if len(dirs) == 0 {
		return o.Paths, nil
	}
	for name := range files {
		dirs[path.Dir(name)] = true
	}
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		entries, err := tree.List(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if module.IsConfig(e) {
				paths = append(paths, path.Join(dir, e))
			}
		}
	}
	return paths, nil
}

// seen is what there is of each kind, whatever its place: fixes move lines.
func (r *Result) seen() fix.Seen {
	s := fix.Seen{Findings: map[fix.Key]int{}, Undetermined: map[fix.Key]int{}, Problems: map[string]int{}}
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Suppressed != nil {
			continue
		}
		for _, k := range f.keys() {
			s.Findings[k]++
		}
	}
	for _, u := range r.Undetermined {
		s.Undetermined[fix.Key{Check: u.Check.Name, Address: u.Address}]++
	}
	for _, d := range r.Diagnostics {
		s.Problems[d.Summary+"\x00"+d.Place.Filename]++ // the detail may tell of lines, which move
	}
	return s
}

func (f *Finding) keys() []fix.Key {
	var all []fix.Key
	for _, address := range f.Instances {
		all = append(all, fix.Key{Check: f.Check.Name, Address: address})
	}
	return all
}
