package cli

import (
	"errors"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// variableFlags say what the root modules' variables are worth, for every command that evaluates.
func variableFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "var-file", Usage: "take variables of the root modules from `FILE`; repeatable"},
		&cli.StringSliceFlag{Name: "var", Usage: "set a variable of the root modules: `NAME=VALUE`; repeatable", KeepSpace: true},
		&cli.BoolFlag{Name: "env-vars", Usage: "take variables from TF_VAR_* of the process's environment"},
		&cli.StringFlag{Name: "workspace", Usage: "`NAME` of the workspace, for terraform.workspace (default: not known)"},
	}
}

// evaluation reads the paths and variableFlags.
func evaluation(c *cli.Context) (lint.Options, error) {
	cwd, err := workingDirectory()
	if err != nil {
		return lint.Options{}, err
	}
	vars := map[string]string{}
	for _, v := range c.StringSlice("var") {
		name, value, ok := strings.Cut(v, "=")
		if !ok {
			return lint.Options{}, errors.New("--var takes NAME=VALUE, and one that was given has no \"=\"")
		}
		vars[name] = value
	}
	variables := lint.Variables{Files: c.StringSlice("var-file"), Values: vars}
	if c.Bool("env-vars") {
		variables.Process = os.Environ()
	}
	return lint.Options{Cwd: cwd, Paths: c.Args().Slice(), Variables: variables, Workspace: c.String("workspace")}, nil
}
