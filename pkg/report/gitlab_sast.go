package report

import (
	"cmp"
	"io"
	"time"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

const (
	sastSchema      = "15.0.7"              // of GitLab's security reports
	sastTime        = "2006-01-02T15:04:05" // in UTC
	sastName        = 255                   // characters of a vulnerability's name
	sastDescription = 100_000               // the schema allows ten times as many
)

type (
	sastReport struct {
		Version         string              `json:"version"`
		Scan            sastScan            `json:"scan"`
		Vulnerabilities []sastVulnerability `json:"vulnerabilities"`
	}
	sastScan struct {
		Analyzer  sastTool      `json:"analyzer"`
		Scanner   sastTool      `json:"scanner"`
		Type      string        `json:"type"`
		StartTime string        `json:"start_time"`
		EndTime   string        `json:"end_time"`
		Status    string        `json:"status"`
		Messages  []sastMessage `json:"messages"`
	}
	sastTool struct {
		ID      string     `json:"id"`
		Name    string     `json:"name"`
		URL     string     `json:"url"`
		Vendor  sastVendor `json:"vendor"`
		Version string     `json:"version"`
	}
	sastVendor struct {
		Name string `json:"name"`
	}
	sastMessage struct {
		Level string `json:"level"`
		Value string `json:"value"`
	}
	sastVulnerability struct {
		ID          string                `json:"id"`
		Name        string                `json:"name"`
		Description string                `json:"description"`
		Severity    string                `json:"severity"`
		Identifiers []sastIdentifier      `json:"identifiers"`
		Location    sastLocation          `json:"location"`
		Tracking    sastTracking          `json:"tracking"`
		Details     map[string]sastDetail `json:"details,omitempty"`
	}
	sastIdentifier struct {
		Type  string `json:"type"`
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	sastLocation struct {
		File      string `json:"file"`
		StartLine int    `json:"start_line"`
		EndLine   int    `json:"end_line"`
		Class     string `json:"class,omitempty"`
	}
	sastTracking struct {
		Type  string          `json:"type"`
		Items []sastTrackItem `json:"items"`
	}
	sastTrackItem struct {
		File       string          `json:"file"`
		StartLine  int             `json:"start_line"`
		EndLine    int             `json:"end_line"`
		Signatures []sastSignature `json:"signatures"`
	}
	sastSignature struct {
		Algorithm string `json:"algorithm"`
		Value     string `json:"value"`
	}
	// sastDetail is a list, a text or a place in a file.
	sastDetail struct {
		Name      string       `json:"name,omitempty"`
		Type      string       `json:"type"`
		Items     []sastDetail `json:"items,omitempty"`
		Value     string       `json:"value,omitempty"`
		FileName  string       `json:"file_name,omitempty"`
		LineStart int          `json:"line_start,omitempty"`
		LineEnd   int          `json:"line_end,omitempty"`
	}
)

// writeGitLabSAST writes a security report: open findings as vulnerabilities, and as messages of the scan what keeps the report from being
// all there is, what was read, and what was accepted.
func writeGitLabSAST(w io.Writer, r *lint.Result, o Options) error {
	report := sastReport{Version: sastSchema, Scan: newSASTScan(r, o), Vulnerabilities: []sastVulnerability{}}
	seen := identities{}
	return encodeWith(w, report, "vulnerabilities", func(yield func(any) bool) {
		for f := range eachOpen(r) {
			if !yield(newSASTVulnerability(f, seen.finding(f))) {
				return
			}
		}
	})
}

// newSASTScan gives the job's beginning for both times, which the schema demands: how long the run took would differ each time.
func newSASTScan(r *lint.Result, o Options) sastScan {
	began := o.Began
	if began.IsZero() {
		began = time.Unix(0, 0)
	}
	tool := sastTool{"demarc", "demarc", homepage, sastVendor{"demarc"}, cmp.Or(o.Version, "unknown")}
	status := "success"
	if r.Failed() {
		status = "failure"
	}
	scan := sastScan{
		Analyzer: tool, Scanner: tool, Type: "sast", Status: status,
		StartTime: began.UTC().Format(sastTime), EndTime: began.UTC().Format(sastTime),
	}
	for _, p := range problems(r) {
		scan.Messages = append(scan.Messages, sastMessage{"warn", trimmedPlace(p.place) + p.text()})
	}
	v := verdictOf(r)
	scan.Messages = append(scan.Messages, sastMessage{"info", v.head + v.rest + accepted(r) + " " + covered(r) + gaps(r) + "."})
	return scan
}

// trimmedPlace is a place at the head of a message.
func trimmedPlace(p source.Place) string {
	if at := position(p); at != "" {
		return at + ": "
	}
	return ""
}

func newSASTVulnerability(f *lint.Finding, identity string) sastVulnerability {
	start := max(f.Place.Start.Line, 1)
	end := max(f.Place.End.Line, start)
	return sastVulnerability{
		ID:          identity,
		Name:        clip(f.Check.Title, sastName),
		Description: clip(prose(f.Message+environments(f)), sastDescription),
		Severity:    sastSeverity(f.Check.Severity),
		Identifiers: []sastIdentifier{{"demarc_check", "demarc " + f.Check.Name, f.Check.Name}},
		Location:    sastLocation{f.Place.Filename, start, end, f.Address},
		Tracking:    sastTracking{"source", []sastTrackItem{{f.Place.Filename, start, end, []sastSignature{{"scope_offset", identity}}}}},
		Details:     sastDetails(f),
	}
}

func sastSeverity(s check.Severity) string {
	switch s {
	case check.Critical:
		return "Critical"
	case check.High:
		return "High"
	case check.Medium:
		return "Medium"
	default:
		return "Low"
	}
}

func sastDetails(f *lint.Finding) map[string]sastDetail {
	details := map[string]sastDetail{"duty": {Name: "Duty", Type: "text", Value: string(f.Check.Duty)}}
	if len(f.Instances) > 1 {
		details["instances"] = sastTexts("Instances", f.Instances)
	}
	if len(f.Environments) > 0 {
		details["environments"] = sastTexts("Environments", f.Environments)
	}
	var related []sastDetail
	for _, r := range f.Related {
		related = append(related, sastDetail{Type: "text", Value: cmp.Or(r.Message, "see also")})
		if r.Place.Filename != "" && r.Place.Start.Line > 0 {
			related = append(related, sastDetail{Type: "file-location", FileName: r.Place.Filename, LineStart: r.Place.Start.Line, LineEnd: max(r.Place.End.Line, r.Place.Start.Line)})
		}
	}
	if related != nil {
		details["related"] = sastDetail{Name: "Related", Type: "list", Items: related}
	}
	return details
}

func sastTexts(name string, texts []string) sastDetail {
	list := sastDetail{Name: name, Type: "list"}
	for _, text := range texts {
		list.Items = append(list.Items, sastDetail{Type: "text", Value: cmp.Or(text, "-")})
	}
	return list
}
