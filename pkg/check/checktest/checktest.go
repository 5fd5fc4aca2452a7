// Package checktest runs the pages of checks as their tests. In goes a page or a directory of configuration with comments
//
//	# want "regexp"                        (in a page: the section's check must report on this line)
//	# want aws-some-check "regexp" "..."   (in a directory: that check must)
//
// and out come test failures for each finding that is missing, or not wanted.
package checktest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/schema"
)

// Example is one fenced block of a page.
type Example struct {
	Kind string // bad, good, fixed or fixed unsafe
	Line int    // of its first line within the page
	Text string
}

// Examples returns the fenced blocks of a check's section whose info string is "hcl" and a kind.
func Examples(section string) []Example {
	var all []Example
	var open *Example
	n := 0
	for line := range strings.Lines(section) {
		n++
		text := strings.TrimRight(line, "\n")
		switch {
		case open == nil && strings.HasPrefix(text, "```hcl "):
			open = &Example{Kind: strings.TrimPrefix(text, "```hcl "), Line: n + 1}
		case open != nil && text == "```":
			all = append(all, *open)
			open = nil
		case open != nil:
			open.Text += line
		}
	}
	return all
}

// Page runs every example of a check's section as a root module of its own. A bad block must be reported on just the lines that want it, a good one
// must be silent; a fixed block is what the bad one before it becomes, byte for byte, when all its findings are fixed. All must be formatted and
// use no name that the schema lacks. A check of comments runs beside all known ones.
func Page(t *testing.T, c *check.Check, section string, known ...*check.Check) {
	t.Helper()
	all := []*check.Check{c}
	if c.Run == nil { // it judges what others found
		all = known
	}
	kinds := map[string]int{}
	bad := ""
	for _, e := range Examples(section) {
		kinds[e.Kind]++
		name := fmt.Sprintf("%s of %s, line %d of its section", e.Kind, c.Name, e.Line)
		wants := wanted(t, name, e.Text, c.Name)
		switch {
		case !slices.Contains([]string{"bad", "good", "fixed", "fixed unsafe"}, e.Kind):
			t.Errorf("%s: the kind is none of bad, good, fixed and fixed unsafe", name)
		case e.Kind == "bad" && len(wants) == 0:
			t.Errorf("%s: a bad block wants at least one finding", name)
		case e.Kind != "bad" && len(wants) > 0:
			t.Errorf("%s: only a bad block may want something", name)
		}
		Formatted(t, name, e.Text)
		if !slices.Contains(c.Resources, "*") { // a check of any type may speak of names that are wrong
			Known(t, name, e.Text)
		}
		if strings.HasPrefix(e.Kind, "fixed") {
			fixed(t, name, c, bad, e)
			continue
		}
		compare(t, name, wants, of(c, run(t, t.TempDir(), map[string]string{"main.tf": e.Text}, all...)))
		if bad = ""; e.Kind == "bad" {
			bad = e.Text
		}
	}
	if kinds["bad"] == 0 || kinds["good"] == 0 {
		t.Errorf("%s: its section has %d bad and %d good blocks; it needs one of each", c.Name, kinds["bad"], kinds["good"])
	}
}

// Dir lints a directory and compares the findings of all checks that its wants name.
func Dir(t *testing.T, dir string, all []*check.Check) {
	t.Helper()
	var wants []want
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		files[rel] = string(data)
		if strings.HasSuffix(rel, ".tf") || strings.HasSuffix(rel, ".tfvars") {
			for _, w := range wanted(t, rel, string(data), "") {
				w.file = rel
				wants = append(wants, w)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(wants) == 0 {
		t.Errorf("%s: no file wants anything", dir)
	}
	var named []*check.Check
	for _, c := range all {
		if slices.ContainsFunc(wants, func(w want) bool { return w.check == c.Name }) {
			named = append(named, c)
		}
	}
	for _, w := range wants {
		if !slices.ContainsFunc(named, func(c *check.Check) bool { return c.Name == w.check }) {
			t.Errorf("%s:%s:%d: no check is named %q", dir, w.file, w.line, w.check)
		}
	}
	compare(t, dir, wants, run(t, t.TempDir(), files, named...))
}

type want struct {
	check, file string
	line        int
	message     *regexp.Regexp
}

// wanted reads the comments; checkName is for those that name none.
func wanted(t *testing.T, name, text, checkName string) []want {
	t.Helper()
	quoted := regexp.MustCompile(`(?:([a-z0-9-]+) +)?"((?:[^"\\]|\\.)*)"`)
	var all []want
	for i, line := range strings.Split(text, "\n") {
		_, comment, found := strings.Cut(line, "# want ")
		if !found {
			continue
		}
		current := checkName
		matches := quoted.FindAllStringSubmatch(comment, -1)
		if matches == nil {
			t.Errorf("%s:%d: cannot read %q", name, i+1, comment)
		}
		for _, m := range matches {
			if m[1] != "" {
				current = m[1]
			}
			re, err := regexp.Compile(m[2])
			if err != nil {
				t.Errorf("%s:%d: %v", name, i+1, err)
				continue
			}
			all = append(all, want{check: current, file: "main.tf", line: i + 1, message: re})
		}
	}
	return all
}

func run(t *testing.T, dir string, files map[string]string, checks ...*check.Check) []lint.Finding {
	t.Helper()
	return linted(t, lint.Options{Cwd: dir, Checks: checks}, files).Findings
}

func linted(t *testing.T, o lint.Options, files map[string]string) *lint.Result {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(o.Cwd, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := lint.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Diagnostics {
		t.Errorf("%s: %s: %s", d.Place, d.Summary, d.Detail)
	}
	return r
}

// of are the findings of the check.
func of(c *check.Check, found []lint.Finding) []lint.Finding {
	return slices.DeleteFunc(found, func(f lint.Finding) bool { return f.Check.Name != c.Name })
}

func compare(t *testing.T, name string, wants []want, found []lint.Finding) {
	t.Helper()
	for _, f := range found {
		i := slices.IndexFunc(wants, func(w want) bool {
			return w.check == f.Check.Name && w.file == f.Place.Filename && w.line == f.Place.Start.Line && w.message.MatchString(f.Message)
		})
		if i < 0 {
			t.Errorf("%s: not wanted: %s:%d: %s: %s", name, f.Place.Filename, f.Place.Start.Line, f.Check.Name, f.Message)
			continue
		}
		wants = slices.Delete(slices.Clone(wants), i, i+1)
	}
	for _, w := range wants {
		t.Errorf("%s: not reported: %s:%d: %s %q", name, w.file, w.line, w.check, w.message)
	}
}

// Formatted demands that the text is as `terraform fmt` leaves it.
func Formatted(t *testing.T, name, text string) {
	t.Helper()
	if string(hclwrite.Format([]byte(text))) != text {
		t.Errorf("%s: not formatted", name)
	}
}

// Known demands that the schema has every argument and nested block of the resources and data sources in the text.
func Known(t *testing.T, name, text string) {
	t.Helper()
	f, diags := hclsyntax.ParseConfig([]byte(text), name, hcl.InitialPos)
	if diags.HasErrors() {
		t.Errorf("%s: %v", name, diags)
		return
	}
	for _, b := range f.Body.(*hclsyntax.Body).Blocks {
		kind, typed := map[string]schema.Kind{"resource": schema.Resource, "data": schema.Data}[b.Type]
		if !typed || len(b.Labels) != 2 {
			continue
		}
		s := schema.Lookup(kind, b.Labels[0])
		if s == nil && Dropped(b.Labels[0]) {
			continue
		}
		if s == nil {
			t.Errorf("%s: the schema has no %s %s", name, b.Type, b.Labels[0])
			continue
		}
		known(t, name+": "+b.Labels[0], b.Body, s, true)
	}
}

// Dropped reports a resource type that its provider no longer has and old configurations still hold: checks and pages may speak of it.
func Dropped(typ string) bool {
	return slices.Contains([]string{"aws_db_security_group", "aws_elasticache_security_group", "aws_redshift_security_group"}, typ)
}

func known(t *testing.T, name string, body *hclsyntax.Body, s *schema.Block, top bool) {
	t.Helper()
	for attr := range body.Attributes {
		nested := s.Blocks[attr]
		meta := top && slices.Contains([]string{"count", "for_each", "provider", "depends_on"}, attr)
		if s.Attributes[attr] == nil && !meta && (nested == nil || !nested.AsAttribute) {
			t.Errorf("%s: the schema has no argument %s", name, attr)
		}
	}
	for _, b := range body.Blocks {
		typ, inner := b.Type, b.Body
		if typ == "dynamic" && len(b.Labels) == 1 {
			typ = b.Labels[0]
			for _, content := range b.Body.Blocks {
				inner = content.Body
			}
		} else if top && slices.Contains([]string{"lifecycle", "provisioner", "connection"}, typ) {
			continue
		}
		nested := s.Blocks[typ]
		if nested == nil {
			t.Errorf("%s: the schema has no block %s", name, typ)
			continue
		}
		known(t, name+"."+typ, inner, nested.Block, false)
	}
}
