package checks

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
)

// What no check can find must not be an alias of one, and no id may stand twice. A gap that a check has closed is to be taken out:
// UPDATE=1 go test ./checks -run TestGaps does it.
func TestGaps(t *testing.T) {
	t.Parallel()
	answered := map[string]string{}
	for _, c := range All() {
		for _, peer := range c.Aliases.Peers() {
			for _, id := range peer.IDs {
				answered[peer.Name+"\t"+id] = c.Name
			}
		}
	}
	var kept strings.Builder
	seen := map[string]bool{}
	for line := range strings.Lines(gaps) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			kept.WriteString(line)
			continue
		}
		if len(fields) != 3 {
			t.Errorf("%q has not three columns", line)
			continue
		}
		id := fields[0] + "\t" + fields[1]
		if _, known := gapReasons()[fields[2]]; !known {
			t.Errorf("%s: %q is no reason", id, fields[2])
		}
		if seen[id] {
			t.Errorf("%s stands twice", id)
		}
		seen[id] = true
		switch by := answered[id]; {
		case by != "" && fields[2] != "later":
			t.Errorf("%s is %q in gaps.tsv, but an alias of %s", id, fields[2], by)
		case by == "":
			kept.WriteString(line)
		}
	}
	if os.Getenv("UPDATE") != "" && kept.String() != gaps {
		if err := os.WriteFile("gaps.tsv", []byte(kept.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	for peer, atLeast := range map[string]int{"prowler": 640, "scoutsuite": 147, "aws-config": 400, "securityhub": 286, "checkov": 400, "trivy": 129, "kics": 300, "terrascan": 290} {
		coverage, err := check.Cover(All(), Gaps(), peer)
		if err != nil || coverage.Total() < atLeast {
			t.Errorf("%s: %d ids are known, %d at least there are; %v", peer, coverage.Total(), atLeast, err)
		}
		if !slices.IsSortedFunc(coverage.Covered, func(x, y check.Covered) int { return strings.Compare(x.ID, y.ID) }) {
			t.Errorf("%s is not in order", peer)
		}
	}
	if _, err := check.Cover(All(), nil, "prowlr"); err == nil || !strings.Contains(err.Error(), `did you mean "prowler"?`) {
		t.Errorf("got %v", err)
	}
}
