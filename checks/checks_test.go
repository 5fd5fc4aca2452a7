package checks_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/check/checktest"
	"github.com/demarc-lint/demarc/pkg/schema"
)

// The page is the test: every check's section is run.
func TestPages(t *testing.T) {
	t.Parallel()
	for _, c := range checks.All() {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			section := checks.Page(c.Name)
			if section == "" {
				t.Fatal("no page has a section for it")
			}
			if strings.HasPrefix(section, "```") {
				t.Error("the section does not say why")
			}
			checktest.Page(t, c, section, checks.All()...)
		})
	}
}

// Cases that would clutter a page.
func TestCases(t *testing.T) {
	t.Parallel()
	dirs, err := filepath.Glob("*/testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			checktest.Dir(t, dir, checks.All())
		})
	}
}

// One grammar for all checks.
func TestLiterals(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`^(aws|azure|demarc|google|terraform)-[a-z0-9]+(-[a-z0-9]+)+$`)
	seen := map[string]bool{}
	for _, c := range checks.All() {
		switch {
		case !name.MatchString(c.Name):
			t.Errorf("%s: the name is not provider-service-flaw", c.Name)
		case seen[c.Name]:
			t.Errorf("%s: there are two of that name", c.Name)
		case c.Title == "" || strings.HasSuffix(c.Title, ".") || strings.ToUpper(c.Title[:1]) != c.Title[:1]:
			t.Errorf("%s: the title %q is no sentence without a full stop", c.Name, c.Title)
		case c.Severity < check.Low || c.Severity > check.Critical:
			t.Errorf("%s: no severity", c.Name)
		case !slices.Contains(check.Duties(), c.Duty):
			t.Errorf("%s: %q is no duty", c.Name, c.Duty)
		case c.Run == nil && len(c.Resources) > 0:
			t.Errorf("%s: nothing to run", c.Name)
		}
		seen[c.Name] = true
		resourcesExist(t, c)
		aliasesAreUnique(t, c)
	}
	for _, c := range checks.All() {
		for _, other := range c.Subsumes {
			if !seen[other] {
				t.Errorf("%s: subsumes %q, which is no check", c.Name, other)
			}
		}
	}
}

func resourcesExist(t *testing.T, c *check.Check) {
	t.Helper()
	if len(c.Resources) == 0 && c.Run != nil {
		t.Errorf("%s: no resource types", c.Name)
	}
	for _, r := range c.Resources {
		if r == "*" {
			continue
		}
		kind := schema.Resource
		typ, isData := strings.CutPrefix(r, "data.")
		if isData {
			kind = schema.Data
		}
		if name, isProvider := strings.CutPrefix(r, "provider."); isProvider {
			kind, typ = schema.ProviderBlock, name
		}
		if schema.Lookup(kind, typ) == nil && !checktest.Dropped(typ) {
			t.Errorf("%s: the schema has no %s", c.Name, r)
		}
	}
}

func aliasesAreUnique(t *testing.T, c *check.Check) {
	t.Helper()
	for _, peer := range c.Aliases.Peers() {
		sorted := slices.Sorted(slices.Values(peer.IDs))
		if len(slices.Compact(sorted)) != len(peer.IDs) {
			t.Errorf("%s: an alias of %s stands twice", c.Name, peer.Name)
		}
	}
}
