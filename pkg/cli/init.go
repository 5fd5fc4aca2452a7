package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/config"
)

const hookScript = `#!/bin/sh
# Refuses a commit whose Terraform or OpenTofu files demarc finds fault with. Written by demarc init --hook.
git diff --cached --name-only --diff-filter=ACMR -z -- '*.tf' '*.tofu' '*.tf.json' '*.tofu.json' | xargs -0 -r demarc lint --
`

func (a *App) initCommand() *cli.Command {
	return &cli.Command{
		Name:  "init",
		Usage: "write a " + config.Name + " in which each setting is explained",
		Description: "It is written to the working directory, where none may be. How to lint each commit is said, too; with --hook\n" +
			"it is set up, as a hook of git's own.",
		OnUsageError: usageError,
		Flags:        []cli.Flag{&cli.BoolFlag{Name: "hook", Usage: "write .git/hooks/pre-commit of this repository, where none may be"}},
		Action:       a.init,
	}
}

func (a *App) init(c *cli.Context) error {
	if c.Args().Present() {
		return fmt.Errorf("%q is too much; see demarc init --help", c.Args().First())
	}
	hook := ""
	if c.Bool("hook") {
		var err error
		if hook, err = hookFile(); err != nil {
			return err
		}
		if err := create(hook, hookScript, 0o755); err != nil {
			return err
		}
		fmt.Fprintf(a.Stdout, "%s: written; each commit's files are linted.\n", hook)
	}
	err := create(config.Name, config.Template, 0o644)
	if hook != "" && errors.Is(err, fs.ErrExist) {
		fmt.Fprintf(a.Stdout, "%s: there already, and left as it is.\n", config.Name)
		return nil
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "%s: written; every setting in it is commented out.\n", config.Name)
	if hook == "" {
		fmt.Fprint(a.Stdout, "\nTo lint each commit, run demarc init --hook, or with https://pre-commit.com add to .pre-commit-config.yaml:\n\n"+
			"  - repo: https://github.com/demarc-lint/demarc\n    rev: TAG # a release\n    hooks:\n      - id: demarc\n")
	}
	return nil
}

// present says that a file is there that was to be written.
type present struct{ name string }

func (p present) Error() string { return p.name + " is there already; it was left as it is" }

func (p present) Is(err error) bool { return err == fs.ErrExist }

// create writes a file that is not there yet; it follows no link.
func create(name, text string, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, fs.ErrExist) {
		return present{name}
	}
	if err != nil {
		return plain(err)
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// hookFile is the place of the repository's hook, as the working directory sees it.
func hookFile() (string, error) {
	cwd, err := workingDirectory()
	if err != nil {
		return "", err
	}
	top, _, err := repository(cwd, ".")
	if err != nil {
		return "", err
	}
	info, err := os.Lstat(filepath.Join(top, ".git"))
	if err != nil || !info.IsDir() {
		return "", errors.New("--hook needs a git repository with a .git directory of its own; in a linked worktree run it in the main one")
	}
	hooks := filepath.Join(top, ".git", "hooks")
	if err := os.MkdirAll(hooks, 0o755); err != nil {
		return "", plain(err)
	}
	return inRun(cwd, filepath.Join(hooks, "pre-commit")), nil
}
