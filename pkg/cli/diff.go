package cli

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/revision"
	"github.com/demarc-lint/demarc/pkg/source"
)

// run lints, or with --diff compares with what there was before.
func run(c *cli.Context, o lint.Options) (*lint.Result, error) {
	if !c.IsSet("diff") {
		return lint.Run(c.Context, o)
	}
	before, err := overlays(c, o)
	if err != nil {
		return nil, fmt.Errorf("--diff: %w", err)
	}
	return lint.Compare(c.Context, o, before)
}

// overlays are the files as they were before, of the one repository that holds all paths.
func overlays(c *cli.Context, o lint.Options) (map[string][]byte, error) {
	paths := o.Paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	tree, err := source.Open(o.Cwd, nil, paths...)
	if err != nil {
		return nil, plain(err)
	}
	defer tree.Close()
	top, known := tree.Repository(tree.Name(paths[0]))
	for _, p := range paths[1:] {
		if other, ok := tree.Repository(tree.Name(p)); ok != known || other != top {
			return nil, fmt.Errorf("%s and %s are not of one repository", paths[0], p)
		}
	}
	if base := c.String("diff"); base != "-" {
		if !known {
			return nil, fmt.Errorf("%s is in no git repository, so that there is no %s to compare with", paths[0], base)
		}
		return revision.FromGit(tree, top, base)
	}
	if !known {
		top = "."
	}
	return revision.FromPatch(tree, top, c.App.Reader)
}
