package checks_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/cli"
)

// The list in docs/ is what the command prints. After adding or changing a check:
//
//	UPDATE=1 go test ./checks -run TestDocs
func TestDocs(t *testing.T) {
	t.Parallel()
	const file = "../docs/checks.md"
	var out bytes.Buffer
	app := cli.App{Checks: checks.All(), Page: checks.Help, Stdout: &out, Stderr: os.Stderr}
	if status := app.Run(t.Context(), []string{"demarc", "checks", "--format", "markdown"}); status != cli.Clean {
		t.Fatalf("status %d", status)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, out.Bytes()) {
		t.Error("docs/checks.md is stale; UPDATE=1 go test ./checks -run TestDocs writes it anew")
	}
}
