package revision_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/revision"
	"github.com/demarc-lint/demarc/pkg/source"
)

// git runs git in a directory and returns what it says.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), "git", args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, dir string) *source.Tree {
	t.Helper()
	tree, err := source.Open(dir, nil, ".")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tree.Close)
	return tree
}

// shown lists overlays for comparison.
func shown(before map[string][]byte) string {
	text := map[string]string{}
	for name, data := range before {
		text[name] = "absent"
		if data != nil {
			text[name] = string(data)
		}
	}
	return fmt.Sprint(text) // sorts
}

func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	git(t, dir, "init", "-q", "-b", "main")
	return dir
}

func TestWhatDiffers(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	for _, name := range []string{"same.tf", "changed.tf", "gone/gone.tf", "with space\nand line.tf", "unicöde.tf", "mode.sh"} {
		put(t, dir, name, "1")
	}
	put(t, dir, "empty.tf", "")
	put(t, dir, ".gitignore", "*.ignored.tf\nsecret.tfvars\n")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	put(t, dir, "changed.tf", "2")
	put(t, dir, "empty.tf", "2")
	put(t, dir, "with space\nand line.tf", "2")
	put(t, dir, "unicöde.tf", "2")
	put(t, dir, "staged.tf", "2")
	git(t, dir, "add", "staged.tf")
	put(t, dir, "untracked/new.tf", "2")
	put(t, dir, "a.ignored.tf", "2")
	put(t, dir, "secret.tfvars", "2")
	if err := os.RemoveAll(filepath.Join(dir, "gone")); err != nil {
		t.Fatal(err)
	}
	want := "map[changed.tf:1 empty.tf: gone/gone.tf:1 staged.tf:absent unicöde.tf:1 untracked/new.tf:absent with space\nand line.tf:1]"
	check := func(how string) {
		t.Helper()
		before, err := revision.FromGit(open(t, dir), ".", "HEAD")
		if err != nil || shown(before) != want {
			t.Errorf("%s: got %v, %v\nwant %s", how, shown(before), err, want)
		}
	}
	check("loose objects")
	git(t, dir, "gc", "-q")
	check("packed")
	if err := os.WriteFile(filepath.Join(dir, ".git", "index"), []byte("torn"), 0o600); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "read-tree", "--empty") // what git noted is gone: untracked files are all there are
	before, err := revision.FromGit(open(t, dir), ".", "HEAD")
	if err != nil || shown(before) != want {
		t.Errorf("without an index: got %v, %v", shown(before), err)
	}
}

// A file that is written again within the same instant as git's index has the same size and may have the same time.
func TestChangedWithoutGitsNotice(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	put(t, dir, "a.tf", "1")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	index, err := os.Stat(filepath.Join(dir, ".git", "index"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, dir, "a.tf", "2")
	if err := os.Chtimes(filepath.Join(dir, "a.tf"), index.ModTime(), index.ModTime()); err != nil {
		t.Fatal(err)
	}
	before, err := revision.FromGit(open(t, dir), ".", "HEAD")
	if err != nil || shown(before) != "map[a.tf:1]" {
		t.Errorf("got %s, %v", shown(before), err)
	}
}

// The commit where two branches part is the one that git finds.
func TestForkIsGits(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same history each time
	var commits []string
	for i := range 40 {
		put(t, dir, "n.tf", fmt.Sprint(i))
		git(t, dir, "add", ".")
		tree := git(t, dir, "write-tree")
		args := []string{"commit-tree", tree, "-m", fmt.Sprint(i)}
		for _, p := range parents(r, i) {
			args = append(args, "-p", commits[p])
		}
		c := exec.CommandContext(t.Context(), "git", args...)
		c.Dir = dir
		date := fmt.Sprintf("%d +0000", 1700000000+i*60)
		c.Env = append(os.Environ(), "GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com",
			"GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		commits = append(commits, strings.TrimSpace(string(out)))
	}
	for range 25 {
		head, base := commits[r.IntN(len(commits))], commits[r.IntN(len(commits))]
		git(t, dir, "update-ref", "--no-deref", "HEAD", head)
		put(t, dir, "n.tf", "now")
		before, err := revision.FromGit(open(t, dir), ".", base[:12])
		if err != nil {
			t.Fatal(err)
		}
		bases := strings.Fields(git(t, dir, "merge-base", "--all", head, base))
		ok := false
		for _, b := range bases {
			ok = ok || string(before["n.tf"]) == git(t, dir, "show", b+":n.tf")
		}
		if !ok {
			t.Errorf("%s and %s part at %s, not where n.tf is %s", head, base, bases, before["n.tf"])
		}
	}
}

// parents draws those of commit i: the ones before it, or two for a merge.
func parents(r *rand.Rand, i int) []int {
	if i == 0 {
		return nil
	}
	near := func() int { return max(0, i-1-r.IntN(4)) }
	a, b := near(), near()
	if a == b || r.IntN(3) > 0 {
		return []int{a}
	}
	return []int{a, b}
}

func TestNoCommonCommit(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	git(t, dir, "commit", "-q", "--allow-empty", "-m", "1")
	git(t, dir, "checkout", "-q", "--orphan", "other")
	git(t, dir, "commit", "-q", "--allow-empty", "-m", "2")
	if _, err := revision.FromGit(open(t, dir), ".", "main"); err == nil || !strings.Contains(err.Error(), "no commit in common") {
		t.Errorf("got %v", err)
	}
}

func TestTornRepository(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	put(t, dir, "a.tf", "1")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	put(t, dir, "a.tf", "2")
	if err := os.RemoveAll(filepath.Join(dir, ".git", "objects")); err != nil {
		t.Fatal(err)
	}
	if _, err := revision.FromGit(open(t, dir), ".", "main"); err == nil {
		t.Error("there is nothing to read")
	}
}

// A patch says the same as the history from which it was made.
func TestPatchSaysWhatGitSays(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	long := strings.Repeat("line\n", 40)
	put(t, dir, "a/x.tf", long+"end\n")
	put(t, dir, "gone.tf", "gone\n")
	put(t, dir, "no newline.tf", "1")
	put(t, dir, "empty.tf", "")
	put(t, dir, "emptied.tf", "1\n2\n")
	put(t, dir, "middle.tf", "1\n2\n3\n4\n5\n6\n")
	put(t, dir, "crlf.tf", "a\r\nb\r\n")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	git(t, dir, "rm", "-q", "gone.tf", "empty.tf")
	if err := os.Mkdir(filepath.Join(dir, "b"), 0o700); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "mv", "a/x.tf", "b/x.tf")
	put(t, dir, "b/x.tf", "begin\n"+long+"END\n")
	put(t, dir, "no newline.tf", "2\n")
	put(t, dir, "crlf.tf", "a\r\nc\r\n")
	put(t, dir, "new.tf", "new\n")
	put(t, dir, "emptied.tf", "")
	put(t, dir, "middle.tf", "1\n2\n5\n6\n7\n")
	git(t, dir, "add", ".")
	tree := open(t, dir)
	want, err := revision.FromGit(tree, ".", "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"diff", "HEAD"}, {"diff", "--no-renames", "HEAD"}, {"diff", "-U0", "HEAD"}, {"diff", "--binary", "HEAD"}} {
		c := exec.CommandContext(t.Context(), "git", args...)
		c.Dir = dir
		patch, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		got, err := revision.FromPatch(tree, ".", strings.NewReader(string(patch)))
		if err != nil || shown(got) != shown(want) {
			t.Errorf("git %v: got %s, %v\nwant %s", args, shown(got), err, shown(want))
		}
	}
}

func TestPatchesOfOtherPrograms(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, dir, "main.tf", "new\n")
	put(t, dir, "added.tf", "new\n")
	tree := open(t, dir)
	for patch, want := range map[string]string{
		"":         "map[]",
		"\n":       "map[]",
		"no patch": "no unified diff",
		"--- main.tf\n+++ main.tf\n@@ -1 +1 @@\n-old\n+new\n":       "map[main.tf:old\n]",
		"--- main.tf.orig\n+++ main.tf\n@@ -1 +1 @@\n-old\n+new\n":  "map[main.tf:old\n]",
		"--- a/main.tf\n+++ b/main.tf\n@@ -1 +1 @@\n-old\n+new\n":   "map[main.tf:old\n]",
		"--- /dev/null\n+++ b/added.tf\n@@ -0,0 +1 @@\n+new\n":      "map[added.tf:absent]",
		"--- a/gone.tf\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n":       "map[gone.tf:old\n]",
		"--- a/main.tf\n+++ b/main.tf\n@@ -1 +1 @@\n-old\n+other\n": "does not lead to what is there",
		"--- a/main.tf\n+++ b/main.tf\n@@ -1 +1 @@\n-old\n":         "cannot be read",
		"--- a/none.tf\n+++ b/none.tf\n@@ -1 +1 @@\n-old\n+new\n":   "none.tf is missing",
		"--- a/../x.tf\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n":       "outside of the repository",
	} {
		got, err := revision.FromPatch(tree, ".", strings.NewReader(patch))
		text := shown(got)
		if err != nil {
			text = err.Error()
		}
		if !strings.Contains(text, want) {
			t.Errorf("%q: got %s, want %s", patch, text, want)
		}
	}
}

// Where git checks out Windows' line ends, its diffs are without them.
func TestPatchesOfOtherLineEnds(t *testing.T) {
	t.Parallel()
	dir := repository(t)
	put(t, dir, "main.tf", "a\nb\nc\n")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "1")
	put(t, dir, "main.tf", "a\r\nB\r\nc\r\n")
	git(t, dir, "config", "core.autocrlf", "true")
	patch := git(t, dir, "diff") + "\n"
	before, err := revision.FromPatch(open(t, dir), ".", strings.NewReader(patch))
	if err != nil || shown(before) != "map[main.tf:a\nb\nc\n]" {
		t.Errorf("%s: got %v, %v", patch, shown(before), err)
	}
	put(t, dir, "main.tf", "a\r\nb\r\nc\r\n")
	before, err = revision.FromPatch(open(t, dir), ".", strings.NewReader("--- a/main.tf\n+++ b/main.tf\n@@ -1,3 +1,3 @@\n a\r\n-x\r\n+b\r\n c\r\n"))
	if err != nil || shown(before) != "map[main.tf:a\r\nx\r\nc\r\n]" {
		t.Errorf("got %v, %v", shown(before), err)
	}
}

func FuzzPatch(f *testing.F) {
	f.Add("--- a/main.tf\n+++ b/main.tf\n@@ -1 +1 @@\n-old\n+new\n")
	f.Add("diff --git a/main.tf b/x.tf\nsimilarity index 90%\nrename from main.tf\nrename to x.tf\n")
	f.Add("diff --git a/main.tf b/main.tf\nGIT binary patch\nliteral 0\nHcmV?d00001\n\n")
	dir := f.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte("new\n"), 0o600); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, patch string) {
		tree, err := source.Open(dir, nil, ".")
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		before, _ := revision.FromPatch(tree, ".", strings.NewReader(patch))
		for name := range before {
			if !filepath.IsLocal(name) {
				t.Errorf("%q is outside", name)
			}
		}
	})
}
