package cli

import (
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/lsp"
)

// typingRest is how long typing must rest before the server lints: less than a pause for thought.
const typingRest = 80 * time.Millisecond

func (a *App) lspCommand() *cli.Command {
	return &cli.Command{
		Name:  "lsp",
		Usage: "serve an editor by the Language Server Protocol, over the standard input and output",
		Description: "The editor starts it and speaks with it; see docs/editors.md. Flags are as for demarc lint and hold for all folders; each folder's settings\n" +
			"are read from its own .demarc.hcl.",
		OnUsageError: usageError,
		Flags: slices.Concat(runFlags(), []cli.Flag{
			&cli.BoolFlag{Name: "stdio", Usage: "what some editors say; there is no other way"},
		}),
		Action: a.lsp,
	}
}

func (a *App) lsp(c *cli.Context) error {
	err := lsp.Serve(c.Context, a.Stdin, os.Stdout, lsp.Config{
		Version: version(),
		Options: func(dir string) (lint.Options, error) {
			options, _, err := a.optionsIn(c, dir)
			options.Paths = nil
			return options, err
		},
		Page: a.Page, Href: func(string) string { return "" }, Checks: a.Checks, Delay: typingRest,
	})
	if err != nil { // the protocol wants status 1
		fmt.Fprintln(a.Stderr, "demarc:", err)
		return exit(Findings)
	}
	return nil
}
