package lint

import (
	"testing"

	"github.com/hashicorp/hcl/v2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/source"
)

func place(file string, at int) source.Place {
	return source.Place{Filename: file, Start: hcl.Pos{Line: 1, Column: 1 + at, Byte: at}, End: hcl.Pos{Line: 1, Column: 2 + at, Byte: at + 1}}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	low := &check.Check{Name: "low", Severity: check.Low}
	critical := &check.Check{Name: "critical", Severity: check.Critical}
	r := Result{Findings: []Finding{
		{Check: low},
		{Check: low, Suppressed: &Suppression{Kind: Inline}},
		{Check: critical, Suppressed: &Suppression{Kind: Baseline}},
	}}
	if got := r.Open(check.Low); got != 1 {
		t.Errorf("open: got %d low, want 1", got)
	}
	if got := r.Worst(); got != check.Low {
		t.Errorf("worst: got %s, want low: the critical one is accepted", got)
	}
	if r.Accepted(Inline) != 1 || r.Accepted(Baseline) != 1 || r.Accepted(Config) != 0 {
		t.Error("accepted findings are counted under another kind")
	}
	if got := (&Result{}).Worst(); got != 0 {
		t.Errorf("worst of none: got %s", got)
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	read := Coverage{Files: 1}
	for name, test := range map[string]struct {
		result Result
		want   bool
	}{
		"all read":     {Result{Coverage: read}, true},
		"warned":       {Result{Coverage: read, Diagnostics: []Diagnostic{{Severity: Warning}}}, true},
		"failed":       {Result{Coverage: read, Diagnostics: []Diagnostic{{Severity: Error}}}, false},
		"unread":       {Result{Coverage: Coverage{Files: 1, Unread: []Unread{{Path: "x"}}}}, false},
		"nothing read": {Result{}, false},
	} {
		if got := test.result.Complete(); got != test.want {
			t.Errorf("%s: got %t", name, got)
		}
	}
}

func TestSort(t *testing.T) {
	t.Parallel()
	a, b := &check.Check{Name: "a"}, &check.Check{Name: "b"}
	r := Result{
		Findings: []Finding{
			{Check: a, Place: place("y.tf", 0)},
			{Check: b, Place: place("x.tf", 10)},
			{Check: b, Place: place("x.tf", 9)},
			{Check: a, Place: place("x.tf", 10)},
		},
		Coverage: Coverage{Unread: []Unread{{Path: "z"}, {Path: "c"}}},
		Checks:   []*check.Check{b, a},
	}
	r.Sort()
	got := ""
	for _, f := range r.Findings {
		got += f.Place.Filename + f.Check.Name + " "
	}
	if want := "x.tfb x.tfa x.tfb y.tfa "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if r.Coverage.Unread[0].Path != "c" || r.Checks[0] != a {
		t.Error("what is not a finding is not sorted")
	}
}
