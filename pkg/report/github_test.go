package report

import (
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

func TestGitHubShowsTheWorstAndCountsTheRest(t *testing.T) {
	t.Parallel()
	high := &check.Check{Name: "high", Severity: check.High}
	critical := &check.Check{Name: "critical", Severity: check.Critical}
	r := &lint.Result{Coverage: lint.Coverage{Files: 1}}
	for range maxAnnotations + 2 {
		r.Findings = append(r.Findings, lint.Finding{Check: high, Message: "open"})
	}
	r.Findings = append(r.Findings, lint.Finding{Check: critical, Message: "wide open"})
	got := write(t, "github", r, Options{})
	if !strings.HasPrefix(got, "::error title=critical%3A critical::wide open\n") {
		t.Errorf("the worst is not first: %s", got)
	}
	if n := strings.Count(got, "::error "); n != maxAnnotations || !strings.HasSuffix(got, "::3 more are in the log or in another report\n") {
		t.Errorf("got %d errors of %s", n, got)
	}
}

// Whatever a file is called or says, a line holds one command, and that is ours.
func TestGitHubLetsNoCommandThrough(t *testing.T) {
	t.Parallel()
	evil := "x,line=1::\n::stop-commands::now\r\n##[error]%0A::add-mask::x"
	c := &check.Check{Name: "low", Severity: check.Low}
	got := write(t, "github", &lint.Result{Coverage: lint.Coverage{Files: 1}, Findings: []lint.Finding{{Check: c, Message: evil, Place: source.Place{Filename: evil}}}}, Options{})
	if strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "::notice file=x%2Cline=1%3A%3A") || strings.Contains(got, "]%0A") {
		t.Errorf("got %q", got)
	}
}

// Errors in the input come before all, warnings about it after the findings that they would crowd out; and a notice that more is left has room.
func TestGitHubOrdersAndCaps(t *testing.T) {
	t.Parallel()
	r := &lint.Result{Coverage: lint.Coverage{Files: 1, Unread: []lint.Unread{{Path: "a.tftest.hcl", Reason: "test file", Foreign: true}}}}
	for range maxAnnotations + 1 {
		r.Diagnostics = append(r.Diagnostics, lint.Diagnostic{Severity: lint.Warning, Summary: "Module is not there"})
		r.Findings = append(r.Findings, lint.Finding{Check: &check.Check{Name: "low", Severity: check.Low}, Message: "open"})
	}
	r.Findings = append(r.Findings, lint.Finding{Check: &check.Check{Name: "medium", Severity: check.Medium}, Message: "ajar"})
	r.Diagnostics = append(r.Diagnostics, lint.Diagnostic{Severity: lint.Error, Summary: "File cannot be read", Place: source.Place{Filename: "a.tf"}})
	got := strings.Split(strings.TrimSuffix(write(t, "github", r, Options{}), "\n"), "\n")
	if got[0] != "::error file=a.tf,title=File cannot be read::File cannot be read" || got[1] != "::warning title=medium%3A medium::ajar" {
		t.Errorf("it begins with %q", got[:2])
	}
	for _, level := range []string{"::warning ", "::notice "} {
		n := 0
		for _, line := range got {
			if strings.HasPrefix(line, level) {
				n++
			}
		}
		if n != maxAnnotations {
			t.Errorf("%d of %s", n, level)
		}
	}
	if last := got[len(got)-1]; last != "::notice title=demarc::4 more are in the log or in another report" {
		t.Errorf("it ends with %s", last)
	}
}

func TestCompactTellsWhatHasNoPlace(t *testing.T) {
	t.Parallel()
	r := &lint.Result{Coverage: lint.Coverage{Files: 1, Unread: []lint.Unread{{Path: "module.m", Reason: "run init"}}}, Diagnostics: []lint.Diagnostic{{Severity: lint.Error, Summary: "Directory cannot be read"}}}
	if got, want := write(t, "compact", r, Options{}), "demarc:0:0: error: Directory cannot be read\ndemarc:0:0: error: Not read: module.m: run init\n"; got != want {
		t.Errorf("got %s", got)
	}
	if got := write(t, "compact", &lint.Result{}, Options{}); got != "demarc:0:0: error: Nothing was read, so nothing was checked\n" {
		t.Errorf("of nothing: %s", got)
	}
}
