package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// The subset of CodeClimate's issues that GitLab reads as a code quality report. It has no place for what was accepted.
type (
	gitlabIssue struct {
		Type        string         `json:"type"`
		CheckName   string         `json:"check_name"`
		Description string         `json:"description"`
		Categories  []string       `json:"categories"`
		Severity    string         `json:"severity"`
		Fingerprint string         `json:"fingerprint"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	}
)

// writeGitLab writes a code quality report: open findings, and what keeps the report from being all there is, so that a run that could
// not read a file shows in the merge request.
func writeGitLab(w io.Writer, r *lint.Result, _ Options) error {
	seen := identities{}
	return encodeWith(w, []gitlabIssue{}, "", func(yield func(any) bool) {
		for f := range eachOpen(r) {
			if !yield(gitlabIssue{
				Type: "issue", CheckName: f.Check.Name, Description: f.Message + environments(f), Categories: []string{"Security"},
				Severity: gitlabSeverity(f.Check.Severity), Fingerprint: seen.finding(f), Location: newGitLabLocation(f.Place),
			}) {
				return
			}
		}
		for _, p := range problems(r) {
			severity := "info"
			if p.severity == lint.Error {
				severity = "critical"
			}
			if !yield(gitlabIssue{
				Type: "issue", CheckName: p.rule, Description: p.text(), Categories: []string{"Bug Risk"},
				Severity: severity, Fingerprint: seen.problem(p), Location: newGitLabLocation(p.place),
			}) {
				return
			}
		}
	})
}

// newGitLabLocation gives what concerns no file the working directory: GitLab drops an issue without a path.
func newGitLabLocation(p source.Place) gitlabLocation {
	begin := max(p.Start.Line, 1)
	return gitlabLocation{Path: cmp.Or(p.Filename, "."), Lines: gitlabLines{begin, max(p.End.Line, begin)}}
}

func gitlabSeverity(s check.Severity) string {
	switch s {
	case check.Critical:
		return "blocker"
	case check.High:
		return "critical"
	case check.Medium:
		return "major"
	default:
		return "minor"
	}
}

// identities hands out names that no two entries of a report share: of two with one name, readers keep one.
type identities map[string]int

func (i identities) finding(f *lint.Finding) string {
	if f.Fingerprint != "" {
		return i.unique(f.Fingerprint)
	}
	return i.unique(digest(f.Check.Name, f.Place.Filename, f.Address, f.Message))
}

func (i identities) problem(p problem) string {
	return i.unique(digest(p.rule, p.place.Filename, p.summary, p.detail))
}

func (i identities) unique(name string) string {
	if n := i.next(name); n > 1 {
		return fmt.Sprintf("%s-%d", name, n)
	}
	return name
}

// next is how often the name has been asked for, this time included.
func (i identities) next(name string) int {
	i[name]++
	return i[name]
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
