// Package demarc holds the checks of the comments with which findings are accepted. They judge no resource: lint answers them once
// all other checks have run.
package demarc

import (
	"embed"

	"github.com/demarc-lint/demarc/pkg/check"
)

// Pages are the pages of the checks, one section a check.
//
//go:embed *.md
var Pages embed.FS

// Checks returns all checks of this package.
func Checks() []*check.Check {
	return []*check.Check{
		{
			Name:        check.IgnoreUnused,
			Title:       "Comment accepts nothing",
			Severity:    check.Low,
			Duty:        check.Resilience,
			Recommended: true,
		},
		{
			Name:        check.IgnoreUnknown,
			Title:       "Comment that accepts findings is not understood",
			Severity:    check.Low,
			Duty:        check.Resilience,
			Recommended: true,
		},
		{
			Name:        check.IgnoreExpired,
			Title:       "Comment accepts findings no longer",
			Severity:    check.Low,
			Duty:        check.Resilience,
			Recommended: true,
		},
		{
			Name:        check.IgnoreWithoutReason,
			Title:       "Comment accepts findings without a reason",
			Severity:    check.Low,
			Duty:        check.Resilience,
			Recommended: true,
		},
	}
}
