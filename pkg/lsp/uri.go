package lsp

import (
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
)

// pathOf is the absolute path that a file URI names; ok is false for every other URI.
func pathOf(uri string) (path string, ok bool) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Path == "" || strings.ContainsRune(u.Path, 0) || u.Host != "" && u.Host != "localhost" {
		return "", false
	}
	return fromSlash(u.Path, runtime.GOOS == "windows"), true
}

// fromSlash takes the slash off before a drive, whose letter clients write either way.
func fromSlash(p string, windows bool) string {
	if !windows {
		return filepath.Clean(p)
	}
	if len(p) > 2 && p[0] == '/' && p[2] == ':' {
		p = strings.ToUpper(p[1:2]) + p[2:]
	}
	return filepath.Clean(strings.ReplaceAll(p, "/", `\`))
}

// uriOf is the URI of an absolute path.
func uriOf(path string) string {
	path = strings.ReplaceAll(path, `\`, "/")
	if !filepath.IsAbs(path) || runtime.GOOS == "windows" {
		path = "/" + strings.TrimPrefix(path, "/")
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
