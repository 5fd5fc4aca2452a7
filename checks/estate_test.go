package checks_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// estate writes many small root modules, of eight files and some 13 kB together, that call the same few modules: 12,000 files are 1,500 directories and 19 MB. What
// they are made of is in testdata/estate. It returns the paths of all files.
func estate(b testing.TB, dir string, files int) []string {
	b.Helper()
	var paths []string
	put := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		write(b, path, text)
		paths = append(paths, path)
	}
	all := texts(b, "testdata/estate")
	for name, text := range all {
		if strings.HasPrefix(name, "modules/") {
			put(name, text)
		}
	}
	for n := 0; len(paths) < files; n++ {
		for name, text := range all {
			if file, ok := strings.CutPrefix(name, "namespace/"); ok {
				put(fmt.Sprintf("teams/team%02d/space%04d/%s", n%40, n, file), strings.ReplaceAll(text, "NAME", fmt.Sprintf("space%04d", n)))
			}
		}
	}
	return paths
}

// texts reads all files at and below a directory, by their names from there on.
func texts(b testing.TB, dir string) map[string]string {
	b.Helper()
	all := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		all[name] = string(data)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return all
}

func write(b testing.TB, path, text string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
}
