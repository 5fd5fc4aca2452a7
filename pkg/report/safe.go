package report

import (
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// safe is the border between the input and the formats: it returns a sorted copy of the result in which every text is
// escaped and without credentials, and options that find sources and true names by the escaped ones.
func safe(r *lint.Result, o Options) (*lint.Result, Options) {
	b := newBorder(r, o)
	out := b.result(r) // before the options, which ask for the names that it met
	return out, b.options(o)
}

func newBorder(r *lint.Result, o Options) border {
	return border{files: map[string]string{}, checks: map[*check.Check]*check.Check{}, known: knownSecrets(r, o)}
}

func (b border) result(r *lint.Result) *lint.Result {
	out := &lint.Result{
		Findings:     mapped(r.Findings, b.finding),
		Undetermined: mapped(r.Undetermined, b.undetermined),
		Diagnostics:  mapped(r.Diagnostics, b.diagnostic),
		Secrets:      mapped(r.Secrets, b.place),
		Coverage:     r.Coverage,
		Older:        r.Older,
		Checks:       mapped(r.Checks, b.check),
		Duration:     r.Duration,
	}
	out.Coverage.Unread = mapped(r.Coverage.Unread, b.unread)
	out.Sort()
	return out
}

// border remembers what escaped names stood for.
type border struct {
	files  map[string]string
	checks map[*check.Check]*check.Check
	known  *strings.Replacer // masks the texts of the result's secrets
}

func (b border) options(o Options) Options {
	read, help := o.Source, o.Help
	sources, pages := map[string][]byte{}, map[*check.Check]*check.Check{}
	for original, escaped := range b.checks {
		pages[escaped] = original
	}
	o.path = func(file string) string { return b.files[file] }
	o.Source = func(file string) []byte {
		if read == nil || file == "" {
			return nil
		}
		if _, known := sources[file]; !known {
			sources[file] = read(b.files[file])
		}
		return sources[file]
	}
	o.Help = func(c *check.Check) string {
		if help == nil {
			return ""
		}
		return escapeMarkdown(help(pages[c]))
	}
	return o
}

func (b border) finding(f lint.Finding) lint.Finding {
	if f.Fix != nil {
		escaped := *f.Fix
		escaped.Title, escaped.Unsafe, escaped.Refused = b.text(f.Fix.Title), b.text(f.Fix.Unsafe), b.text(f.Fix.Refused)
		f.Fix = &escaped
	}
	f.Check = b.check(f.Check)
	f.Message = b.text(f.Message)
	f.Place = b.place(f.Place)
	f.Address = b.address(f.Address)
	f.Instances = mapped(f.Instances, b.address)
	f.Environments = mapped(f.Environments, Escape)
	f.Related = mapped(f.Related, b.related)
	f.Fingerprint = Escape(f.Fingerprint)
	f.Suppressed = b.suppression(f.Suppressed)
	return f
}

func (b border) related(r lint.Related) lint.Related {
	return lint.Related{Place: b.place(r.Place), Message: b.text(r.Message)}
}

func (b border) suppression(s *lint.Suppression) *lint.Suppression {
	if s == nil {
		return nil
	}
	return &lint.Suppression{Kind: s.Kind, Reason: Escape(s.Reason), Place: b.place(s.Place)}
}

func (b border) undetermined(u lint.Undetermined) lint.Undetermined {
	return lint.Undetermined{
		Check: b.check(u.Check), Address: b.address(u.Address), Place: b.place(u.Place),
		Causes: mapped(u.Causes, b.cause),
	}
}

func (b border) cause(c lint.Cause) lint.Cause {
	return lint.Cause{Kind: Escape(c.Kind), Name: b.address(c.Name), Place: b.place(c.Place), Hint: b.text(c.Hint)}
}

func (b border) diagnostic(d lint.Diagnostic) lint.Diagnostic {
	return lint.Diagnostic{Severity: d.Severity, Summary: b.text(d.Summary), Detail: b.text(d.Detail), Place: b.place(d.Place)}
}

func (b border) unread(u lint.Unread) lint.Unread {
	return lint.Unread{Path: b.file(u.Path), Reason: Escape(u.Reason), Foreign: u.Foreign}
}

func (b border) place(p source.Place) source.Place {
	p.Filename = b.file(p.Filename)
	return p
}

func (b border) file(name string) string {
	escaped := Escape(name)
	b.files[escaped] = name
	return escaped
}

// check returns the same copy for the same check, so that formats can compare them. Users' own checks bring texts of theirs.
func (b border) check(c *check.Check) *check.Check {
	if known, ok := b.checks[c]; ok {
		return known
	}
	escaped := *c
	escaped.Name, escaped.Title = Escape(c.Name), Escape(c.Title)
	escaped.Duty = check.Duty(Escape(string(c.Duty)))
	b.checks[c] = &escaped
	return &escaped
}

// mapped is a copy of s with f applied; never nil, since formats promise lists.
func mapped[T any](s []T, f func(T) T) []T {
	out := slices.Clone(s)
	for i := range out {
		out[i] = f(out[i])
	}
	if out == nil {
		return []T{}
	}
	return out
}
