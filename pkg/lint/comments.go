package lint

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/module"
	"github.com/demarc-lint/demarc/pkg/schema"
	"github.com/demarc-lint/demarc/pkg/suppress"
)

// judgement is what the checks of comments have to say of those in a run's files.
type judgement struct {
	*acceptance
	r      *Result
	checks map[string]*check.Check // those that ran
}

// accept matches the findings with the comments beside the code, and judges the comments of the modules' wanted files.
func (r *Result) accept(ctx context.Context, loader *module.Loader, o Options, modules []*module.Summary, reports []*rootReport, wanted func(file string) bool) {
	if o.NoInlineIgnores {
		return
	}
	j := &judgement{acceptance: acceptanceOf(loader, o), r: r, checks: map[string]*check.Check{}}
	for i := range r.Findings {
		j.accept(&r.Findings[i])
	}
	for _, c := range o.Checks {
		j.checks[c.Name] = c
	}
	var idle []idle
	for _, m := range modules {
		for _, file := range m.Files {
			if wanted(file) && suppress.Marked(loader.Source(file)) {
				idle = append(idle, j.judge(m.Dir, file)...)
			}
		}
	}
	if ctx.Err() != nil || !r.Complete() || j.checks[check.IgnoreUnused] == nil {
		return // what was not seen may be what they accept
	}
	for _, u := range j.surely(ctx, o, idle, reports) {
		j.report(check.IgnoreUnused, u.comment, fmt.Sprintf("%s finds nothing here, whatever the variables hold; take it away", strings.Join(u.terms, ", ")))
	}
}

// judge reports what is wrong with the comments of a file, and returns those of ours that accepted nothing.
func (j *judgement) judge(dir, name string) []idle {
	var unused []idle
	file := j.file(name)
	if len(file.all) == suppress.MaxComments {
		j.r.Diagnostics = append(j.r.Diagnostics, Diagnostic{
			Severity: Error, Summary: "Too many comments", Place: file.all[len(file.all)-1].Place,
			Detail: fmt.Sprintf("There are %d that accept something in this file; the others, from here on, accept nothing.", suppress.MaxComments),
		})
	}
	for i := range file.all {
		c := &file.all[i]
		unknown := j.unknown(c)
		switch {
		case c.Wrong != "":
			j.report(check.IgnoreUnknown, c, c.Wrong)
		case unknown != "":
			j.report(check.IgnoreUnknown, c, unknown)
		case c.Misplaced():
			j.report(check.IgnoreUnused, c, misplaced(c))
		case c.Until != "" && c.Until < j.today:
			j.report(check.IgnoreExpired, c, "it was in force until "+c.Until+"; repair what it accepted, or accept it anew")
		case c.Peer == "" && c.Reason == "" && !j.noReasons:
			j.report(check.IgnoreWithoutReason, c, "it is not in force; write why after a colon: demarc:ignore "+strings.Join(c.Terms, ", ")+": reason")
		case c.Peer == "":
			if terms := slices.DeleteFunc(file.inForce.Idle(c), func(t string) bool { return !j.ran(c, t) }); len(terms) > 0 {
				unused = append(unused, idle{dir, c, terms})
			}
		}
	}
	return unused
}

// unknown says which term of a comment of ours names no check. Another linter has checks that are not known here.
func (j *judgement) unknown(c *suppress.Comment) string {
	if c.Peer != "" {
		return ""
	}
	for _, t := range c.Terms {
		if len(j.names.Of(c, t)) > 0 {
			continue
		}
		near := schema.Suggest(t, j.names.All())
		if near == "" {
			return fmt.Sprintf("%q is no check; see demarc checks", t)
		}
		return fmt.Sprintf("%q is no check; did you mean %q?", t, near)
	}
	return ""
}

func misplaced(c *suppress.Comment) string {
	switch c.Peer {
	case "checkov", "terrascan":
		return "it stands in no block; write it into the one that it is for"
	case "kics":
		return "it holds for nothing; write it above all blocks, or on the line above the one that it is for"
	}
	return "it holds for nothing; write it at the end of the line that it is for, or on the line above"
}

// ran reports whether all checks that a term names were run, and are of the kind that finds something in resources.
func (j *judgement) ran(c *suppress.Comment, term string) bool {
	return !slices.ContainsFunc(j.names.Of(c, term), func(name string) bool { return j.checks[name] == nil || j.checks[name].Run == nil })
}

// report adds a finding about a comment, which one for a larger part of its file may accept.
func (j *judgement) report(name string, c *suppress.Comment, message string) {
	k := j.checks[name]
	if k == nil {
		return
	}
	f := Finding{Check: k, Message: k.Title + ": " + message, Place: c.Place, Instances: []string{}, about: c.Peer + ":" + strings.Join(c.Terms, ",")}
	j.accept(&f)
	j.r.Findings = append(j.r.Findings, f)
}
