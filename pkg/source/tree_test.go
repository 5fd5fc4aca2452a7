package source_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/source"
)

// write puts the files of an archive into a new directory.
func write(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(text)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func open(t *testing.T, cwd string, overlays map[string][]byte, paths ...string) *source.Tree {
	t.Helper()
	tree, err := source.Open(cwd, overlays, paths...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tree.Close)
	return tree
}

// walked lists all files that a walk shows.
func walked(t *testing.T, tree *source.Tree, dir string) string {
	t.Helper()
	var all []string
	for _, u := range tree.Walk(dir, func(dir string, entries []string) {
		for _, e := range entries {
			if !strings.HasSuffix(e, "/") {
				all = append(all, strings.TrimPrefix(dir+"/"+e, "./"))
			}
		}
	}) {
		t.Error(u.Name, u.Reason)
	}
	return strings.Join(all, " ")
}

func TestReadRefusesWhatIsNoFileOfTheRepository(t *testing.T) {
	t.Parallel()
	outside := write(t, "-- secret --\ns\n")
	dir := write(t, "-- repo/main.tf --\n# here\n-- repo/sub/a.tf --\n# sub\n")
	repo := filepath.Join(dir, "repo")
	for link, target := range map[string]string{
		"inside.tf": "main.tf", "up.tf": "../../" + filepath.Base(dir) + "/repo/main.tf", "out.tf": filepath.Join(outside, "secret"),
		"dots.tf": "../../../../../../etc/hostname", "dir.tf": "sub", "outdir": outside, "loop.tf": "loop.tf", "dangling.tf": "nothing",
		"null.tf": os.DevNull,
	} {
		if err := os.Symlink(target, filepath.Join(repo, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	large, err := os.Create(filepath.Join(repo, "large.tf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(large.Truncate(source.MaxFileSize+1), large.Close()); err != nil {
		t.Fatal(err)
	}
	tree := open(t, repo, nil, ".")
	for name, want := range map[string]error{
		"main.tf": nil, "sub/a.tf": nil, "inside.tf": nil, "./sub/../main.tf": nil, filepath.ToSlash(filepath.Join(repo, "main.tf")): nil,
		"out.tf": source.ErrOutside, "up.tf": source.ErrOutside, "dots.tf": source.ErrOutside, "outdir/secret": source.ErrOutside, "null.tf": source.ErrOutside,
		"../repo2/x": source.ErrOutside, filepath.ToSlash(filepath.Join(outside, "secret")): source.ErrOutside, "/etc/passwd": source.ErrOutside,
		"sub": source.ErrNotFile, "dir.tf": source.ErrNotFile, "large.tf": source.ErrTooLarge,
	} {
		data, err := tree.Read(name)
		if !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", name, err, want)
		}
		if err != nil && data != nil {
			t.Errorf("%s: an error, and bytes all the same", name)
		}
	}
	for _, name := range []string{"loop.tf", "dangling.tf", "none.tf", "bad\x00name"} {
		if _, err := tree.Read(name); err == nil {
			t.Errorf("%q can be read", name)
		} else if strings.Contains(err.Error(), repo) {
			t.Errorf("%q: the error tells the path: %v", name, err)
		}
	}
	if tree.IsDir("outdir") {
		t.Error("a link out of the repository is a directory of it")
	}
	if _, err := tree.List("outdir"); !errors.Is(err, source.ErrOutside) {
		t.Errorf("a directory outside is listed: %v", err)
	}
}

func TestBoundaryIsTheRepository(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- repo/.git/HEAD --\n-- repo/modules/m/main.tf --\n# m\n-- repo/live/main.tf --\n# live\n-- beside.tf --\n")
	live := filepath.Join(dir, "repo", "live")
	for cwd, path := range map[string]string{live: ".", filepath.Join(dir, "repo"): "live/main.tf", dir: "repo/live"} {
		tree := open(t, cwd, nil, path)
		modules := tree.Name(filepath.Join(dir, "repo/modules/m/main.tf"))
		if _, err := tree.Read(modules); err != nil {
			t.Errorf("from %s: %s: %v", cwd, modules, err)
		}
		if _, err := tree.Read(tree.Name(filepath.Join(dir, "beside.tf"))); !errors.Is(err, source.ErrOutside) {
			t.Errorf("from %s: a file beside the repository: %v", cwd, err)
		}
	}
	alone := open(t, live, nil, filepath.Join(dir, "repo"), dir)
	if !alone.Inside("../../beside.tf") {
		t.Error("a path that is given is not inside")
	}
	if _, err := source.Open(dir, nil, "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a path that is not there: %v", err)
	}
}

func TestOverlaysStandInForTheDisk(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- a.tf --\ndisk\n")
	tree := open(t, dir, map[string][]byte{"a.tf": []byte("editor"), "new.tf": []byte("unsaved")}, ".")
	if data, err := tree.Read("./a.tf"); string(data) != "editor" || err != nil {
		t.Errorf("got %q, %v", data, err)
	}
	names, err := tree.List(".")
	if !slices.Equal(names, []string{"a.tf", "new.tf"}) || err != nil {
		t.Errorf("got %v, %v", names, err)
	}
}

func TestWalkLeavesOutWhatIsIgnored(t *testing.T) {
	t.Parallel()
	dir := write(t, `
-- .git/HEAD --
-- .git/hooks/x.tf --
-- .gitignore --
# a comment
*.generated.tf
/build
scratch/
*.tfvars
*.auto.tfvars.json
!kept.generated.tf
-- main.tf --
-- a.generated.tf --
-- kept.generated.tf --
-- prod.tfvars --
-- terraform.tfvars --
-- x.auto.tfvars.json --
-- build/main.tf --
-- sub/build/main.tf --
-- sub/scratch/main.tf --
-- sub/.gitignore --
local.tf
-- sub/local.tf --
-- sub/kept.tf --
-- other/local.tf --
-- .terraform/modules/m/main.tf --
-- sub/.terraform/x.tf --
-- node_modules/p/main.tf --
-- .terragrunt-cache/a/main.tf --
`)
	want := ".gitignore kept.generated.tf main.tf prod.tfvars terraform.tfvars x.auto.tfvars.json other/local.tf sub/.gitignore sub/kept.tf sub/build/main.tf"
	if got := walked(t, open(t, dir, nil, "."), "."); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := walked(t, open(t, dir, nil, "sub"), "sub"); got != "sub/.gitignore sub/kept.tf sub/build/main.tf" {
		t.Errorf("below a directory: got %s", got)
	}
}

func TestWalkDoesNotFollowLinks(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- a/main.tf --\n")
	for link, target := range map[string]string{"a/up": "..", "b": "a"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	if got := walked(t, open(t, dir, nil, "."), "."); got != "b a/main.tf a/up" {
		t.Errorf("got %s", got)
	}
}
