package lint_test

import (
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	call := func(name, cidr string) string {
		return "module \"" + name + "\" {\n  source = \"../m\"\n  cidr = \"" + cidr + "\"\n}\n"
	}
	inner := "variable \"cidr\" {}\n" + "resource \"aws_security_group\" \"g\" {\n  ingress {\n    cidr_blocks = [var.cidr]\n  }\n}\n"
	for name, test := range map[string]struct {
		now         map[string]string
		before      map[string][]byte
		open, older int
	}{
		"nothing changed":    {map[string]string{"main.tf": group("a", world)}, nil, 0, 1},
		"a file is new":      {map[string]string{"main.tf": group("a", world), "b.tf": group("b", world)}, map[string][]byte{"b.tf": nil}, 1, 1},
		"a directory is new": {map[string]string{"main.tf": group("a", world), "d/b.tf": group("a", world)}, map[string][]byte{"d/b.tf": nil}, 1, 1},
		"a file was renamed": {map[string]string{"b.tf": group("a", world)}, map[string][]byte{"main.tf": []byte(group("a", world)), "b.tf": nil}, 0, 1},
		"a value elsewhere": {
			map[string]string{"m/main.tf": inner, "live/main.tf": call("x", world)},
			map[string][]byte{"live/main.tf": []byte(call("x", "10.0.0.0/8"))}, 1, 0,
		},
		"one more call": {
			map[string]string{"m/main.tf": group("g", world), "live/main.tf": "module \"x\" {\n  source = \"../m\"\n}\nmodule \"y\" {\n  source = \"../m\"\n}\n"},
			map[string][]byte{"live/main.tf": []byte("module \"x\" {\n  source = \"../m\"\n}\n")}, 1, 0,
		},
		"a call from another root": {
			map[string]string{"m/main.tf": group("g", world), "live/main.tf": "module \"x\" {\n  source = \"../m\"\n}\n", "dev/main.tf": "module \"x\" {\n  source = \"../m\"\n}\n"},
			map[string][]byte{"dev/main.tf": nil}, 1, 0,
		},
		"a comment that accepted is gone": {
			map[string]string{"main.tf": group("a", world)},
			map[string][]byte{"main.tf": []byte("# demarc:ignore *: mine\n" + group("a", world))}, 1, 0,
		},
		"a directory is gone": {
			map[string]string{"main.tf": group("a", world)},
			map[string][]byte{"old/x.tf": []byte(group("b", world))}, 0, 1,
		},
		"an ignore of the settings is gone": {
			map[string]string{"main.tf": group("a", world), ".demarc.hcl": ""},
			map[string][]byte{".demarc.hcl": []byte("ignore \"open\" {\n  reason = \"mine\"\n}\n")}, 1, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := lint.Options{Cwd: repository(t, test.now), Checks: []*check.Check{open()}}
			o.Config.Checks = o.Checks
			r, err := lint.Compare(t.Context(), o, test.before)
			if err != nil {
				t.Fatal(err)
			}
			if r.Open(check.High) != test.open || r.Older != test.older {
				t.Errorf("got %d open, %d older; want %d, %d: %v", r.Open(check.High), r.Older, test.open, test.older, r.Findings)
			}
		})
	}
}

func TestCompareTellsOfWhatWasNotRead(t *testing.T) {
	t.Parallel()
	dir := repository(t, map[string]string{"main.tf": group("a", world)})
	r, err := lint.Compare(t.Context(), lint.Options{Cwd: dir, Checks: []*check.Check{open()}}, map[string][]byte{"main.tf": []byte("resource {")})
	if err != nil {
		t.Fatal(err)
	}
	if r.Open(check.High) != 1 || r.Failed() || len(r.Diagnostics) != 1 || r.Diagnostics[0].Severity != lint.Warning {
		t.Errorf("got %v, %v", r.Findings, r.Diagnostics)
	}
}
