package check

import (
	"fmt"
	"path"
	"strings"

	"github.com/demarc-lint/demarc/pkg/schema"
)

// Sets of checks, as --select takes them.
const (
	Recommended = "recommended" // precise and breach-causing: the default
	All         = "all"
)

// Select returns the checks that some term of sel takes and no term of ignore takes, in their order. A term is a set, a duty, a severity,
// a provider (aws), a service (s3, aws-s3), a check's name, a glob over names, the id of another linter or an auditor for a check, or a framework
// ("framework:cis-aws", see Frameworks.Holds). A term that takes nothing is an error.
func Select(all []*Check, sel, ignore []string) ([]*Check, error) {
	if len(sel) == 0 {
		sel = []string{Recommended}
	}
	taken, err := matching(all, sel)
	if err != nil {
		return nil, err
	}
	left, err := matching(all, ignore)
	if err != nil {
		return nil, err
	}
	var out []*Check
	for _, c := range all {
		if taken[c] && !left[c] {
			out = append(out, c)
		}
	}
	return out, nil
}

func matching(all []*Check, terms []string) (map[*Check]bool, error) {
	hit := map[*Check]bool{}
	for _, term := range terms {
		if _, err := path.Match(term, ""); err != nil {
			return nil, fmt.Errorf("%q is no pattern: %w", term, err)
		}
		takes := (*Check).matches
		framework, isFramework := strings.CutPrefix(term, "framework:")
		if isFramework {
			known := ReadFrameworks()
			takes = func(c *Check, _ string) bool { return known.Holds(framework, c) }
		}
		found := term == All || term == Recommended // a set may be empty
		for _, c := range all {
			if takes(c, term) {
				hit[c], found = true, true
			}
		}
		if !found && !isFramework {
			ids := longName(term)
			for _, c := range all {
				if c.answersTrivy(ids) {
					hit[c], found = true, true
				}
			}
		}
		switch {
		case !found && isFramework:
			return nil, fmt.Errorf("no check answers to framework %q; there are %s", framework, strings.Join(ReadFrameworks().names(), ", "))
		case !found:
			return nil, fmt.Errorf("%q is no check, duty, severity, service or set%s", term, didYouMean(all, term))
		}
	}
	return hit, nil
}

func (c *Check) matches(term string) bool {
	switch term {
	case All:
		return true
	case Recommended:
		return c.Recommended
	case c.Name, string(c.Duty), c.Severity.String():
		return true
	}
	if provider, rest, _ := strings.Cut(c.Name, "-"); term == provider || strings.HasPrefix(rest, term+"-") || strings.HasPrefix(c.Name, term+"-") {
		return true
	}
	if ok, _ := path.Match(term, c.Name); ok && strings.ContainsAny(term, "*?[") {
		return true
	}
	return c.Aliases.contain(term)
}

func didYouMean(all []*Check, term string) string {
	words := []string{All, Recommended}
	for _, d := range Duties() {
		words = append(words, string(d))
	}
	for s := Low; s <= Critical; s++ {
		words = append(words, s.String())
	}
	for _, c := range all {
		words = append(words, c.Name)
	}
	return suggestion(term, words)
}

func suggestion(term string, words []string) string {
	if near := schema.Suggest(term, words); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}
