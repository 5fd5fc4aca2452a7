package config

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/schema"
)

// What a settings file may hold. Each term is held against each check and each pattern against each path.
const (
	maxSize         = 256 << 10 // bytes
	maxEnvironments = 100
	maxTerms        = 1_000 // of checks, and as many patterns
	maxBraces       = 4     // of a pattern: each multiplies the work
)

// document is a file as it is written.
type document struct {
	Select        []string          `hcl:"select,optional"`
	FailOn        *string           `hcl:"fail-on"`
	Format        *string           `hcl:"format"`
	Baseline      *string           `hcl:"baseline"`
	VarFiles      []string          `hcl:"var-files,optional"`
	Exclude       []string          `hcl:"exclude,optional"`
	RequireReason *bool             `hcl:"require-reason"`
	Severity      map[string]string `hcl:"severity,optional"`
	Environments  []environment     `hcl:"environment,block"`
	Ignores       []ignore          `hcl:"ignore,block"`
}

type environment struct {
	Name     string    `hcl:"name,label"`
	VarFiles []string  `hcl:"var-files"`
	Place    hcl.Range `hcl:",def_range"`
}

type ignore struct {
	Check  string    `hcl:"check,label"`
	Reason string    `hcl:"reason"`
	Paths  []string  `hcl:"paths,optional"`
	Place  hcl.Range `hcl:",def_range"`
}

// Read reads a configuration file, which settings name checks of all; dir is the absolute directory that it holds for. What is wrong is told
// with its place, and the file is then nil.
func Read(name, dir string, data []byte, all []*check.Check) (*File, hcl.Diagnostics) {
	return read(name, dir, data, all, taken{})
}

// taken are the names of the checks that a term takes, for all files of a run.
type taken map[string]map[string]bool

func read(name, dir string, data []byte, all []*check.Check, known taken) (*File, hcl.Diagnostics) {
	if len(data) > maxSize {
		return nil, refused(name, "Settings are too large", fmt.Sprintf("%s is larger than %d KiB.", name, maxSize>>10))
	}
	if why, line := module.Unparsable(data); why != "" {
		diags := refused(name, "More than can be parsed", why+"; the file is not read.")
		diags[0].Subject.Start.Line, diags[0].Subject.End.Line = line, line
		return nil, diags
	}
	parsed, diags := hclsyntax.ParseConfig(data, name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	r := &reading{body: parsed.Body.(*hclsyntax.Body), all: all, taken: known}
	if r.literal(); r.diags.HasErrors() {
		return nil, r.diags
	}
	var doc document
	if diags := gohcl.DecodeBody(parsed.Body, nil, &doc); diags.HasErrors() {
		return nil, diags
	}
	f := &File{Name: name, Dir: dir, Select: doc.Select, VarFiles: doc.VarFiles, exclude: doc.Exclude}
	r.scalars(f, doc)
	r.lists(f, doc)
	if r.diags.HasErrors() {
		slices.SortStableFunc(r.diags, func(a, b *hcl.Diagnostic) int { return a.Subject.Start.Byte - b.Subject.Start.Byte })
		return nil, r.diags
	}
	return f, nil
}

// refused is the diagnostic of a file of which nothing is read.
func refused(name, summary, detail string) hcl.Diagnostics {
	return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: summary, Detail: detail, Subject: &hcl.Range{Filename: name, Start: hcl.InitialPos, End: hcl.InitialPos}}}
}

// reading collects what is wrong with a file.
type reading struct {
	body  *hclsyntax.Body
	all   []*check.Check
	taken taken
	diags hcl.Diagnostics
	terms int // of checks, so far
	globs int
}

func (r *reading) wrong(at hcl.Range, summary, format string, args ...any) {
	r.diags = append(r.diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: summary, Detail: fmt.Sprintf(format, args...), Subject: &at})
}

// literal refuses what repeats: settings are written out, and cost no more to read than they are long.
func (r *reading) literal() {
	_ = hclsyntax.VisitAll(r.body, func(n hclsyntax.Node) hcl.Diagnostics {
		switch n := n.(type) {
		case *hclsyntax.ForExpr:
			r.wrong(n.Range(), "Not a literal", "Write the elements out: settings are not computed.")
		case *hclsyntax.SplatExpr:
			r.wrong(n.Range(), "Not a literal", "Write the elements out: settings are not computed.")
		}
		return nil
	})
}

// at is the place of a setting's value, or of its element i where it is a list.
func (r *reading) at(key string, i int) hcl.Range {
	attr := r.body.Attributes[key]
	if attr == nil {
		return r.body.SrcRange
	}
	if elements, diags := hcl.ExprList(attr.Expr); !diags.HasErrors() && i < len(elements) {
		return elements[i].Range()
	}
	return attr.Expr.Range()
}

func (r *reading) scalars(f *File, doc document) {
	if doc.FailOn != nil {
		f.FailOn = r.severity(*doc.FailOn, r.at("fail-on", 0))
	}
	if doc.Format != nil {
		f.Format = *doc.Format
		if strings.Contains(f.Format, "=") {
			r.wrong(r.at("format", 0), "A format that names a file", "Settings may come with somebody's change and write no files; pass --format %s.", f.Format)
		}
	}
	if doc.Baseline != nil {
		f.Baseline = *doc.Baseline
		if strings.Contains(f.Baseline, `\`) || driven(f.Baseline) || !filepath.IsLocal(filepath.FromSlash(f.Baseline)) || !strings.HasSuffix(f.Baseline, ".json") {
			r.wrong(r.at("baseline", 0), "No place for a baseline", "%q is no .json file at or below this file's directory.", f.Baseline)
		}
	}
	if doc.RequireReason != nil {
		f.reasons, f.NoReasons = true, !*doc.RequireReason
	}
}

func (r *reading) lists(f *File, doc document) {
	for i, term := range doc.Select {
		r.checks(term, r.at("select", i))
	}
	for i, file := range doc.VarFiles {
		r.local(file, r.at("var-files", i))
	}
	for i, glob := range doc.Exclude {
		r.glob(glob, r.at("exclude", i))
	}
	names := map[string]bool{}
	for i, e := range doc.Environments {
		if i == maxEnvironments {
			r.wrong(e.Place, "Too many environments", "There are more than %d: each is a lint of its own.", maxEnvironments)
			break
		}
		if names[e.Name] || e.Name == "" {
			r.wrong(e.Place, "No name of its own", "Each environment needs another name than %q.", e.Name)
		}
		names[e.Name] = true
		for _, file := range e.VarFiles {
			r.local(file, e.Place)
		}
		f.Environments = append(f.Environments, Environment{e.Name, e.VarFiles})
	}
	for _, g := range doc.Ignores {
		if strings.TrimSpace(g.Reason) == "" {
			r.wrong(g.Place, "No reason", "Say why the findings are accepted: reason = \"...\".")
		}
		for _, p := range g.Paths {
			r.glob(p, g.Place)
		}
		f.Ignores = append(f.Ignores, Ignore{Reason: g.Reason, Place: g.Place, checks: r.checks(g.Check, g.Place), paths: g.Paths})
	}
	r.severities(f)
}

// severities reads the overrides in the order in which they are written.
func (r *reading) severities(f *File) {
	attr := r.body.Attributes["severity"]
	if attr == nil {
		return
	}
	pairs, diags := hcl.ExprMap(attr.Expr)
	if diags.HasErrors() {
		r.wrong(attr.Expr.Range(), "Not a literal", "Write severity = { \"CHECK\" = \"low\" }.")
	}
	for _, p := range pairs {
		var term, to string
		_ = gohcl.DecodeExpression(p.Key, nil, &term) // that it is a text has been told
		_ = gohcl.DecodeExpression(p.Value, nil, &to)
		if term != "" {
			f.severities = append(f.severities, severity{r.checks(term, p.Key.Range()), r.severity(to, p.Value.Range())})
		}
	}
}

func (r *reading) severity(name string, at hcl.Range) check.Severity {
	s, ok := check.ParseSeverity(name)
	if !ok {
		names := []string{check.Low.String(), check.Medium.String(), check.High.String(), check.Critical.String()}
		near := ""
		if n := schema.Suggest(name, names); n != "" {
			near = fmt.Sprintf(" Did you mean %q?", n)
		}
		r.wrong(at, "Unknown severity", "%q is none of %s.%s", name, strings.Join(names, ", "), near)
	}
	return s
}

// checks are the names of those that a term takes.
func (r *reading) checks(term string, at hcl.Range) map[string]bool {
	if r.terms++; r.terms > maxTerms {
		if r.terms == maxTerms+1 {
			r.wrong(at, "Too many checks", "More than %d are named in this file; take globs, services or duties.", maxTerms)
		}
		return nil
	}
	if names := r.taken[term]; names != nil {
		return names
	}
	taken, err := check.Select(r.all, []string{term}, nil)
	if err != nil {
		r.wrong(at, "Unknown check", "%s", err)
		return nil
	}
	names := map[string]bool{}
	for _, c := range taken {
		names[c.Name] = true
	}
	r.taken[term] = names
	return names
}

func (r *reading) glob(g string, at hcl.Range) {
	if r.globs++; r.globs == maxTerms+1 {
		r.wrong(at, "Too many patterns", "There are more than %d in this file.", maxTerms)
	}
	if strings.Count(g, "{") > maxBraces {
		r.wrong(at, "No path pattern", "%q has more than %d alternatives in braces.", g, maxBraces)
	}
	if strings.Contains(g, `\`) {
		r.wrong(at, "No path pattern", "%q has a backslash; directories are parted by / on every system.", g)
		return
	}
	if !doublestar.ValidatePattern(g) || slices.Contains(strings.Split(g, "/"), "..") || strings.HasPrefix(g, "/") {
		r.wrong(at, "No path pattern", "%q is no glob over paths below this file's directory.", g)
	}
}

// local refuses the name of a file that cannot be the project's own.
func (r *reading) local(file string, at hcl.Range) {
	if strings.Contains(file, `\`) {
		r.wrong(at, "Not a file of the repository", "%q has a backslash; directories are parted by / on every system.", file)
		return
	}
	if file == "" || filepath.IsAbs(file) || strings.HasPrefix(file, "/") || driven(file) {
		r.wrong(at, "Not a file of the repository", "%q is not relative to this file.", file)
	}
}

// driven reports whether a path begins with one of Windows' drives: what holds on one system holds on all.
func driven(p string) bool {
	return len(p) > 1 && p[1] == ':' && strings.ContainsRune("abcdefghijklmnopqrstuvwxyz", rune(p[0]|0x20))
}
