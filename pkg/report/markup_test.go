package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// attacks are texts that some format could take for its own.
func attacks() []string {
	return []string{
		`]]><x/>&amp;<!--`, `--><script>alert(1)</script>`, `</script></style></title><img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`,
		`[here](javascript:alert(1)) ![i](https://evil.example/i.png) [a][b] <https://evil.example>`, "`code` ``more`` **bold** _x_ ~~no~~ | cell |",
		`@octocat @org/team #1 org/repo#2 !3 %4 user@evil.example https://evil.example www.evil.example`,
		`=HYPERLINK("https://evil.example")`, `+1`, `-1`, `@SUM(1)`, ` =1+1`, `＝1`, `# heading`, `1. item`, `> quote`, `- item`, `| a | b |`,
		`{{.Version}} ${{ secrets.TOKEN }} $x$`, "\ufffe\uffff]]>", `\`, "`", "\\`", `<details><summary>`, `/close`, `::error::x`,
	}
}

// attacked has that text wherever a result has room for one.
func attacked(text string) *lint.Result {
	p := source.Place{Filename: "dir/" + text, Start: hcl.Pos{Line: 1, Column: 1}, End: hcl.Pos{Line: 1, Column: 2, Byte: 1}}
	c := &check.Check{Name: text, Title: text, Severity: check.Critical, Duty: check.Duty(text)}
	f := lint.Finding{
		Check: c, Message: text + ": " + text, Place: p, Address: text, Instances: []string{text, text}, Environments: []string{text},
		Related: []lint.Related{{Place: p, Message: text}, {Message: text}}, Fingerprint: text,
	}
	accepted := f
	accepted.Suppressed = &lint.Suppression{Kind: lint.Inline, Reason: text, Place: p}
	return &lint.Result{
		Findings:     []lint.Finding{f, accepted},
		Undetermined: []lint.Undetermined{{Check: c, Address: text, Place: p, Causes: []lint.Cause{{Kind: text, Name: text, Place: p, Hint: text}}}},
		Diagnostics:  []lint.Diagnostic{{Severity: lint.Warning, Summary: text, Detail: text + text, Place: p}, {Severity: lint.Error, Summary: text}},
		Coverage:     lint.Coverage{Files: 1, Unread: []lint.Unread{{Path: text, Reason: text}}},
	}
}

// attackedOptions serve the text as every file and every page, too.
func attackedOptions(text string) Options {
	return Options{Version: "1", Source: func(string) []byte { return []byte(text) }, Help: func(*check.Check) string { return text }}
}

// TestNothingIsMarkup reads each format back as its readers do, and finds the text where it was put and nothing besides.
func TestNothingIsMarkup(t *testing.T) {
	t.Parallel()
	read := map[string]func(string) error{
		"json": readBackJSON, "sarif": readBackJSON, "gitlab": readBackJSON, "gitlab-sast": readBackJSON, "rdjson": readBackJSON,
		"junit": readBackXML, "checkstyle": readBackXML, "csv": readBackCSV, "html": readBackHTML, "markdown": readBackMarkdown,
	}
	for format, readBack := range read {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			for _, attack := range attacks() {
				got := write(t, format, attacked(attack), attackedOptions(attack))
				if err := readBack(got); err != nil {
					t.Errorf("%q: %v in\n%s", attack, err, got)
				}
			}
		})
	}
	for _, format := range Formats() {
		if _, known := read[format]; !known && !slices.Contains([]string{"text", "compact", "github"}, format) {
			t.Errorf("nobody reads %s back", format)
		}
	}
}

func readBackJSON(text string) error {
	var v any
	return json.Unmarshal([]byte(text), &v)
}

func readBackXML(text string) error {
	elements := []string{"testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped", "system-out", "checkstyle", "file"}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !slices.Contains(elements, e.Name.Local) {
				return fmt.Errorf("the input made an element %s", e.Name.Local)
			}
		case xml.Comment:
			return errors.New("the input made a comment")
		}
	}
}

func readBackCSV(text string) error {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return err
	}
	for _, row := range rows {
		for _, cell := range row {
			if bare := strings.TrimLeft(cell, " "); bare != "" && strings.Contains("=+-@＝＋－＠", string([]rune(bare)[:1])) {
				return fmt.Errorf("cell %q is a formula", cell)
			}
		}
	}
	if len(rows) != 6 {
		return fmt.Errorf("%d rows", len(rows))
	}
	return nil
}

// readBackHTML finds one script, one style, no event handler, and nothing that would be fetched.
func readBackHTML(text string) error {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return err
	}
	seen := map[string]int{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		seen[n.Data]++
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" || a.Key == "style" {
				return fmt.Errorf("attribute %s=%q", a.Key, a.Val)
			}
		}
	}
	for _, name := range []string{"img", "svg", "a", "iframe", "object", "link", "x"} {
		if seen[name] > 0 {
			return fmt.Errorf("an element %s", name)
		}
	}
	if seen["script"] != 1 || seen["style"] != 1 || seen["title"] != 1 || seen["main"] != 1 {
		return fmt.Errorf("not one script, style and title: %v", seen)
	}
	return nil
}

// readBackMarkdown renders as GitHub does, raw HTML admitted, and finds our own elements alone, and no mention or address outside of code.
func readBackMarkdown(text string) error {
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(renderer.WithUnsafe()))
	if err := md.Convert([]byte(text), &page); err != nil {
		return err
	}
	root, err := html.Parse(&page)
	if err != nil {
		return err
	}
	ours := strings.Fields("html head body details summary h2 table thead tbody tr th td p ul li code strong br")
	seen := map[string]int{}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode && !slices.Contains(ours, n.Data):
			return fmt.Errorf("the input made an element %s", n.Data)
		case n.Type == html.ElementNode:
			seen[n.Data]++
		case n.Type == html.TextNode && n.Parent.Data != "code":
			for _, live := range []string{"@octocat", "@org", "#1", "repo#2", "!3", "user@evil", "https://evil", "www.evil"} {
				if strings.Contains(n.Data, live) {
					return fmt.Errorf("%s is live in %q", live, n.Data)
				}
			}
		}
	}
	if seen["details"] != 4 || seen["li"] != 6 || seen["h2"] != 1 || seen["tr"] != 3 {
		return fmt.Errorf("the input changed the shape: %v", seen)
	}
	return nil
}

func TestMarkdownFitsAComment(t *testing.T) {
	t.Parallel()
	r := &lint.Result{Coverage: lint.Coverage{Files: 1}}
	for range 2000 {
		f := attacked(strings.Repeat("&", 3000))
		r.Findings = append(r.Findings, f.Findings...)
		r.Diagnostics = append(r.Diagnostics, f.Diagnostics...)
		r.Undetermined = append(r.Undetermined, f.Undetermined...)
	}
	got := write(t, "markdown", r, Options{})
	if len(got) > 65_000 {
		t.Errorf("%d bytes", len(got))
	}
	for _, want := range []string{"2000 findings", "more, for which there is no room", "Accepted: 2000", "Undetermined: 2000"} {
		if !strings.Contains(got, want) {
			t.Errorf("does not say %q", want)
		}
	}
	if strings.Count(got, "<details") != strings.Count(got, "</details>") {
		t.Error("details are not closed")
	}
}

func TestProseKeepsWhatNeedsNoEscape(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"publicly_accessible is true; set it to false": "publicly_accessible is true; set it to false",
		"0.0.0.0/0 may reach port 22":                  "0.0.0.0/0 may reach port 22",
		"_x_ a_":                                       `\_x\_ a\_`,
		"a@b":                                          "a@&#8203;b",
		"5 % of # all!":                                "5 % of # all!",
	} {
		if got := prose(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{"a": "`a`", "": "` `", "a`b": "``a`b``", "`": "`` ` ``", "``x": "``` ``x ```"} {
		if got := code(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
