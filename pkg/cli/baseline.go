package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/baseline"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/report"
)

const defaultBaseline = ".demarc-baseline.json"

func (a *App) baselineCommand() *cli.Command {
	flags := slices.Concat(runFlags(), []cli.Flag{
		&cli.StringFlag{Name: "file", Usage: "the baseline is `FILE`", Value: defaultBaseline},
	})
	return &cli.Command{
		Name:         "baseline",
		Usage:        "accept the findings that are there today, to be told of new ones alone",
		OnUsageError: usageError,
		Action:       a.noCommand,
		Subcommands: []*cli.Command{
			{
				Name: "write", Usage: "write the open findings to the baseline", ArgsUsage: "[PATH...]", Flags: flags, OnUsageError: usageError, Action: a.baselineWrite,
				Description: "Commit the file, and lint with --baseline FILE. A finding stays accepted when its lines move, its block is reordered\n" +
					"or its file is renamed; another one of the same check on the same resource is new.",
			},
			{
				Name: "check", Usage: "compare the baseline with what is there", ArgsUsage: "[PATH...]", Flags: flags, OnUsageError: usageError, Action: a.baselineCheck,
				Description: "Give the paths and flags that the baseline was written with.\n" +
					"Exit status: 0 the same, 1 something is new or no longer there, 2 something could not be read or used.",
			},
		},
	}
}

// readBaseline returns nil where no file is named.
func readBaseline(name string) (*baseline.File, error) {
	if name == "" {
		return nil, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("the baseline cannot be read: %w", plain(err))
	}
	return baseline.Read(name, data)
}

// baselineWrite refuses to write of what could not be read: the findings there would be new later on.
func (a *App) baselineWrite(c *cli.Context) error {
	r, err := a.compared(c, nil)
	if err != nil {
		return err
	}
	entries := r.Entries()
	data, err := baseline.Marshal(entries)
	if err != nil {
		return err
	}
	name := c.String("file")
	if err := os.WriteFile(name, data, 0o644); err != nil { //nolint:gosec // it is committed for all to read
		return fmt.Errorf("the baseline cannot be written: %w", plain(err))
	}
	fmt.Fprintf(a.Stdout, "%s: findings accepted: %d; lint with --baseline %s\n", name, len(entries), name)
	return nil
}

func (a *App) baselineCheck(c *cli.Context) error {
	before, err := readBaseline(c.String("file"))
	if err != nil {
		return err
	}
	r, err := a.compared(c, before)
	if err != nil {
		return err
	}
	fresh := 0
	for _, f := range r.Findings {
		if f.Suppressed == nil {
			fresh++
			fmt.Fprintf(a.Stdout, "new: %s:%d: %s on %s\n", report.Escape(f.Place.Filename), f.Place.Start.Line, f.Check.Name, report.Escape(f.Address))
		}
	}
	for _, e := range r.Stale {
		fmt.Fprintf(a.Stdout, "stale: %s: %s on %s\n", report.Escape(e.File), report.Escape(e.Check), report.Escape(e.Address))
	}
	fmt.Fprintf(a.Stdout, "%s: %d accepted, %d new, %d stale\n", before.Name, r.Accepted(lint.Baseline), fresh, len(r.Stale))
	if fresh+len(r.Stale) > 0 {
		return exit(Findings)
	}
	return nil
}

// compared lints for the sake of a baseline; what cannot be read is an error, after it has been reported.
func (a *App) compared(c *cli.Context, before *baseline.File) (*lint.Result, error) {
	options, err := a.lintOptions(c)
	if err != nil {
		return nil, err
	}
	options.Baseline = before
	r, err := lint.Run(c.Context, options)
	if err != nil {
		return nil, plain(err)
	}
	if !r.Failed() {
		return r, nil
	}
	if err := report.Write(a.Stderr, "text", r, report.Options{Version: version(), Help: func(c *check.Check) string { return a.Page(c.Name) }, Source: r.Source}); err != nil {
		return nil, err
	}
	return nil, errors.New("not all could be read, so nothing can be said of the baseline")
}
