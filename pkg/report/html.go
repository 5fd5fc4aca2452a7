package report

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

//go:embed page
var pageFiles embed.FS

// htmlPage is what page.html shows. It is one file that loads nothing: its policy admits its own style and script by their digests.
type htmlPage struct {
	Style        template.CSS
	Script       template.JS
	Policy       string
	Version      string
	Verdict      htmlVerdict
	Numbers      []htmlNumbers
	Summary      []string // sentences
	Severities   []string // those of open findings, the worst first
	Modules      []string // directories with open findings
	Duties       []htmlDuty
	Problems     []htmlProblem
	Accepted     []htmlFinding
	Undetermined []htmlObstacle
	Checks       []htmlCheck
}

type (
	htmlVerdict struct{ Text, Mood string }
	htmlProblem struct{ Severity, Position, Text string }
	htmlLine    struct {
		Number                int
		Before, Marked, After string
	}
	htmlNumbers struct {
		Name  string
		Cells []int // by severity, the worst first
		Total int
	}
	htmlDuty struct {
		Name    string
		Count   int
		Modules []htmlModule
	}
	htmlModule struct {
		Name     string
		Findings []htmlFinding
	}
	htmlFinding struct {
		Severity, Title, Detail, Check, Position, Address string
		Lines                                             []htmlLine
		More                                              bool
		Notes                                             []string
		Accepted                                          *lint.Suppression
	}
	htmlObstacle struct {
		Name, Kind, Position, Hint string
		Questions                  []string
	}
	htmlCheck struct {
		Name, Title, Severity string
		Why                   []string // paragraphs
	}
)

func writeHTML(w io.Writer, r *lint.Result, o Options) error {
	page, err := template.New("page.html").Funcs(template.FuncMap{"position": position, "count": count}).ParseFS(pageFiles, "page/page.html")
	if err != nil {
		return err
	}
	p := htmlWriter{o: o, secrets: secretsByFile(r, o)}.page(r)
	style, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return err
	}
	script, err := pageFiles.ReadFile("page/page.js")
	if err != nil {
		return err
	}
	p.Style, p.Script = template.CSS(style), template.JS(script) //nolint:gosec // files of this package
	p.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'", integrity(style), integrity(script))
	return page.Execute(w, p)
}

func integrity(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

type htmlWriter struct {
	o       Options
	secrets map[string][]span
}

func (h htmlWriter) page(r *lint.Result) htmlPage {
	open := openFindings(r)
	p := htmlPage{Version: h.o.Version, Verdict: htmlVerdictOf(r), Summary: htmlSummary(r)}
	for _, q := range problems(r) {
		p.Problems = append(p.Problems, htmlProblem{q.severity, position(q.place), q.text()})
	}
	for s := check.Critical; s >= check.Low; s-- {
		if r.Open(s) > 0 {
			p.Severities = append(p.Severities, s.String())
		}
	}
	for _, duty := range dutiesOf(open) {
		own := slices.DeleteFunc(slices.Clone(open), func(f lint.Finding) bool { return f.Check.Duty != duty })
		p.Duties = append(p.Duties, h.duty(cmp.Or(string(duty), noDuty), own))
		p.Numbers = append(p.Numbers, htmlNumbersOf(cmp.Or(string(duty), noDuty), own))
	}
	if len(open) > 0 {
		p.Numbers = append(p.Numbers, htmlNumbersOf("all", open))
	}
	for i := range open {
		p.Modules = append(p.Modules, moduleOf(&open[i]))
	}
	slices.Sort(p.Modules)
	p.Modules = slices.Compact(p.Modules)
	for _, f := range worstFirst(acceptedFindings(r)) {
		p.Accepted = append(p.Accepted, h.finding(&f))
	}
	for _, o := range obstacles(r) {
		p.Undetermined = append(p.Undetermined, htmlObstacle{o.cause.Name, o.cause.Kind, position(o.cause.Place), o.cause.Hint, questions(o.open)})
	}
	p.Checks = h.checks(open)
	return p
}

func htmlVerdictOf(r *lint.Result) htmlVerdict {
	v := verdictOf(r)
	if v.mood == void {
		return htmlVerdict{v.head + ". " + v.rest, "void"}
	}
	return htmlVerdict{v.head + v.rest, map[mood]string{open: "open", pass: "pass", doubt: "doubt"}[v.mood]}
}

// htmlSummary is what was covered, and what was accepted or left out.
func htmlSummary(r *lint.Result) []string {
	sentences := []string{covered(r) + gaps(r) + "."}
	if text := strings.TrimPrefix(accepted(r), "; "); text != "." {
		sentences = append(sentences, text)
	}
	return sentences
}

func htmlNumbersOf(name string, findings []lint.Finding) htmlNumbers {
	n := htmlNumbers{Name: name, Cells: make([]int, check.Critical), Total: len(findings)}
	for _, f := range findings {
		if s := f.Check.Severity; s >= check.Low && s <= check.Critical {
			n.Cells[check.Critical-s]++
		}
	}
	return n
}

// duty parts findings by the directory of their module, in each the worst first.
func (h htmlWriter) duty(name string, findings []lint.Finding) htmlDuty {
	d := htmlDuty{Name: name, Count: len(findings)}
	index := map[string]int{}
	for _, f := range worstFirst(slices.Clone(findings)) {
		module := moduleOf(&f)
		i, known := index[module]
		if !known {
			i, index[module] = len(d.Modules), len(d.Modules)
			d.Modules = append(d.Modules, htmlModule{Name: module})
		}
		d.Modules[i].Findings = append(d.Modules[i].Findings, h.finding(&f))
	}
	slices.SortFunc(d.Modules, func(a, b htmlModule) int { return strings.Compare(a.Name, b.Name) })
	return d
}

// moduleOf is the directory of the module that a finding lies in.
func moduleOf(f *lint.Finding) string {
	if f.Place.Filename == "" {
		return "(no file)"
	}
	return path.Dir(f.Place.Filename)
}

func (h htmlWriter) finding(f *lint.Finding) htmlFinding {
	title, detail := headline(f)
	lines, more := excerpt(h.o.Source(f.Place.Filename), f.Place, h.secrets[f.Place.Filename])
	shown := listed(lines, newHTMLLine)
	return htmlFinding{
		Severity: f.Check.Severity.String(), Title: title, Detail: detail, Check: f.Check.Name, Position: position(f.Place), Address: f.Address,
		Lines: shown, More: more, Notes: notes(f), Accepted: f.Suppressed,
	}
}

func newHTMLLine(l excerptLine) htmlLine {
	return htmlLine{l.number, l.text[:l.marked.start], l.text[l.marked.start:l.marked.end], l.text[l.marked.end:]}
}

// checks are those with open findings, by name, with the reason that their page gives.
func (h htmlWriter) checks(open []lint.Finding) []htmlCheck {
	var checks []htmlCheck
	seen := map[string]bool{}
	for _, f := range open {
		if c := f.Check; !seen[c.Name] {
			seen[c.Name] = true
			checks = append(checks, htmlCheck{c.Name, c.Title, c.Severity.String(), paragraphs(h.o.Help(c))})
		}
	}
	slices.SortFunc(checks, func(a, b htmlCheck) int { return strings.Compare(a.Name, b.Name) })
	return checks
}

// paragraphs are those of a page before its examples.
func paragraphs(page string) []string {
	text, _, _ := strings.Cut(page, "```")
	text = strings.TrimSuffix(strings.TrimSpace(text), "Reported:")
	var list []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if paragraph = strings.TrimSpace(paragraph); paragraph != "" {
			list = append(list, paragraph)
		}
	}
	return list
}
