package lsp_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A real Neovim, with the client that it brings along.
func TestNeovim(t *testing.T) {
	t.Parallel()
	nvim, err := exec.LookPath("nvim")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("nvim must be here in CI")
		}
		t.Skip("nvim (Neovim) is not on the PATH")
	}
	dir := t.TempDir()
	demarc := filepath.Join(dir, "demarc")
	if out, err := exec.Command("go", "build", "-o", demarc, "../../cmd/demarc").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	script, err := filepath.Abs("testdata/neovim.lua")
	if err != nil {
		t.Fatal(err)
	}
	file, seen := filepath.Join(dir, "work", "main.tf"), filepath.Join(dir, "seen")
	text := "resource \"aws_instance\" \"i\" {\n  ami = \"ami-0123456789abcdef0\"\n}\n"
	if err := os.Mkdir(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), nvim, "--headless", "-u", "NONE", "-n", "-S", script)
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_STATE_HOME="+dir, "XDG_CACHE_HOME="+dir, "DEMARC="+demarc, "DEMARC_FILE="+file, "DEMARC_SEEN="+seen)
	out, runErr := cmd.CombinedOutput()
	told, err := os.ReadFile(seen)
	want := "diagnostic 1 aws-ec2-imdsv1\naction set http_tokens to \"required\"\nclean\nstopped\n"
	if err != nil || runErr != nil || string(told) != want {
		t.Fatalf("%v, %v: Neovim saw\n%swant\n%s%s", runErr, err, told, want, out)
	}
	after, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(after), "\n  metadata_options {\n    http_tokens = \"required\"\n  }\n") {
		t.Errorf("%v: the file is\n%s", err, after)
	}
}
