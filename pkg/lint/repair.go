package lint

import (
	"context"
	"maps"

	"github.com/demarc-lint/demarc/pkg/fix"
)

// Repair plans the fixes of findings, which are of a result that the options gave, and verifies them: the plan holds those after which a lint
// no longer has their findings and has no new ones. Its Refused says of each of the others why. No file is written.
func Repair(ctx context.Context, o Options, r *Result, findings ...*Finding) (*fix.Plan, error) {
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
	var wishes []fix.Wish
	for _, f := range findings {
		wishes = append(wishes, fix.Wish{Fix: f.Fix, Keys: f.keys()})
	}
	return fix.Repair(ctx, r.Source, again, wishes)
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
		s.Problems[d.Summary+"\x00"+d.Detail]++
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
