package aws

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/lint"
)

// TestSecretPlaces holds where a secret in a script shows: at its line where the script is written in the asking block, else at the
// argument; and that nothing of it is told.
func TestSecretPlaces(t *testing.T) {
	t.Parallel()
	const password = "correct-horse-battery"
	tests := map[string]struct{ file, text, want string }{
		"heredoc":           {"main.tf", "user_data = <<-EOT\n      #!/bin/bash\n      export DB_PASSWORD=SECRET\n    EOT", "5:7"},
		"Windows line ends": {"main.tf", "user_data = <<-EOT\r\n      #!/bin/bash\r\n      export DB_PASSWORD=SECRET\r\n    EOT\r", "5:7"},
		"after a hole":      {"main.tf", "user_data = <<EOT\na\n${var.u}\nb\nDB_PASSWORD=SECRET\nEOT", "7:1"},
		"encoded":           {"main.tf", "user_data = base64encode(<<-EOT\n      ä\n      DB_PASSWORD=SECRET\n    EOT\n  )", "5:7"},
		"one line":          {"main.tf", `user_data = "a\nDB_PASSWORD=SECRET"`, "3:16"},
		"local":             {"main.tf", "user_data = local.script\n}\nlocals {\n  script = <<EOT\nDB_PASSWORD=SECRET\nEOT", "3:15"},
		"JSON":              {"main.tf.json", `"user_data": "a\nDB_PASSWORD=SECRET"`, "1:56"},
		"JSON with a hole":  {"main.tf.json", `"user_data": "${var.u}\nDB_PASSWORD=SECRET"`, "1:56"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := "variable \"u\" {}\nresource \"aws_instance\" \"i\" {\n  " + test.text + "\n}\n"
			if strings.HasSuffix(test.file, ".json") {
				text = `{"resource": {"aws_instance": {"i": {     ` + test.text + `}}}, "variable": {"u": {}}}`
			}
			dir := t.TempDir()
			text = strings.ReplaceAll(text, "SECRET", password)
			if err := os.WriteFile(filepath.Join(dir, test.file), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: ec2UserData()[:1]})
			if err != nil || len(r.Diagnostics) > 0 || len(r.Findings) != 1 {
				t.Fatalf("found %v, %v, %v", r.Findings, r.Diagnostics, err)
			}
			f := r.Findings[0]
			if got := fmt.Sprintf("%d:%d", f.Place.Start.Line, f.Place.Start.Column); got != test.want {
				t.Errorf("placed at %s, want %s", got, test.want)
			}
			if strings.Contains(fmt.Sprint(f), password) || !f.Masked {
				t.Errorf("told: %v", f)
			}
		})
	}
}
