package lint

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"
)

// Compare lints what there is and what there was before, each as a whole, and leaves out the findings that were open then in every place where they are now:
// what remains, the change causes, in whichever file it shows. The overlays of before hold the files that differ; one that was not there is nil.
func Compare(ctx context.Context, o Options, before map[string][]byte) (*Result, error) {
	then := o
	then.Baseline = nil
	then.Overlays = maps.Clone(o.Overlays)
	if then.Overlays == nil {
		then.Overlays = map[string][]byte{}
	}
	maps.Copy(then.Overlays, before)
	old, err := Run(ctx, then)
	if err != nil {
		return nil, err
	}
	r, err := Run(ctx, o)
	if r == nil {
		return nil, err
	}
	r.leaveOut(old)
	r.Duration += old.Duration
	return r, err
}

func (r *Result) leaveOut(old *Result) {
	had := map[string]map[string]bool{}
	for i := range old.Findings {
		f := &old.Findings[i]
		if f.Suppressed != nil {
			continue // what was accepted and is no longer is for this change to answer
		}
		had[f.Fingerprint] = map[string]bool{}
		for _, place := range f.reach() {
			had[f.Fingerprint][place] = true
		}
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		places, ok := had[f.Fingerprint]
		older := ok && !slices.ContainsFunc(f.reach(), func(place string) bool { return !places[place] })
		if older {
			r.Older++
		}
		return older
	})
	for _, d := range old.Diagnostics {
		if d.Severity == Error && !slices.Contains(r.Diagnostics, d) {
			r.Diagnostics = append(r.Diagnostics, Diagnostic{
				Severity: Warning, Summary: "What was there before could not be read in full", Detail: "Findings there may count as new: " + d.Summary + ".", Place: d.Place,
			})
		}
	}
	r.Sort()
}

// reach lists where a finding holds: the resources' addresses without their keys, and the directories that the calls to them stand in.
func (f *Finding) reach() []string {
	seen := map[string]bool{}
	for _, address := range f.Instances {
		seen[withoutKeys(address)] = true
	}
	for _, w := range f.ways {
		var dirs []string
		for _, place := range w {
			dirs = append(dirs, path.Dir(place.Filename))
		}
		seen["\x00"+strings.Join(dirs, "\x00")] = true
	}
	return slices.Sorted(maps.Keys(seen))
}
