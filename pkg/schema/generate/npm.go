package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// unpack fetches a package from the npm registry into a directory, unless it is there, and gives the directory of its files.
func unpack(dir, pkg string) (string, error) {
	to := filepath.Join(dir, strings.NewReplacer("/", "-", "@", "-").Replace(strings.TrimPrefix(pkg, "@")))
	files := filepath.Join(to, "package")
	if _, err := os.Stat(files); err == nil {
		return files, nil
	}
	command := exec.Command("npm", "pack", "--silent", pkg)
	command.Dir, command.Stderr = dir, os.Stderr
	name, err := command.Output()
	if err != nil {
		return "", err
	}
	return files, untar(filepath.Join(dir, strings.TrimSpace(string(name))), to)
}

// untar unpacks the compiled modules of an archive, nothing else.
func untar(archive, to string) error {
	file, err := os.Open(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	reader := tar.NewReader(unzipped)
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if filepath.Ext(header.Name) == ".js" && filepath.IsLocal(header.Name) {
			if err := writeFile(filepath.Join(to, header.Name), reader); err != nil {
				return err
			}
		}
	}
}

func writeFile(path string, content io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	data, err := io.ReadAll(content)
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
