package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const sourceMap = "//# sourceMappingURL=data:application/json;base64,"

// sources reads the TypeScript of one module of a package: compiled files carry it in their source maps.
func sources(dir string) ([]string, error) {
	var lines []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".js" {
			return err
		}
		text, err := typescript(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		lines = append(lines, splitLines(text)...)
		return nil
	})
	return lines, err
}

func typescript(path string) (string, error) {
	compiled, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	_, encoded, ok := strings.Cut(string(compiled), sourceMap)
	if !ok {
		return "", fmt.Errorf("no source map inside")
	}
	decoded, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil {
		return "", err
	}
	var content struct{ SourcesContent []string }
	err = json.Unmarshal(decoded, &content)
	return strings.Join(content.SourcesContent, "\n"), err
}

func splitLines(text string) []string {
	var lines []string
	scanner := bufio.NewScanner(strings.NewReader(text))
	scanner.Buffer(nil, len(text)+1)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines
}
