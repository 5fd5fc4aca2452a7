package main

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// hostileArchives are the cases of testdata/hostile, see there how they are written.
func hostileArchives(t *testing.T) []hostileCase {
	t.Helper()
	names, err := filepath.Glob("../../testdata/hostile/*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases: ", err)
	}
	var all []hostileCase
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c := hostileCase{name: filepath.Base(filepath.Dir(name)) + " " + strings.TrimSuffix(filepath.Base(name), ".txtar"), files: map[string]string{}}
		c.expect(t, string(archive.Comment))
		for _, f := range archive.Files {
			c.files[f.Name] = string(f.Data)
		}
		all = append(all, c)
	}
	return all
}

// expect reads what the run must come to out of an archive's comment.
func (c *hostileCase) expect(t *testing.T, comment string) {
	t.Helper()
	for line := range strings.Lines(comment) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "error":
			c.over = value
		case "warning":
			c.warns = value
		case "never":
			c.never = value
		case "link":
			name, target, ok := strings.Cut(value, " -> ")
			if !ok {
				t.Fatalf("%s: a link without a target: %s", c.name, line)
			}
			if c.links == nil {
				c.links = map[string]string{}
			}
			c.links[name] = target
		}
	}
}
