package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/report"
)

func (a *App) graphCommand() *cli.Command {
	return &cli.Command{
		Name:      "graph",
		Usage:     "show the resource instances that the configuration makes, and which refers to which",
		ArgsUsage: "[PATH...]",
		Description: "PATH is a directory, shown with all below it, or a file, whose module is shown with those that call it; the default is the\n" +
			"working directory. \"maybe\" stands by what depends on a value that is not known. No values are shown. What is wrong with the input\n" +
			"goes to the standard error. Exit status: 0 all was read, 2 something could not be read or used.",
		OnUsageError: usageError,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "write the graph as `FORMAT`: " + strings.Join(report.GraphFormats(), ", "), Value: "text"},
		}, variableFlags()),
		Action: a.graph,
	}
}

func (a *App) graph(c *cli.Context) error {
	format := c.String("format")
	if !report.KnownGraph(format) {
		return fmt.Errorf("--format %q is unknown; take %s", format, strings.Join(report.GraphFormats(), ", "))
	}
	options, err := evaluation(c)
	if err != nil {
		return err
	}
	options.Known = a.Checks
	graphs, err := lint.BuildGraphs(c.Context, options)
	if err != nil {
		return plain(err)
	}
	if err := report.WriteGraph(a.Stdout, format, graphs, report.Options{Version: version()}); err != nil {
		return err
	}
	if err := report.WriteProblems(a.Stderr, graphs.Result); err != nil {
		return err
	}
	return status(graphs.Result, check.Low)
}
