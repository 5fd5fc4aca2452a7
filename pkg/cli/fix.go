package cli

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/report"
	"github.com/demarc-lint/demarc/pkg/source"
)

func (a *App) fixCommand() *cli.Command {
	return &cli.Command{
		Name:      "fix",
		Usage:     "write what findings ask for into the configuration",
		ArgsUsage: "[PATH...]",
		Description: "PATH is as for demarc lint. A fix is written only if a lint of what it gives shows that its finding is gone and no new one has come;\n" +
			"the others are told with the reason. What is accepted is left as it is.\n" +
			"Exit status: 0 nothing is left to fix, 1 findings are left (with --diff: were found), 2 something could not be read, used or written.",
		OnUsageError: usageError,
		Flags: slices.Concat(runFlags(), []cli.Flag{
			&cli.StringFlag{Name: "baseline", Usage: "leave alone the findings that `FILE` lists; see demarc baseline --help"},
			&cli.BoolFlag{Name: "diff", Usage: "print what would be written as a unified diff, and write nothing"},
			&cli.BoolFlag{Name: "unsafe", Usage: "apply also fixes that make the provider destroy a resource, with what it holds, and create another"},
		}),
		Action: a.fix,
	}
}

func (a *App) fix(c *cli.Context) error {
	options, set, err := a.lintOptions(c)
	if err != nil {
		return err
	}
	if options.Baseline, err = readBaseline(baselinePlace(c.String("baseline"), set, options.Cwd, "")); err != nil {
		return err
	}
	result, err := lint.Run(c.Context, options)
	if err != nil {
		return plain(err)
	}
	chosen := toFix(result, c.Bool("unsafe"))
	plan, err := lint.Repair(c.Context, options, result, chosen...)
	if err != nil {
		return plain(err)
	}
	if c.Bool("diff") {
		fmt.Fprint(a.Stdout, report.Lines(plan.Diff(secrets(result))))
	} else if err := writeFiles(options, result.Source, plan.Files); err != nil {
		return err
	}
	left := a.tellFixes(c, result, chosen, plan)
	switch {
	case result.Failed():
		return a.failed(result)
	case left > 0:
		return exit(Findings)
	}
	return nil
}

// secrets are the places that no report shows.
func secrets(r *lint.Result) []source.Place {
	all := slices.Clone(r.Secrets)
	for _, f := range r.Findings {
		if f.Masked {
			all = append(all, f.Place)
			for _, rel := range f.Related {
				all = append(all, rel.Place)
			}
		}
	}
	return all
}

// toFix are the open findings with a fix that may be applied.
func toFix(r *lint.Result, unsafe bool) []*lint.Finding {
	var chosen []*lint.Finding
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Suppressed == nil && f.Fix.Applicable() && (unsafe || f.Fix.Safe()) {
			chosen = append(chosen, f)
		}
	}
	return chosen
}

// tellFixes writes a line for each open finding, and returns how many are left.
func (a *App) tellFixes(c *cli.Context, r *lint.Result, chosen []*lint.Finding, plan *fix.Plan) (left int) {
	out, done := a.Stdout, "fixed"
	if c.Bool("diff") { // whose reader wants nothing else
		out, done = a.Stderr, "would be fixed"
	}
	at := make(map[*lint.Finding]int, len(chosen))
	for i, f := range chosen {
		at[f] = i
	}
	fixed := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Suppressed != nil {
			continue
		}
		head := fmt.Sprintf("%s:%d: %s on %s", report.Escape(f.Place.Filename), f.Place.Start.Line, f.Check.Name, report.Escape(f.Address))
		why := untried(f)
		if i, tried := at[f]; tried {
			why = plan.Refused[i]
		}
		if why == "" {
			fixed++
			say(out, "%s: %s: %s\n", head, done, report.Escape(f.Fix.Title))
			continue
		}
		say(out, "%s: not fixed: %s\n", head, report.Escape(why))
		left++
	}
	fmt.Fprintf(out, "%d %s, %d left\n", fixed, done, left)
	if c.Bool("diff") {
		return left + fixed
	}
	return left
}

// untried says why a finding's fix was not even tried.
func untried(f *lint.Finding) string {
	switch {
	case f.Fix == nil:
		return "what to write is for you to decide; see demarc explain " + f.Check.Name
	case f.Fix.Refused != "":
		return f.Fix.Refused
	}
	return f.Fix.Unsafe + "; pass --unsafe if that is meant"
}

// failed tells what could not be read.
func (a *App) failed(r *lint.Result) error {
	for _, d := range r.Diagnostics {
		if d.Severity == lint.Error {
			say(a.Stderr, "demarc: %s:%d: %s: %s\n", report.Escape(d.Place.Filename), d.Place.Start.Line, report.Escape(d.Summary), report.Escape(d.Detail))
		}
	}
	return exit(Failed)
}

// writeFiles puts the new contents in the place of the old ones, each at once. All are looked at before any is written.
func writeFiles(o lint.Options, before func(string) []byte, after map[string][]byte) error {
	paths := o.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	tree, err := source.Open(o.Cwd, nil, paths...)
	if err != nil {
		return plain(err)
	}
	defer tree.Close()
	names := slices.Sorted(maps.Keys(after))
	for _, name := range names {
		if err := unchanged(tree, name, before(name)); err != nil {
			return fmt.Errorf("nothing was written: %s %w", report.Escape(name), err)
		}
	}
	for _, name := range names {
		if err := overwrite(tree, name, after[name]); err != nil {
			return fmt.Errorf("%s cannot be written: %w", report.Escape(name), plain(err))
		}
	}
	return nil
}

// unchanged reports as an error that a file is not what was linted, or not to be written.
func unchanged(tree *source.Tree, name string, before []byte) error {
	root, in, err := rootOf(tree, name)
	if err != nil {
		return plain(err)
	}
	defer func() { _ = root.Close() }() // opened to reach the file: nothing to lose
	info, err := root.Lstat(in)
	if err != nil {
		return plain(err)
	}
	if !info.Mode().IsRegular() {
		return errors.New("is a link; fix the file that it names")
	}
	now, err := root.ReadFile(in)
	if err != nil {
		return plain(err)
	}
	if !bytes.Equal(now, before) {
		return errors.New("was changed meanwhile")
	}
	return nil
}

// overwrite writes beside the file and renames, so that whoever reads it sees the one or the other.
func overwrite(tree *source.Tree, name string, data []byte) error {
	root, in, err := rootOf(tree, name)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // opened to reach the file: nothing to lose
	info, err := root.Lstat(in)
	if err != nil {
		return err
	}
	temp := filepath.Join(filepath.Dir(in), ".demarc-"+rand.Text())
	err = createIn(root, temp, data, info.Mode().Perm())
	if err == nil {
		err = root.Rename(temp, in)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	return nil
}

func createIn(root *os.Root, name string, data []byte, mode fs.FileMode) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()) // what the umask took away is given back
}

// rootOf is the repository around a file, or else its directory, through which no link leads out, and the file's name in it.
func rootOf(tree *source.Tree, name string) (*os.Root, string, error) {
	if !tree.Inside(name) {
		return nil, "", source.ErrOutside
	}
	top := filepath.Dir(tree.Abs(name))
	if dir, ok := tree.Repository(name); ok {
		top = tree.Abs(dir)
	}
	in, err := filepath.Rel(top, tree.Abs(name))
	if err != nil {
		return nil, "", err
	}
	root, err := os.OpenRoot(top)
	return root, in, err
}
