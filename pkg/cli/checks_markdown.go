package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
)

// checksMarkdown writes a list sorted by name, a table for each service. docs/checks.md is made by it.
func checksMarkdown(out io.Writer, list []*check.Check) {
	fmt.Fprint(out, "# Checks\n\nWritten by `demarc checks --format markdown`. `demarc explain NAME` says more of each. The checks of the set recommended run by default.\n")
	last := ""
	for _, c := range list {
		if service := serviceOf(c); service != last {
			fmt.Fprintf(out, "\n## %s\n\n| check | flaw | severity | duty | set | other linters | auditors |\n|---|---|---|---|---|---|---|\n", service)
			last = service
		}
		fmt.Fprintf(out, "| `%s` | %s | %s | %s | %s | %s | %s |\n", c.Name, c.Title, c.Severity, c.Duty, set(c), foreign(c), auditors(c))
	}
}

// serviceOf is the beginning of a check's name: provider and service.
func serviceOf(c *check.Check) string {
	provider, rest, _ := strings.Cut(c.Name, "-")
	service, _, _ := strings.Cut(rest, "-")
	return provider + "-" + service
}

// foreign lists the ids by which users of other linters know the check; UUIDs say nothing to a reader.
func foreign(c *check.Check) string {
	return ids(c.Aliases.Checkov, c.Aliases.Trivy, c.Aliases.Terrascan)
}

func auditors(c *check.Check) string {
	return ids(c.Aliases.Prowler, c.Aliases.ScoutSuite, c.Aliases.AWSConfig, c.Aliases.SecurityHub)
}

// ids lists what several peers call a check, cut short where one has a rule for each port.
func ids(peers ...[]string) string {
	const shown = 4
	var all []string
	for _, peer := range peers {
		if more := len(peer) - shown; more > 1 {
			all = append(all, peer[:shown]...)
			all = append(all, fmt.Sprintf("and %d more", more))
			continue
		}
		all = append(all, peer...)
	}
	return strings.Join(all, ", ")
}
