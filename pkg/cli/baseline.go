package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/baseline"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/report"
)

const defaultBaseline = ".demarc-baseline.json"

func (a *App) baselineCommand() *cli.Command {
	flags := slices.Concat(runFlags(), []cli.Flag{
		&cli.StringFlag{Name: "file", Usage: "the baseline is `FILE` (default: that of the settings, or " + defaultBaseline + ")"},
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

// place is where a baseline is kept.
type place struct {
	name string
	free bool // named by the user: it may be anywhere
	cwd  string
}

// baselinePlace is what the flag names, or else the settings, or else other.
func baselinePlace(flag string, set *config.File, cwd, other string) place {
	switch {
	case flag != "":
		return place{flag, true, cwd}
	case set.Baseline != "":
		return place{inRun(cwd, set.Baseline), false, cwd}
	}
	return place{other, false, cwd}
}

// readBaseline returns nil where no place is named.
func readBaseline(p place) (*baseline.File, error) {
	name := p.name
	if name == "" {
		return nil, nil
	}
	read := readNamed
	if !p.free {
		read = func(name string) ([]byte, error) { return readInside(p.cwd, name) }
	}
	data, err := read(name)
	if err != nil {
		return nil, fmt.Errorf("the baseline cannot be read: %w", plain(err))
	}
	return baseline.Read(name, data)
}

// baselineWrite refuses to write of what could not be read: the findings there would be new later on.
func (a *App) baselineWrite(c *cli.Context) error {
	r, at, err := a.compared(c, false)
	if err != nil {
		return err
	}
	entries := r.Entries()
	data, err := baseline.Marshal(entries)
	if err != nil {
		return err
	}
	name := at.name
	if err := at.write(data); err != nil {
		return fmt.Errorf("the baseline cannot be written: %w", plain(err))
	}
	say(a.Stdout, "%s: findings accepted: %d; lint with --baseline %[1]s\n", report.Escape(name), len(entries))
	return nil
}

func (a *App) baselineCheck(c *cli.Context) error {
	r, at, err := a.compared(c, true)
	if err != nil {
		return err
	}
	fresh := 0
	for _, f := range r.Findings {
		if f.Suppressed == nil {
			fresh++
			say(a.Stdout, "new: %s:%d: %s on %s\n", report.Escape(f.Place.Filename), f.Place.Start.Line, f.Check.Name, report.Escape(f.Address))
		}
	}
	for _, e := range r.Stale {
		say(a.Stdout, "stale: %s: %s on %s\n", report.Escape(e.File), report.Escape(e.Check), report.Escape(e.Address))
	}
	say(a.Stdout, "%s: %d accepted, %d new, %d stale\n", report.Escape(at.name), r.Accepted(lint.Baseline), fresh, len(r.Stale))
	if fresh+len(r.Stale) > 0 {
		return exit(Findings)
	}
	return nil
}

// write follows no link out of the repository, unless the user named the place.
func (p place) write(data []byte) error {
	if p.free {
		return os.WriteFile(p.name, data, 0o644) //nolint:gosec // it is committed for all to read
	}
	top, name, err := repository(p.cwd, p.name)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(top)
	if err != nil {
		return err
	}
	return errors.Join(root.WriteFile(name, data, 0o644), root.Close())
}

// compared lints for the sake of a baseline; what cannot be read is an error, after it has been reported.
func (a *App) compared(c *cli.Context, read bool) (*lint.Result, place, error) {
	options, set, err := a.lintOptions(c)
	if err != nil {
		return nil, place{}, err
	}
	at := baselinePlace(c.String("file"), set, options.Cwd, defaultBaseline)
	if read {
		if options.Baseline, err = readBaseline(at); err != nil {
			return nil, at, err
		}
	}
	r, err := lint.Run(c.Context, options)
	if err != nil {
		return nil, at, plain(err)
	}
	if !r.Failed() {
		return r, at, nil
	}
	if err := report.Write(a.Stderr, "text", r, report.Options{Version: version(), Help: func(c *check.Check) string { return a.Page(c.Name) }, Source: r.Source}); err != nil {
		return nil, at, err
	}
	return nil, at, errors.New("not all could be read, so nothing can be said of the baseline")
}
