package main

import (
	"archive/tar"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

func archive(t *testing.T, files map[string]string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "package.tgz")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zipped := gzip.NewWriter(file)
	defer zipped.Close()
	writer := tar.NewWriter(zipped)
	defer writer.Close()
	for name, content := range files {
		if err := writer.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestUntarTakesModulesAndStaysInside(t *testing.T) {
	t.Parallel()
	path := archive(t, map[string]string{"package/lib/a/index.js": "x", "package/README.md": "y", "../out.js": "z"})
	to := filepath.Join(t.TempDir(), "to")
	if err := untar(path, to); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(to, "package/lib/a/index.js")); err != nil || string(text) != "x" {
		t.Errorf("%q, %v", text, err)
	}
	for _, name := range []string{"package/README.md", "../out.js"} {
		if _, err := os.Stat(filepath.Join(to, name)); err == nil {
			t.Errorf("%s was unpacked", name)
		}
	}
}

func TestWhatWasUnpackedIsNotFetchedAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	want := filepath.Join(dir, "scope-name-1.0.0", "package")
	if err := os.MkdirAll(want, 0o755); err != nil {
		t.Fatal(err)
	}
	if got, err := unpack(dir, "@scope/name@1.0.0"); err != nil || got != want {
		t.Errorf("got %s, %v", got, err)
	}
}
