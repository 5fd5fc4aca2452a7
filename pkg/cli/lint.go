package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/fatih/color"
	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/report"
)

func (a *App) lintCommand() *cli.Command {
	return &cli.Command{
		Name:      "lint",
		Usage:     "check configuration and report what is left open, with file and line",
		ArgsUsage: "[PATH...]",
		Description: "PATH is a directory, linted with all below it, or a file; the default is the working directory.\n" +
			"Exit status: 0 clean, 1 findings at or above --fail-on, 2 something could not be read or used, or the run was interrupted;\n" +
			"what was found until then is reported.",
		OnUsageError: usageError,
		Flags: slices.Concat(runFlags(), []cli.Flag{
			&cli.StringSliceFlag{Name: "format", Aliases: []string{"f"}, Usage: "write a report as `FORMAT[=FILE]`: " + strings.Join(report.Formats(), ", ") + "; repeatable (default: text)"},
			&cli.StringFlag{Name: "fail-on", Usage: "lowest `SEVERITY` that makes the status 1: low, medium, high, critical", Value: check.Low.String()},
			&cli.StringFlag{Name: "baseline", Usage: "accept the findings that `FILE` lists; see demarc baseline --help"},
			&cli.StringFlag{Name: "diff", Usage: "report only what was not there at `BASE`: where HEAD left that revision of git, or - for before the unified diff on the standard input"},
			&cli.BoolFlag{Name: "show-undetermined", Usage: "list what no check could answer, and which value stands in the way"},
			&cli.BoolFlag{Name: "stdin", Usage: "lint the standard input in the place of --stdin-filename, with the rest of its module from the disk"},
			&cli.StringFlag{Name: "stdin-filename", Usage: "`PATH` that the standard input is to be taken for; it need not exist"},
			&cli.BoolFlag{Name: "no-color", Usage: "do not colour the text report"},
			&cli.BoolFlag{Name: "timings", Usage: "say on the standard error where the time went: by part of the run, and by check"},
		}),
		Action: a.lint,
	}
}

// runFlags say what is linted and with what, for each command that lints.
func runFlags() []cli.Flag {
	return append(variableFlags(), []cli.Flag{
		&cli.StringSliceFlag{Name: "select", Usage: "run the checks of `SET`: recommended, all, a duty, a severity, a name or glob, another linter's id, framework:cis-aws; repeatable (default: recommended)"},
		&cli.StringSliceFlag{Name: "ignore", Usage: "leave out the checks of `SET`; repeatable"},
		&cli.StringSliceFlag{Name: "env", Usage: "evaluate once more with `NAME=FILE[,FILE]` as variable files; findings name the environments they hold in; repeatable"},
		&cli.StringFlag{Name: "config", Usage: "take the settings of `FILE` alone (default: " + config.Name + " from the repository's top down to what is linted)"},
		&cli.BoolFlag{Name: "no-config", Usage: "read no settings"},
		&cli.BoolFlag{Name: "no-inline-ignores", Usage: "report also what comments beside the code accept"},
	}...)
}

func (a *App) lint(c *cli.Context) error {
	options, set, err := a.lintOptions(c)
	if err != nil {
		return err
	}
	failOn, err := failOn(c, set)
	if err != nil {
		return err
	}
	outputs, err := parseFormats(formats(c, set))
	if err != nil {
		return err
	}
	if options.Baseline, err = readBaseline(baselinePlace(c.String("baseline"), set, options.Cwd, "")); err != nil {
		return err
	}
	if err := a.overlay(c, &options); err != nil {
		return err
	}
	done := a.watch(c, &options)
	result, err := run(c, options)
	done()
	if result == nil {
		return plain(err)
	}
	if werr := a.write(outputs, result, report.Options{
		Version: version(), Help: func(c *check.Check) string { return a.Page(c.Name) }, Source: result.Source,
		Began: jobBegan(os.Getenv("CI_JOB_STARTED_AT")), Color: !c.Bool("no-color") && !color.NoColor, ShowUndetermined: c.Bool("show-undetermined"),
	}); werr != nil {
		return werr
	}
	a.timings(options.Timings, result.Duration)
	return status(result, failOn) // one that was interrupted says so itself, and has failed
}

// jobBegan reads the variable in which GitLab tells a job when it began; zero where it is not set.
func jobBegan(text string) time.Time {
	began, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return began
}

// plain names the path first, as a user would.
func plain(err error) error {
	if perr, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", perr.Path, perr.Err)
	}
	return err
}

// status puts an error in the input before findings, since there may be more of them; a module that is not there turns a clean run into
// a failed one, and leaves one with findings as it is.
func status(r *lint.Result, failOn check.Severity) error {
	switch {
	case r.Failed():
		return exit(Failed)
	case r.Worst() >= failOn:
		return exit(Findings)
	case !r.Complete():
		return exit(Failed)
	}
	return nil
}

// lintOptions reads runFlags, and the settings that hold for the whole run.
func (a *App) lintOptions(c *cli.Context) (lint.Options, *config.File, error) {
	cwd, err := workingDirectory()
	if err != nil {
		return lint.Options{}, nil, err
	}
	return a.optionsIn(c, cwd)
}

// optionsIn is lintOptions as in another working directory.
func (a *App) optionsIn(c *cli.Context, cwd string) (lint.Options, *config.File, error) {
	options, err := evaluation(c)
	if err != nil {
		return options, nil, err
	}
	options.Cwd = cwd
	set, err := a.settings(c, &options)
	if err != nil {
		return options, nil, err
	}
	terms := c.StringSlice("select")
	if len(terms) == 0 {
		terms = set.Select
	}
	if options.Checks, err = check.Select(a.Checks, terms, c.StringSlice("ignore")); err != nil {
		return options, nil, err
	}
	if c.IsSet("env") {
		if options.Envs, err = environments(c.StringSlice("env")); err != nil {
			return options, nil, err
		}
	}
	options.Known = a.Checks
	options.Overlap, options.NoInlineIgnores = slices.Contains(terms, check.All), c.Bool("no-inline-ignores")
	return options, set, nil
}

// environments reads NAME=FILE; the flag itself is cut at commas, so that a term without a name belongs to the one before it.
func environments(terms []string) ([]lint.Environment, error) {
	var envs []lint.Environment
	for _, t := range terms {
		name, file, named := strings.Cut(t, "=")
		switch {
		case named:
			envs = append(envs, lint.Environment{Name: name, Files: []string{file}})
		case len(envs) > 0:
			last := &envs[len(envs)-1]
			last.Files = append(last.Files, t)
		default:
			return nil, fmt.Errorf("--env %q is not NAME=FILE", t)
		}
	}
	return envs, nil
}

// output is one report to write; file is empty for the standard output.
type output struct{ format, file string }

func parseFormats(texts []string) ([]output, error) {
	if len(texts) == 0 {
		texts = []string{"text"}
	}
	var outputs []output
	stdout := 0
	for _, t := range texts {
		name, file, _ := strings.Cut(t, "=")
		if !report.Known(name) {
			return nil, fmt.Errorf("--format %q is unknown; take %s", name, strings.Join(report.Formats(), ", "))
		}
		switch {
		case file == "":
			stdout++
		case slices.ContainsFunc(outputs, func(o output) bool { return o.file == file }):
			return nil, fmt.Errorf("two reports cannot go to one file: %s", file)
		}
		outputs = append(outputs, output{name, file})
	}
	if stdout > 1 {
		return nil, errors.New("only one --format can go to the standard output; write the others as FORMAT=FILE")
	}
	return outputs, nil
}

func (a *App) write(outputs []output, r *lint.Result, o report.Options) error {
	for _, out := range outputs {
		if out.file == "" {
			if err := report.Write(a.Stdout, out.format, r, o); err != nil {
				return err
			}
			continue
		}
		var buf bytes.Buffer
		inFile := o
		inFile.Color = false
		if err := report.Write(&buf, out.format, r, inFile); err != nil {
			return err
		}
		if err := writeReport(out.file, buf.Bytes()); err != nil {
			return fmt.Errorf("the %s report cannot be written: %w", out.format, err)
		}
	}
	return nil
}
