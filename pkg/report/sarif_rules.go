package report

import (
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// rule describes a check, with its page if it has reported something: pages are long, and readers show them with results.
func (s sarifWriter) rule(c *check.Check, reported bool) *sarif.ReportingDescriptor {
	help := sarif.NewMultiformatMessageString().WithText(c.Title)
	if reported {
		if page := s.o.Help(c); page != "" {
			help.WithText(page).WithMarkdown(page)
		}
	}
	rule := sarif.NewRule(c.Name).
		WithShortDescription(sarif.NewMultiformatMessageString().WithText(c.Title)).
		WithFullDescription(sarif.NewMultiformatMessageString().WithText(c.Title + ".")). // GitHub refuses a rule without
		WithHelp(help).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(level(c.Severity)))
	return rule.WithProperties(sarif.NewPropertyBag().
		Add("security-severity", securitySeverity(c.Severity)).
		WithTags([]string{"security", string(c.Duty)}))
}

func level(s check.Severity) string {
	switch s {
	case check.Critical, check.High:
		return sarif.LevelError
	case check.Medium:
		return sarif.LevelWarning
	default:
		return sarif.LevelNote
	}
}

// securitySeverity is a number within the band that GitHub shows under the severity's name:
// above 9 critical, from 7 high, from 4 medium, below that low.
func securitySeverity(s check.Severity) string {
	switch s {
	case check.Critical:
		return "9.5"
	case check.High:
		return "8.0"
	case check.Medium:
		return "5.5"
	default:
		return "2.0"
	}
}

// invocation tells how the run itself went; a run that is incomplete was not successful.
func (s sarifWriter) invocation(r *lint.Result) *sarif.Invocation {
	var notes []*sarif.Notification
	for _, d := range r.Diagnostics {
		text := d.Summary
		if d.Detail != "" {
			text += ": " + d.Detail
		}
		note := notification(d.Severity, text)
		if d.Place.Filename != "" {
			note.AddLocation(s.location(d.Place))
		}
		notes = append(notes, note)
	}
	for _, u := range r.Coverage.Unread {
		notes = append(notes, notification(lint.Error, "Not read: "+u.Path+": "+u.Reason))
	}
	if r.Coverage.Empty() {
		notes = append(notes, notification(lint.Error, "Nothing was read, so nothing was checked"))
	}
	invocation := sarif.NewInvocation().WithExecutionSuccessful(r.Complete())
	if len(notes) > 0 {
		invocation.WithToolExecutionNotifications(notes)
	}
	return invocation
}

func notification(severity, text string) *sarif.Notification {
	level := sarif.LevelWarning
	if severity == lint.Error {
		level = sarif.LevelError
	}
	return sarif.NewNotification().WithLevel(level).WithMessage(sarifText(text))
}
