package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/source"
)

// overlay puts the standard input over a file, as an editor does with a text that is not saved; its findings alone are reported.
func (a *App) overlay(c *cli.Context, o *lint.Options) error {
	name := c.String("stdin-filename")
	switch {
	case !c.Bool("stdin") && name == "":
		return nil
	case !c.Bool("stdin") || name == "":
		return errors.New("--stdin and --stdin-filename go together")
	case len(o.Paths) > 0:
		return errors.New("--stdin takes no paths: the file is that of --stdin-filename")
	case c.String("diff") == "-":
		return errors.New("--stdin and --diff - both want the standard input")
	case !module.IsConfig(name):
		return fmt.Errorf("--stdin-filename %s is no Terraform or OpenTofu file", name)
	}
	text, err := io.ReadAll(io.LimitReader(a.Stdin, source.MaxFileSize+1))
	if err != nil {
		return fmt.Errorf("the standard input cannot be read: %w", err)
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(o.Cwd, name)
	}
	rel, err := filepath.Rel(o.Cwd, name)
	if err != nil {
		return err
	}
	o.Paths, o.Overlays = []string{rel}, map[string][]byte{filepath.ToSlash(rel): text}
	return nil
}
