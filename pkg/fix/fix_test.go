package fix_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/fix"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

var update = flag.Bool("update", false, "write golden files anew")

// Each archive begins with intents, a line each, and holds files as they are and, under want/, as they are when all fixes are made. A file
// without one stays as it is. "refused" holds the reasons of the fixes that are not made.
//
//	set TYPE PATH VALUE              VALUE is JSON
//	remove TYPE ARGUMENT
//	add-block TYPE BLOCK PATH=VALUE...
//	remove-block TYPE BLOCK
//	companion TYPE OTHER PATH=VALUE... (=.id refers to the resource)
//	policy TYPE ARGUMENT ACTION VALUE
//	pull TYPE PATH ELEMENT, swap TYPE PATH ELEMENT VALUE
func TestMake(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(err, len(archives))
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			golden(t, name)
		})
	}
}

func golden(t *testing.T, name string) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	crlf := strings.Contains(name, "crlf")
	dir := t.TempDir()
	want := map[string]string{}
	kept := txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		data := unescape(f.Data, crlf)
		if file, golden := strings.CutPrefix(f.Name, "want/"); golden || f.Name == "refused" {
			want[file] = string(data)
			continue
		}
		kept.Files = append(kept.Files, f)
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	plan := planned(t, dir, string(archive.Comment))
	for _, f := range kept.Files {
		after, changed := plan.Files[f.Name]
		if changed {
			if *update {
				formatted(t, f.Name, after)
			}
			kept.Files = append(kept.Files, txtar.File{Name: "want/" + f.Name, Data: escape(after, crlf)})
		}
		if expected, ok := want[f.Name]; ok != changed || expected != string(after) {
			if !*update {
				t.Errorf("%s is\n%s\ninstead of\n%s", f.Name, after, expected)
			}
		}
		applied(t, plan, f.Name, unescape(f.Data, crlf), after)
	}
	var refused strings.Builder
	for _, why := range plan.Refused {
		if why != "" {
			fmt.Fprintln(&refused, why)
		}
	}
	if !*update && strings.TrimSpace(refused.String()) != strings.TrimSpace(want["refused"]) {
		t.Errorf("refused\n%sinstead of\n%s", refused.String(), want["refused"])
	}
	if *update {
		if refused.Len() > 0 {
			kept.Files = append(kept.Files, txtar.File{Name: "refused", Data: []byte(refused.String())})
		}
		if err := os.WriteFile(name, txtar.Format(&kept), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Archives are read by people and kept by git: a line "\ No newline at end" stands for what it says, "<BOM>" for the mark.
func unescape(data []byte, crlf bool) []byte {
	data = bytes.Replace(data, []byte("\n\\ No newline at end\n"), nil, 1)
	data = bytes.Replace(data, []byte("<BOM>"), []byte("\xef\xbb\xbf"), 1)
	if crlf {
		data = bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))
	}
	return data
}

func escape(data []byte, crlf bool) []byte {
	if crlf {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	}
	data = bytes.Replace(data, []byte("\xef\xbb\xbf"), []byte("<BOM>"), 1)
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(bytes.Clone(data), "\n\\ No newline at end\n"...)
	}
	return data
}

// applied demands that the edits of a plan give what the plan says.
func applied(t *testing.T, plan *fix.Plan, name string, before, after []byte) {
	t.Helper()
	if after == nil {
		return
	}
	out, at := "", 0
	for _, e := range plan.Edits() {
		if e.Place.Filename == name {
			out += string(before[at:e.Place.Start.Byte]) + e.NewText
			at = e.Place.End.Byte
		}
	}
	if out += string(before[at:]); out != string(after) {
		t.Errorf("the edits of %s give\n%s\ninstead of\n%s", name, out, after)
	}
}

// A diff is read by people and machines that are not to see what is secret.
func TestDiffShowsNoSecrets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := "resource \"aws_db_instance\" \"db\" {\n  a        = 1\n  sentence = \"%s\"\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), fmt.Appendf(nil, text, "Herbst-2025"), 0o600); err != nil {
		t.Fatal(err)
	}
	near, realigned := planned(t, dir, "set aws_db_instance a 2"), planned(t, dir, "set aws_db_instance storage_encrypted true")
	at := strings.Index(text, "%s")
	secret := source.Place{Filename: "main.tf", Start: hcl.Pos{Byte: at}, End: hcl.Pos{Byte: at + len("Herbst-2025")}}
	if got := near.Diff(nil); !strings.Contains(got, "Herbst") {
		t.Errorf("nothing is to be hidden in\n%s", got)
	}
	if got := near.Diff([]source.Place{secret}); strings.Contains(got, "Herbst") || strings.Contains(got, "***") || !strings.Contains(got, "+  a        = 2") {
		t.Errorf("the line of the secret is shown in\n%s", got)
	}
	if got := realigned.Diff([]source.Place{secret}); strings.Contains(got, "Herbst") || !strings.Contains(got, `"********"`) {
		t.Errorf("the secret is shown in\n%s", got)
	}
}

// formatted asks Terraform itself, when goldens are written: what they hold is as it would be.
func formatted(t *testing.T, name string, data []byte) {
	t.Helper()
	if strings.HasSuffix(name, ".json") || bytes.Contains(data, []byte("# not formatted")) {
		return
	}
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		t.Fatal("goldens are written with a terraform on the PATH, which says how it would format them")
	}
	cmd := exec.CommandContext(t.Context(), terraform, "fmt", "-")
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("terraform fmt: %v", err)
	} else if mark := []byte("\xef\xbb\xbf"); !bytes.Equal(bytes.TrimSpace(out), bytes.TrimPrefix(bytes.TrimSpace(data), mark)) { // it takes away a mark and adds a last line end
		t.Errorf("%s: terraform fmt makes\n%s\nof\n%s", name, out, data)
	}
}

func planned(t *testing.T, dir, script string) *fix.Plan {
	t.Helper()
	var checks []*check.Check
	for i, line := range strings.Split(strings.TrimSpace(script), "\n") {
		words := strings.Fields(line)
		if len(words) < 2 {
			t.Fatalf("no intent: %q", line)
		}
		checks = append(checks, &check.Check{
			Name: fmt.Sprintf("aws-x-%d", i), Title: "X", Severity: check.Low, Resources: []string{words[1]},
			Run: func(p *check.Pass) { intend(t, p, words) },
		})
	}
	r, err := lint.Run(t.Context(), lint.Options{Cwd: dir, Checks: checks, Overlap: true})
	if err != nil {
		t.Fatal(err)
	}
	var fixes []*fix.Fix
	for i := range r.Findings {
		fixes = append(fixes, r.Findings[i].Fix)
	}
	return fix.Make(r.Source, fixes...)
}

func intend(t *testing.T, p *check.Pass, words []string) {
	b := p.Resource.Block
	switch arg := func(i int) string { return words[i] }; words[0] {
	case "set":
		p.Report(b.Get(arg(2)), "x").Set(b, arg(2), value(t, arg(3)))
	case "remove":
		p.Report(b.Get(arg(2)), "x").Remove(b, arg(2))
	case "add-block":
		p.Report(b, "x").AddBlock(b, arg(2), settings(t, words[3:])...)
	case "remove-block":
		for _, inner := range b.Blocks(arg(2)) {
			p.Report(inner, "x").RemoveBlock(inner)
		}
	case "companion":
		p.Report(b, "x").AddResource(p.Resource, arg(2), settings(t, words[3:])...)
	case "pull", "swap":
		for _, el := range elements(b, arg(2)) {
			if el.Is(arg(3)) && words[0] == "pull" {
				p.Report(el, "x").RemoveElement(el)
			} else if el.Is(arg(3)) {
				p.Report(el, "x").ReplaceElement(el, value(t, arg(4)))
			}
		}
	case "policy":
		for _, statement := range b.Get(arg(2)).Document().Attr("Statement").Each() {
			for _, action := range statement.Attr("Action").Each() {
				if action.Is(arg(3)) {
					p.Report(action, "x").ReplaceElement(action, value(t, arg(4)))
				}
			}
		}
	default:
		t.Errorf("%s is no intent", words[0])
	}
}

func elements(b *graph.Block, path string) []graph.Value {
	block, name, nested := strings.Cut(path, ".")
	if !nested {
		return b.Get(path).Each()
	}
	var all []graph.Value
	for _, inner := range b.Blocks(block) {
		all = append(all, inner.Get(name).Each()...)
	}
	return all
}

func settings(t *testing.T, words []string) []check.Setting {
	t.Helper()
	var all []check.Setting
	for _, w := range words {
		path, v, _ := strings.Cut(w, "=")
		if attr, ok := strings.CutPrefix(v, "."); ok {
			all = append(all, check.Setting{Path: path, Value: check.Reference(attr)})
			continue
		}
		all = append(all, check.Setting{Path: path, Value: value(t, v)})
	}
	return all
}

func value(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if list, ok := v.([]any); ok {
		var texts []string
		for _, el := range list {
			texts = append(texts, fmt.Sprint(el))
		}
		return texts
	}
	return v
}
