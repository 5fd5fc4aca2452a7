package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

const commands = "##[error]m ###[debug] ##vso[task.setvariable variable=a]b ##VSO[x]"

// smuggler says a command of each kind wherever it can.
func smuggler() (files, *lint.Result) {
	const name = " ::error::x.tf"
	f := files{name: "a = 1 # ##[stop-commands]x\n"}
	at := f.at(name, "1")
	c := &check.Check{Name: "aws-t-" + commands, Title: "T", Severity: check.High, Duty: check.Network}
	finding := lint.Finding{Check: c, Message: "T: " + commands, Place: at, Address: "::error::" + commands, Instances: []string{"::a", commands}, Fingerprint: commands}
	finding.Environments = []string{"::error::" + commands}
	finding.Related = []lint.Related{{Place: at, Message: "::error::" + commands}, {Message: "::error::" + commands}}
	accepted := finding
	accepted.Suppressed = &lint.Suppression{Kind: lint.Inline, Reason: "::error::" + commands, Place: at}
	cause := lint.Cause{Kind: "::error::" + commands, Name: "::error::" + commands, Place: at, Hint: "::error::" + commands}
	return f, &lint.Result{
		Findings:     []lint.Finding{finding, accepted},
		Undetermined: []lint.Undetermined{{Check: c, Address: "::error::" + commands, Place: at, Causes: []lint.Cause{cause, {}}}},
		Diagnostics: []lint.Diagnostic{
			{Severity: lint.Error, Summary: "s " + commands, Detail: "::error::##[debug]d", Place: at},
			{Severity: lint.Error, Summary: "s " + commands, Detail: "::error::##[debug]e", Place: at},
			{Severity: lint.Warning, Summary: "::error::" + commands, Detail: "::error::##[debug]d"},
		},
		Coverage: lint.Coverage{Files: 1, Unread: []lint.Unread{{Path: "::error::" + commands, Reason: "::error::" + commands}}},
		Checks:   []*check.Check{c},
	}
}

// Whatever the input says, the log of a workflow holds no command but the ones that the github format is made of.
func TestNoFormatLetsACommandThrough(t *testing.T) {
	t.Parallel()
	f, r := smuggler()
	help := func(*check.Check) string { return "## T\n\n::error::" + commands + "\n" }
	check := func(format, got string) {
		if at := regexp.MustCompile(`(?i)##(vso)?\[`).FindStringIndex(got); at != nil {
			t.Errorf("%s: a command at %.80q", format, got[at[0]:])
		}
		for line := range strings.Lines(got) {
			if format != "github" && strings.HasPrefix(strings.TrimSpace(line), "::") {
				t.Errorf("%s: a line is a command: %.80q", format, line)
			}
		}
	}
	for _, format := range Formats() {
		for _, color := range []bool{false, true} {
			check(format, write(t, format, r, Options{Source: f.read, Help: help, ShowUndetermined: true, Color: color}))
		}
	}
	var b bytes.Buffer
	if err := WriteProblems(&b, r); err != nil {
		t.Fatal(err)
	}
	check("problems", b.String())
}

func TestJSONSaysWhatWasWritten(t *testing.T) {
	t.Parallel()
	f, r := smuggler()
	var report struct{ Findings []struct{ Message string } }
	if err := json.Unmarshal([]byte(write(t, "json", r, Options{Source: f.read})), &report); err != nil || report.Findings[0].Message != "T: "+commands {
		t.Errorf("got %v, %v", report, err)
	}
}

func TestNameAtTheHeadOfALine(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"a.tf": "a.tf", "::a.tf": "./::a.tf", "\u3000 ::a.tf": "./\u3000 ::a.tf", "a::b": "a::b"} {
		if got := lineHead(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	got := write(t, "compact", &lint.Result{Diagnostics: []lint.Diagnostic{{Severity: lint.Error, Summary: "s", Place: source.Place{Filename: "::a"}}}}, Options{})
	if !strings.HasPrefix(got, "./::a:") {
		t.Errorf("got %q", got)
	}
}

func TestNoGraphLetsACommandThrough(t *testing.T) {
	t.Parallel()
	_, r := smuggler()
	g := &lint.Graphs{Result: r, Roots: []lint.RootGraph{{Dir: "::error::" + commands, Nodes: []lint.Node{{Address: `a.b["` + commands + `"]`, Type: "a"}}}}}
	for _, format := range GraphFormats() {
		var b bytes.Buffer
		if err := WriteGraph(&b, format, g, Options{}); err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`(?i)##(vso)?\[`).Match(b.Bytes()) {
			t.Errorf("%s: %s", format, b.String())
		}
		for line := range strings.Lines(b.String()) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") {
				t.Errorf("%s: a line is a command: %.80q", format, line)
			}
		}
	}
}

// Text comes in pieces, and a command may be cut anywhere.
func TestCommandsInPieces(t *testing.T) {
	t.Parallel()
	const text = "a ##[b] ###[c] # ## ##vso[d] ####VSO[e] ##vs [ #[ ##"
	const want = "a # #[b] ## #[c] # ## # #vso[d] ### #VSO[e] ##vs [ #[ ##"
	for size := 1; size <= len(text); size++ {
		var out bytes.Buffer
		c := &commandless{w: &out, hash: spaced}
		for rest := text; rest != ""; {
			n := min(size, len(rest))
			if _, err := c.Write([]byte(rest[:n])); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := c.flush(); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("in pieces of %d: %q, want %q", size, out.String(), want)
		}
	}
}

// What is written item by item is what would have been written at once.
func TestEncodeWith(t *testing.T) {
	t.Parallel()
	type list struct {
		Name  string `json:"name"`
		Items []any  `json:"items"`
		Last  int    `json:"last"`
	}
	type nested struct {
		Lists []list `json:"lists"`
	}
	for _, items := range [][]any{{}, {1}, {"a < b", []any{}, []any{map[string]any{"items": []any{2}}}}} {
		for _, test := range []struct {
			key         string
			empty, full any
		}{
			{"", []any{}, items},
			{"items", list{Name: `"items": []`, Items: []any{}}, list{Name: `"items": []`, Items: items}},
			{"items", nested{[]list{{Items: []any{}}}}, nested{[]list{{Items: items}}}},
		} {
			var got, want bytes.Buffer
			if err := errors.Join(encodeWith(&got, test.empty, test.key, slices.Values(items)), encode(&want, test.full)); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Errorf("got\n%s\nwant\n%s", &got, &want)
			}
		}
	}
}
