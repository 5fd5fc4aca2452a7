package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/check"
)

func (a *App) checksCommand() *cli.Command {
	return &cli.Command{
		Name:         "checks",
		Usage:        "list the checks",
		OnUsageError: usageError,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "format", Usage: "write the list as `FORMAT`: text, json, markdown", Value: "text"},
			&cli.StringSliceFlag{Name: "select", Usage: "only the checks of `SET`, as in lint; repeatable (default: all)"},
			&cli.StringFlag{Name: "coverage", Usage: "what becomes of the checks of `NAME`: " + coverable},
			&cli.StringFlag{Name: "from", Usage: "only the checks that answer the `ID` of another linter or an auditor: checkov:CKV_AWS_20, securityhub:S3.8"},
		},
		Action: a.checks,
	}
}

func (a *App) checks(c *cli.Context) error {
	if peer := c.String("coverage"); peer != "" {
		return a.coverage(peer, c.String("format"))
	}
	list, err := a.listed(c.StringSlice("select"), c.String("from"))
	if err != nil {
		return err
	}
	switch format := c.String("format"); format {
	case "text":
		return a.checksText(list)
	case "json":
		return a.checksJSON(list)
	case "markdown":
		checksMarkdown(a.Stdout, list)
		return nil
	default:
		return fmt.Errorf("--format %q is unknown; take text, json, markdown", format)
	}
}

// listed returns the checks of the sets, all without any, of these the ones that answer an id when one is given.
func (a *App) listed(sets []string, from string) ([]*check.Check, error) {
	if len(sets) == 0 {
		sets = []string{check.All}
	}
	list, err := check.Select(a.Checks, sets, nil)
	if err != nil || from == "" {
		return list, err
	}
	hit, err := check.From(list, from)
	if why := a.gap(from); err != nil && why != "" {
		return nil, fmt.Errorf("no check answers %q: %s", from, why)
	}
	return hit, err
}

func (a *App) checksText(list []*check.Check) error {
	w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "CHECK\tSEVERITY\tDUTY\tSET\tTITLE")
	for _, c := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", c.Name, c.Severity, c.Duty, set(c), c.Title)
	}
	return w.Flush()
}

func set(c *check.Check) string {
	if c.Recommended {
		return check.Recommended
	}
	return check.All
}

type checkJSON struct {
	ID          string              `json:"id"`
	Title       string              `json:"title"`
	Severity    string              `json:"severity"`
	Duty        string              `json:"duty"`
	Resources   []string            `json:"resources"`
	Aliases     map[string][]string `json:"aliases"`
	Frameworks  []string            `json:"frameworks"`
	Recommended bool                `json:"recommended"`
}

func (a *App) checksJSON(list []*check.Check) error {
	out, frameworks := []checkJSON{}, check.ReadFrameworks()
	for _, c := range list {
		aliases := map[string][]string{}
		for _, peer := range c.Aliases.Peers() {
			aliases[peer.Name] = append([]string{}, peer.IDs...)
		}
		out = append(out, checkJSON{
			ID: c.Name, Title: c.Title, Severity: c.Severity.String(), Duty: string(c.Duty),
			Resources: append([]string{}, c.Resources...), Aliases: aliases, Recommended: c.Recommended,
			Frameworks: append([]string{}, frameworks.Of(c)...),
		})
	}
	enc := json.NewEncoder(a.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"checks": out})
}

func (a *App) explainCommand() *cli.Command {
	return &cli.Command{
		Name:         "explain",
		Usage:        "say why a check is there, with examples of bad and good",
		ArgsUsage:    "CHECK",
		OnUsageError: usageError,
		BashComplete: func(*cli.Context) {
			for _, c := range a.Checks {
				fmt.Fprintln(a.Stdout, c.Name)
			}
		},
		Action: a.explain,
	}
}

func (a *App) explain(c *cli.Context) error {
	if c.NArg() != 1 {
		return fmt.Errorf("explain wants one check's name, such as %s", a.Checks[0].Name)
	}
	list, err := check.Select(a.Checks, []string{c.Args().First()}, nil)
	if err != nil {
		return err
	}
	for _, x := range list {
		fmt.Fprintf(a.Stdout, "%s (%s, %s, in %s)\n%s\n", x.Name, x.Severity, x.Duty, set(x), x.Title)
		for _, peer := range x.Aliases.Peers() {
			if len(peer.IDs) > 0 {
				fmt.Fprintf(a.Stdout, "%s: %s\n", peer.Name, strings.Join(peer.IDs, ", "))
			}
		}
		if controls := check.ReadFrameworks().Of(x); len(controls) > 0 {
			fmt.Fprintf(a.Stdout, "frameworks: %s\n", strings.Join(controls, ", "))
		}
		fmt.Fprintf(a.Stdout, "\n%s\n", a.Page(x.Name))
	}
	return nil
}
