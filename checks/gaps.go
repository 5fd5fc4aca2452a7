package checks

import (
	_ "embed"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

//go:embed gaps.tsv
var gaps string

// Gaps returns what other linters and the auditors of the running account look for and no check answers.
func Gaps() []check.Gap {
	reasons := gapReasons()
	var all []check.Gap
	for line := range strings.Lines(gaps) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) == 3 {
			all = append(all, check.Gap{Peer: fields[0], ID: fields[1], Why: reasons[fields[2]]})
		}
	}
	return all
}

// gapReasons spells out the third column of gaps.tsv.
func gapReasons() map[string]string {
	return map[string]string{
		"later":        "",
		"account":      "state of the account: another configuration, or nobody's, may hold what is looked for",
		"runtime":      "runtime data: use, age, findings or contents once it is deployed",
		"console":      "console only: no argument of the provider sets it",
		"organisation": "organisation setting: made in the management account, for all others",
		"values":       "your values: right and wrong depend on names that only you know; write a rule of your own",
		"settled":      "settled by AWS: it cannot be otherwise any more",
		"outside":      "outside the configuration: in code or an image that the configuration only names",
	}
}
