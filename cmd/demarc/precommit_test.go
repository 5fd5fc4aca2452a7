package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The real pre-commit builds the committed state of this repository and runs its hook on a commit that opens a port, and on one that closes it.
func TestPreCommit(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("pre-commit"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pre-commit is not installed; .ci/run installs it")
		}
		t.Skip("pre-commit is not installed")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	rev, err := exec.CommandContext(t.Context(), "git", "-C", root, "rev-parse", "HEAD").Output()
	if err != nil {
		t.Skip("not a git repository:", err)
	}
	dir := t.TempDir()
	in := func(name string, args ...string) (string, error) {
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PRE_COMMIT_HOME="+filepath.Join(dir, ".git", "hooks-cache"), "GOFLAGS=-modcacherw",
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	must := func(name string, args ...string) {
		t.Helper()
		if out, err := in(name, args...); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
	}
	save := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		must("git", "add", name)
	}
	const open = `resource "aws_security_group" "web" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`
	must("git", "init", "-q")
	save(".pre-commit-config.yaml", "repos:\n  - repo: "+root+"\n    rev: "+strings.TrimSpace(string(rev))+"\n    hooks:\n      - id: demarc\n")
	must("pre-commit", "install")
	save("main file.tf", open)
	if out, err := in("git", "commit", "-m", "open"); err == nil || !strings.Contains(out, "main file.tf:6:20") {
		t.Errorf("a commit that opens a port: %v\n%s", err, out)
	}
	save("main file.tf", strings.ReplaceAll(open, "0.0.0.0/0", "10.0.0.0/8"))
	if out, err := in("git", "commit", "-m", "closed"); err != nil {
		t.Errorf("the repaired commit: %v\n%s", err, out)
	}
}
