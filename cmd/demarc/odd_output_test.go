package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/demarc-lint/demarc/pkg/report"
)

// Whatever things are called, no output of the program acts on a terminal, on the log of a workflow, in a browser or in a spreadsheet.
func TestOddNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	oddConfiguration(t, dir)
	for _, args := range [][]string{
		{"lint", "--show-undetermined", "--timings"}, {"lint", "--baseline", ".demarc-baseline.json", "--select", "secrets"}, {"fix", "--diff", "--select", "aws-rds-publicly-accessible"},
		{"baseline", "check"}, {"baseline", "write", "--file", "\n::error::##[error]\x1b.json"}, {"baseline", "write", "--no-config", "--file", "::error::x"},
		{"graph", "--format", "text"}, {"graph", "--format", "json"}, {"graph", "--format", "dot"}, {"graph", "--format", "mermaid"},
	} {
		t.Run(strings.Join(args[:2], " "), func(t *testing.T) {
			t.Parallel()
			output(t, dir, args)
		})
	}
	for _, more := range [][]string{{"--select", "all"}, {"--no-config"}} {
		t.Run("formats "+more[0], func(t *testing.T) {
			t.Parallel()
			oddReports(t, dir, more)
		})
	}
}

// oddReports has all formats written by one run, and reads them back.
func oddReports(t *testing.T, dir string, more []string) {
	t.Helper()
	read := map[string]func(string) error{
		"text": nil, "compact": nil, "markdown": nil, "github": workflow, "json": parsesJSON, "sarif": parsesJSON, "gitlab": parsesJSON, "gitlab-sast": parsesJSON,
		"rdjson": parsesJSON, "junit": parsesXML, "checkstyle": parsesXML, "html": ownElements, "csv": noFormula,
	}
	to := t.TempDir()
	args := append([]string{"lint"}, more...)
	for _, format := range report.Formats() {
		args = append(args, "--format", format+"="+filepath.Join(to, format))
	}
	ran(t, dir, args)
	for _, format := range report.Formats() {
		data, err := os.ReadFile(filepath.Join(to, format)) //nolint:gosec // in the test's own directory
		if err != nil {
			t.Fatal(err)
		}
		if err := inert(string(data), format == "github"); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if format == "compact" && !strings.Contains(string(data), "all.tf.json:1:") {
			t.Error("nothing is found where the names are")
		}
		if read[format] == nil {
			continue
		}
		if err := read[format](string(data)); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// What the command line is given comes back on the standard error, as harmless as what the files say: a workflow puts a pull request's title there.
func TestOddArguments(t *testing.T) {
	t.Parallel()
	const odd = "\n::error::x ##[error]y ##vso[z]\x1b[31m\u009b\u202e\u200b\r\xff"
	for i, args := range [][]string{
		{odd}, {"explain", odd}, {"explain", " ##[error]"}, {"explain", "::error::x"},
		{"lint", odd}, {"lint", "--format", odd}, {"lint", "--format", "json=" + odd + "/x"}, {"lint", "--format", "json=a" + odd, "--format", "csv=a" + odd}, {"lint", "--fail-on", odd}, {"lint", "--select", odd},
		{"lint", "--ignore", odd}, {"lint", "--var-file", odd}, {"lint", "--var", odd}, {"lint", "--var", odd + "=1"}, {"lint", "--var", "x=" + odd}, {"lint", "--env", odd}, {"lint", "--env", odd + "=" + odd}, {"lint", "--config", odd},
		{"lint", "--baseline", odd}, {"lint", "--diff", odd}, {"lint", "--stdin", "--stdin-filename", odd}, {"lint", "--stdin", "--stdin-filename", odd + ".tf"}, {"lint", "--" + odd}, {"lint", "-" + odd}, {"lint", "--workspace", odd},
		{"lint", "--timings=" + odd}, {"--" + odd}, {"fix", odd}, {"fix", "--" + odd}, {"graph", odd}, {"graph", "--format", odd}, {"graph", "--var-file", odd}, {"checks", "--select", odd}, {"checks", "--format", odd},
		{"checks", "--coverage", odd}, {"checks", "--from", odd}, {"checks", "--from", "checkov:" + odd}, {"checks", odd}, {"baseline", odd}, {"baseline", "write", "--file", odd + "/x"}, {"baseline", "check", "--file", odd}, {"help", odd},
		{"init", "--" + odd}, {"version", odd}, {"lsp", odd}, {"lsp", "--" + odd},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			output(t, t.TempDir(), args)
		})
	}
}

// output runs the program, and finds nothing that acts in what it says.
func output(t *testing.T, dir string, args []string) {
	t.Helper()
	stdout, stderr := ran(t, dir, args)
	if len(stdout)+len(stderr) == 0 && args[0] != "lsp" {
		t.Errorf("%q: nothing came out", args)
	}
	for _, out := range []string{stdout, stderr} {
		if err := inert(out, false); err != nil {
			t.Errorf("%.100q: %v", args, err)
		}
	}
	if slices.Contains(args, "graph") && slices.Contains(args, "json") {
		if err := parsesJSON(stdout); err != nil {
			t.Errorf("%q: %v", args, err)
		}
	}
}

// ran runs the program in a directory.
func ran(t *testing.T, dir string, args []string) (stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), hostileWait)
	defer cancel()
	cmd := exec.CommandContext(ctx, "demarc", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "NO_COLOR=1")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run()                                                                                 // its status is another test's
	if took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(); took > 2*hostileCPU { // one run writes all formats
		t.Errorf("%.300q took %v of processor time", args, took)
	}
	return out.String(), errs.String()
}

// inert reports as an error what acts on a terminal or a runner of workflows. The format for GitHub is made of commands, which workflow reads.
func inert(text string, github bool) error {
	if !utf8.ValidString(text) {
		return errors.New("not UTF-8")
	}
	joiner := func(r rune) bool { return r == '\u200c' || r == '\u200d' } // without which several scripts cannot be written
	acts := func(r rune) bool {
		return r != '\n' && r != '\t' && !joiner(r) && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
	}
	if at := strings.IndexFunc(text, acts); at >= 0 {
		return fmt.Errorf("a character that acts in %q", text[max(0, at-40):min(len(text), at+40)])
	}
	if at := regexp.MustCompile(`(?i)##(vso)?\[`).FindStringIndex(text); at != nil {
		return fmt.Errorf("a command in %q", text[max(0, at[0]-40):min(len(text), at[0]+40)])
	}
	for line := range strings.Lines(text) {
		if !github && strings.HasPrefix(strings.TrimSpace(line), "::") {
			return fmt.Errorf("a line is a command: %.80q", line)
		}
	}
	return nil
}

// workflow finds commands of the program's own alone, one a line.
func workflow(text string) error {
	own := regexp.MustCompile(`^::(error|warning|notice) ((file|line|endLine|col|endColumn|title)=[^:,]*,?)+::`)
	for line := range strings.Lines(text) {
		if !own.MatchString(line) {
			return fmt.Errorf("not one of ours: %.200q", line)
		}
	}
	return nil
}

func parsesJSON(text string) error {
	var v any
	return json.Unmarshal([]byte(text), &v)
}

func parsesXML(text string) error {
	elements := []string{"testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "skipped", "system-out", "checkstyle", "file"}
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok && !slices.Contains(elements, e.Name.Local) {
			return fmt.Errorf("the input made an element %s", e.Name.Local)
		}
	}
}

// ownElements finds the page's own script and style, and nothing that would be fetched or run.
func ownElements(text string) error {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return err
	}
	seen := map[string]int{}
	for n := range root.Descendants() {
		seen[n.Data]++
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || slices.Contains([]string{"src", "href", "style"}, a.Key) {
				return fmt.Errorf("attribute %s=%q", a.Key, a.Val)
			}
		}
	}
	if seen["script"] != 1 || seen["style"] != 1 || seen["img"]+seen["a"]+seen["x"] > 0 {
		return fmt.Errorf("the input made an element: %v", seen["script"])
	}
	return nil
}

func noFormula(text string) error {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	for _, cell := range slices.Concat(rows...) {
		if bare := strings.TrimLeft(cell, " "); bare != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(bare)[0]) {
			return fmt.Errorf("cell %.80q is a formula", cell)
		}
	}
	return err
}
