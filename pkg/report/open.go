package report

import (
	"iter"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// eachOpen gives the findings that nobody has accepted, in the order of the result.
func eachOpen(r *lint.Result) iter.Seq[*lint.Finding] {
	return func(yield func(*lint.Finding) bool) {
		for i := range r.Findings {
			if f := &r.Findings[i]; f.Suppressed == nil && !yield(f) {
				return
			}
		}
	}
}

// openFindings are a copy of them.
func openFindings(r *lint.Result) []lint.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f lint.Finding) bool { return f.Suppressed != nil })
}

// acceptedFindings are the others.
func acceptedFindings(r *lint.Result) []lint.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f lint.Finding) bool { return f.Suppressed == nil })
}

// worstFirst sorts by severity and keeps the order of places within one.
func worstFirst(findings []lint.Finding) []lint.Finding {
	slices.SortStableFunc(findings, func(a, b lint.Finding) int { return int(b.Check.Severity - a.Check.Severity) })
	return findings
}

const noDuty = "other" // stands for the duty of a check that names none

// dutiesOf are the duties that the findings concern, in the order of check.Duties, and after them any that it does not list.
func dutiesOf(findings []lint.Finding) []check.Duty {
	all := check.Duties()
	for _, f := range findings {
		if !slices.Contains(all, f.Check.Duty) {
			all = append(all, f.Check.Duty)
		}
	}
	return slices.DeleteFunc(all, func(d check.Duty) bool {
		return !slices.ContainsFunc(findings, func(f lint.Finding) bool { return f.Check.Duty == d })
	})
}

// environments tells, after a message, with which variable files a finding holds; "" when the run had one group of them.
func environments(f *lint.Finding) string {
	if len(f.Environments) == 0 {
		return ""
	}
	return " (holds with " + strings.Join(f.Environments, ", ") + ")"
}
