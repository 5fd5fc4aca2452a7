package report

import (
	"github.com/fatih/color"

	"github.com/demarc-lint/demarc/pkg/check"
)

type painter func(...any) string

// palette is the colours of the text format; without colour every painter returns what it is given.
type palette struct {
	bold, dim, file, good, warn, bad painter
	severities                       map[check.Severity]painter
}

func newPalette(on bool) palette {
	paint := func(attributes ...color.Attribute) painter {
		c := color.New(attributes...)
		c.DisableColor()
		if on {
			c.EnableColor()
		}
		return c.Sprint
	}
	return palette{
		bold: paint(color.Bold), dim: paint(color.Faint), file: paint(color.Bold, color.Underline),
		good: paint(color.FgGreen, color.Bold), warn: paint(color.FgYellow, color.Bold), bad: paint(color.FgRed, color.Bold),
		severities: map[check.Severity]painter{
			check.Critical: paint(color.FgHiMagenta, color.Bold),
			check.High:     paint(color.FgRed, color.Bold),
			check.Medium:   paint(color.FgYellow, color.Bold),
			check.Low:      paint(color.FgCyan, color.Bold),
		},
	}
}

func (p palette) severity(s check.Severity) painter {
	if paint, ok := p.severities[s]; ok {
		return paint
	}
	return p.bold
}
