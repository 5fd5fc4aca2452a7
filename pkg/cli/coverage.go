package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/demarc-lint/demarc/pkg/check"
)

const coverable = "checkov, trivy, kics, terrascan, prowler, scoutsuite, aws-config, securityhub"

const notYet = "a configuration shows it; no check finds it yet"

func (a *App) gaps() []check.Gap {
	if a.Gaps == nil {
		return nil
	}
	return a.Gaps()
}

// gap says why no check answers an id, "" when nothing is known of it.
func (a *App) gap(id string) string {
	for _, g := range a.gaps() {
		if !strings.EqualFold(id, g.ID) && !strings.EqualFold(id, g.Peer+":"+g.ID) {
			continue
		}
		if g.Why == "" {
			return notYet
		}
		return g.Why
	}
	return ""
}

func (a *App) coverage(peer, format string) error {
	coverage, err := check.Cover(a.Checks, a.gaps(), peer)
	if err != nil {
		return err
	}
	switch format {
	case "text":
		return coverageText(a.Stdout, coverage)
	case "json":
		return coverageJSON(a.Stdout, coverage)
	case "markdown":
		coverageMarkdown(a.Stdout, coverage)
		return nil
	}
	return fmt.Errorf("--format %q is unknown; take text, json, markdown", format)
}

func summary(c check.Coverage) string {
	return fmt.Sprintf("Of %d checks of %s for AWS, %d are covered; %d are not yet, though a configuration shows them; %d are for something else to see.",
		c.Total(), c.Peer, len(c.Covered), len(c.NotYet), len(c.Elsewhere))
}

// rows gives each id and what becomes of it.
func rows(c check.Coverage) [][2]string {
	var all [][2]string
	for _, covered := range c.Covered {
		all = append(all, [2]string{covered.ID, strings.Join(checkNames(covered.Checks), ", ")})
	}
	for _, id := range c.NotYet {
		all = append(all, [2]string{id, notYet})
	}
	for _, gap := range c.Elsewhere {
		all = append(all, [2]string{gap.ID, gap.Why})
	}
	return all
}

func checkNames(checks []*check.Check) []string {
	var names []string
	for _, c := range checks {
		names = append(names, c.Name)
	}
	return names
}

func coverageText(out io.Writer, c check.Coverage) error {
	fmt.Fprintf(out, "%s\n\n", summary(c))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%s\tCHECK, OR WHY NONE\n", strings.ToUpper(c.Peer))
	for _, row := range rows(c) {
		fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
	}
	return w.Flush()
}

func coverageMarkdown(out io.Writer, c check.Coverage) {
	fmt.Fprintf(out, "%s\n\n| %s | check, or why none |\n|---|---|\n", summary(c), c.Peer)
	for _, row := range rows(c) {
		fmt.Fprintf(out, "| `%s` | %s |\n", row[0], row[1])
	}
}

type coveredJSON struct {
	ID     string   `json:"id"`
	Checks []string `json:"checks"`
}

type elsewhereJSON struct {
	ID  string `json:"id"`
	Why string `json:"why"`
}

func coverageJSON(out io.Writer, c check.Coverage) error {
	covered, elsewhere := []coveredJSON{}, []elsewhereJSON{}
	for _, x := range c.Covered {
		covered = append(covered, coveredJSON{x.ID, checkNames(x.Checks)})
	}
	for _, x := range c.Elsewhere {
		elsewhere = append(elsewhere, elsewhereJSON{x.ID, x.Why})
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"peer": c.Peer, "covered": covered, "not_yet": append([]string{}, c.NotYet...), "elsewhere": elsewhere})
}
