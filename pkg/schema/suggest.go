package schema

import "github.com/agext/levenshtein"

// Suggest returns the candidate that name was probably meant to be, empty when none is near. Of equally near ones the first wins.
func Suggest(name string, candidates []string) string {
	best, limit := "", tolerance(name)+1
	for _, candidate := range candidates {
		if longer := len(candidate) - len(name); longer >= limit || -longer >= limit {
			continue
		}
		if distance := levenshtein.Distance(name, candidate, nil); distance < limit {
			best, limit = candidate, distance
		}
	}
	return best
}

// tolerance is how many letters may be wrong: one in four, at most three.
func tolerance(name string) int {
	return min(1+len(name)/5, 3)
}
