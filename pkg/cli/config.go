package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hashicorp/hcl/v2"
	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/report"
	"github.com/demarc-lint/demarc/pkg/source"
)

// settings returns what the configuration files at and above the working directory say for the whole run, and puts it into the options.
func (a *App) settings(c *cli.Context, o *lint.Options) (*config.File, error) {
	name := c.String("config")
	switch {
	case c.Bool("no-config") && name != "":
		return nil, errors.New("--config and --no-config exclude each other")
	case c.Bool("no-config"):
		return &config.File{}, nil
	case name != "":
		only, err := a.onlyConfig(name, o.Cwd)
		if err != nil {
			return nil, err
		}
		o.Config.Only = only
	}
	o.Config.Checks = a.Checks
	files, err := source.Open(o.Cwd, nil, ".")
	if err != nil {
		return nil, err
	}
	defer files.Close()
	tree := config.NewTree(files, o.Config)
	set := config.Merge(tree.For("."))
	if err := told(tree.Diagnostics); err != nil {
		return nil, err
	}
	o.NoReasons = set.NoReasons
	o.Variables.Files = append(set.VarFiles, o.Variables.Files...)
	for _, e := range set.Environments {
		o.Envs = append(o.Envs, lint.Environment{Name: e.Name, Files: e.VarFiles})
	}
	return set, nil
}

// onlyConfig reads the file that stands in for all others; it holds for the working directory.
func (a *App) onlyConfig(name, cwd string) (*config.File, error) {
	data, err := readNamed(name)
	if err != nil {
		return nil, fmt.Errorf("the settings cannot be read: %w", plain(err))
	}
	f, diags := config.Read(filepath.ToSlash(name), cwd, data, a.Checks)
	return f, told(diags)
}

// told makes one error of all that is wrong with the settings, a line each.
func told(diags hcl.Diagnostics) error {
	var all []error
	for _, d := range diags {
		at := ""
		if d.Subject != nil {
			at = fmt.Sprintf("%s:%d:%d: ", report.Escape(d.Subject.Filename), d.Subject.Start.Line, d.Subject.Start.Column)
		}
		all = append(all, fmt.Errorf("%s%s: %s", at, d.Summary, report.Escape(d.Detail)))
	}
	return errors.Join(all...)
}

// maxNamed is the size in bytes over which a file that a flag names is not read.
const maxNamed = 256 << 20

// readNamed reads a file that a flag names: anywhere, and a pipe if need be.
func readNamed(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(f, maxNamed+1))
	if err == nil && len(data) > maxNamed {
		err = fmt.Errorf("%s: larger than %d MiB", name, maxNamed>>20)
	}
	return data, err
}

// readInside reads a file that settings name, from within the repository alone.
func readInside(cwd, name string) ([]byte, error) {
	files, err := source.Open(cwd, nil, ".")
	if err != nil {
		return nil, err
	}
	defer files.Close()
	data, err := files.Read(files.Name(name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", files.Name(name), err)
	}
	return data, nil
}

// inRun is a path as the run names it.
func inRun(cwd, abs string) string {
	rel, err := filepath.Rel(cwd, abs)
	if err != nil {
		return abs
	}
	return rel
}

// repository returns the top of the repository around cwd, or else cwd, and the file's name in it.
func repository(cwd, name string) (top, in string, err error) {
	files, err := source.Open(cwd, nil, ".")
	if err != nil {
		return "", "", err
	}
	defer files.Close()
	top = cwd
	if dir, ok := files.Repository("."); ok {
		top = files.Abs(dir)
	}
	in, err = filepath.Rel(top, files.Abs(name))
	return top, in, err
}

func failOn(c *cli.Context, set *config.File) (check.Severity, error) {
	if !c.IsSet("fail-on") && set.FailOn != 0 {
		return set.FailOn, nil
	}
	s, ok := check.ParseSeverity(c.String("fail-on"))
	if !ok {
		return 0, fmt.Errorf("--fail-on %q is no severity; take low, medium, high or critical", c.String("fail-on"))
	}
	return s, nil
}

func formats(c *cli.Context, set *config.File) []string {
	if !c.IsSet("format") && set.Format != "" {
		return []string{set.Format}
	}
	return c.StringSlice("format")
}
