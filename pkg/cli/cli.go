// Package cli is the command line: flags and arguments in, reports on the standard output and a status out.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/report"
)

// Statuses of the process.
const (
	Clean    = 0 // nothing found at or above --fail-on, and everything was read
	Findings = 1
	Failed   = 2 // something could not be read or used; what could be is reported
)

// App is the program: what it knows, and where it writes.
type App struct {
	Checks []*check.Check
	Page   func(name string) string // the page of a check in Markdown
	Gaps   func() []check.Gap       // what no check answers; none when nil
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
}

// exit carries a status through the command framework without a message.
type exit int

func (e exit) Error() string { return fmt.Sprintf("status %d", int(e)) }

// Run runs the command line and returns the status.
func (a *App) Run(ctx context.Context, args []string) int {
	app := a.commands()
	if flag, ok := halfFlag(args); ok {
		a.completeFlag(app.Command(args[1]), flag)
		return Clean
	}
	err := app.RunContext(ctx, args)
	var status exit
	switch {
	case err == nil:
		return Clean
	case errors.As(err, &status):
		return int(status)
	}
	say(a.Stderr, "demarc: %v\n", err)
	return Failed
}

// say writes what is said of the input or of the arguments, either of which may be a stranger's, outside of a report.
func say(w io.Writer, format string, args ...any) {
	fmt.Fprint(w, report.Lines(fmt.Sprintf(format, args...)))
}

// halfFlag is the beginning of a flag that a shell wants completed; the framework dereferences nil on one.
func halfFlag(args []string) (string, bool) {
	n := len(args)
	if n < 4 || args[n-1] != "--generate-bash-completion" {
		return "", false
	}
	return args[n-2], strings.HasPrefix(args[n-2], "-")
}

func (a *App) completeFlag(command *cli.Command, begun string) {
	if command == nil {
		return
	}
	for _, f := range command.Flags {
		if name := "--" + f.Names()[0]; strings.HasPrefix(name, begun) {
			fmt.Fprintln(a.Stdout, name)
		}
	}
}

func (a *App) commands() *cli.App {
	return &cli.App{
		Name:                   "demarc",
		Usage:                  "lint Terraform and OpenTofu for what is yours to secure in the cloud, offline",
		Version:                version(),
		HideHelpCommand:        true,
		UseShortOptionHandling: true,
		EnableBashCompletion:   true,
		Suggest:                true,
		Writer:                 a.Stdout,
		ErrWriter:              a.Stderr,
		ExitErrHandler:         func(*cli.Context, error) {},
		OnUsageError:           usageError,
		Action:                 a.noCommand,
		Commands:               []*cli.Command{a.lintCommand(), a.baselineCommand(), a.initCommand(), a.checksCommand(), a.explainCommand(), a.fixCommand(), a.graphCommand(), a.lspCommand(), a.versionCommand()},
	}
}

func usageError(c *cli.Context, err error, _ bool) error {
	if c.Command.Name == c.App.Name {
		return fmt.Errorf("%w; see demarc --help", err)
	}
	if c.Command.Name == c.App.Name || c.Command.Name == "" { // a flag before any command
		return fmt.Errorf("%w; see demarc --help", err)
	}
	return fmt.Errorf("%w; see demarc %s --help", err, c.Command.Name)
}

func (a *App) noCommand(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%q is no command; see demarc --help", c.Args().First())
	}
	return cli.ShowAppHelp(c)
}

func (a *App) versionCommand() *cli.Command {
	return &cli.Command{
		Name:         "version",
		Usage:        "print the version",
		OnUsageError: usageError,
		Action: func(*cli.Context) error {
			fmt.Fprintln(a.Stdout, "demarc", version())
			return nil
		},
	}
}

// version is the module's version that the build recorded, or the revision that was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}

func workingDirectory() (string, error) {
	cwd, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("the working directory is not known: %w", err)
	}
	return cwd, nil
}
