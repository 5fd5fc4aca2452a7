// Command demarc lints Terraform and OpenTofu configuration for what is the customer's to secure.
package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/cli"
)

func main() {
	pace()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	context.AfterFunc(ctx, stop) // who asks twice means it
	app := cli.App{Checks: checks.All(), Page: checks.Help, Gaps: checks.Gaps, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	status := app.Run(ctx, os.Args)
	stop()
	os.Exit(status)
}
