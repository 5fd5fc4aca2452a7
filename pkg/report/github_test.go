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
	r := &lint.Result{}
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
	got := write(t, "github", &lint.Result{Findings: []lint.Finding{{Check: c, Message: evil, Place: source.Place{Filename: evil}}}}, Options{})
	if strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "::notice file=x%2Cline=1%3A%3A") || strings.Contains(got, "]%0A") {
		t.Errorf("got %q", got)
	}
}
