package source_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"
)

// What a tree looked like before is laid over what it looks like now: files and directories that are gone are there, new ones are not.
func TestOverlaysTakeAwayAndBringBack(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- kept.tf --\nkept\n-- new.tf --\nnew\n-- added/new.tf --\nnew\n")
	tree := open(t, dir, map[string][]byte{
		"new.tf": nil, "added/new.tf": nil, "gone/deep/old.tf": []byte("old"), "gone/empty.tf": {}, "nowhere/at/all.tf": nil,
	}, ".")
	if got := walked(t, tree, "."); got != "kept.tf gone/empty.tf gone/deep/old.tf" {
		t.Errorf("got %s", got)
	}
	if _, err := tree.Read("new.tf"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that was not there: %v", err)
	}
	if data, err := tree.Read("gone/empty.tf"); err != nil || data == nil {
		t.Errorf("an empty file is one: %v", err)
	}
	if !tree.IsDir("gone") || !tree.IsDir("gone/deep") || tree.IsDir("nowhere") || tree.IsDir("gone/empty.tf") {
		t.Error("directories are not told apart")
	}
	if names, err := tree.List("gone"); err != nil || !slices.Equal(names, []string{"deep/", "empty.tf"}) {
		t.Errorf("got %v, %v", names, err)
	}
	if _, err := tree.List("nowhere"); err == nil {
		t.Error("a directory of nothing can be listed")
	}
}

func TestOverlaysAboveTheWorkingDirectory(t *testing.T) {
	t.Parallel()
	dir := write(t, "-- .git/HEAD --\n-- live/main.tf --\n")
	tree := open(t, dir+"/live", map[string][]byte{"../modules/m/main.tf": []byte("m"), "../x.tf": []byte("x")}, ".")
	if got := walked(t, tree, "../modules"); got != "../modules/m/main.tf" {
		t.Errorf("got %s", got)
	}
	if names, err := tree.List(".."); err != nil || !slices.Equal(names, []string{".git/", "live/", "modules/", "x.tf"}) {
		t.Errorf("got %v, %v", names, err)
	}
}
