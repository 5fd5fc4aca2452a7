// Package checks lists all checks there are, and finds the section of a page that explains one.
package checks

import (
	"io/fs"
	"slices"
	"strings"

	"github.com/demarc-lint/demarc/checks/aws"
	"github.com/demarc-lint/demarc/checks/demarc"
	"github.com/demarc-lint/demarc/checks/terraform"
	"github.com/demarc-lint/demarc/pkg/check"
)

// All returns every check, sorted by name.
func All() []*check.Check {
	all := slices.Concat(aws.Checks(), demarc.Checks(), terraform.Checks())
	slices.SortFunc(all, func(x, y *check.Check) int { return strings.Compare(x.Name, y.Name) })
	return all
}

// Pages are the file systems that hold the pages, one for each provider.
func Pages() []fs.FS { return []fs.FS{aws.Pages, demarc.Pages, terraform.Pages} }

// Page returns a check's section as Markdown, without its heading; "" when no page has it.
func Page(name string) string {
	heading := "## " + name
	for _, pages := range Pages() {
		files, _ := fs.Glob(pages, "*.md")
		for _, file := range files {
			data, err := fs.ReadFile(pages, file)
			if err != nil {
				continue
			}
			_, after, found := strings.Cut("\n"+string(data), "\n"+heading+"\n")
			if !found {
				continue
			}
			section, _, _ := strings.Cut(after, "\n## ")
			return strings.TrimSpace(section) + "\n"
		}
	}
	return ""
}

// Help returns a check's section as its users read it: the examples say in words which is bad and which is good, and the comments that
// tests read say that the line is reported.
func Help(name string) string {
	var b strings.Builder
	for line := range strings.Lines(Page(name)) {
		switch trimmed := strings.TrimSpace(line); trimmed {
		case "```hcl bad":
			line = "Reported:\n\n```hcl\n"
		case "```hcl good":
			line = "Not reported:\n\n```hcl\n"
		default:
			if code, _, wants := strings.Cut(line, "# want "); wants {
				line = code + "# reported\n"
			}
		}
		b.WriteString(line)
	}
	return b.String()
}
