// Package terraform holds the checks of the configuration language itself, whatever the provider: what is written must be what
// the provider's schema knows, or it protects nothing.
package terraform

import (
	"embed"

	"github.com/demarc-lint/demarc/pkg/check"
)

// Pages are the pages of the checks, one section a check.
//
//go:embed *.md
var Pages embed.FS

// Checks returns all checks of this package.
func Checks() []*check.Check { return schemaChecks() }
