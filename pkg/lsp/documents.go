package lsp

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/demarc-lint/demarc/pkg/module"
)

// buffer is a text that the editor holds.
type buffer struct {
	uri     string
	version int
	text    []byte
}

func (s *Server) didOpen(_ context.Context, p didOpenParams) (nothing, error) {
	path, ok := pathOf(p.TextDocument.URI)
	if !ok || !concerns(path) {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open[path] = &buffer{uri: p.TextDocument.URI, version: p.TextDocument.Version, text: []byte(p.TextDocument.Text)}
	s.folderOf(path).touch(path, 0)
	return nil, nil
}

// concerns reports whether a file may be part of what is linted.
func concerns(path string) bool {
	return module.IsConfig(filepath.Base(path)) || strings.HasSuffix(path, ".tfvars") || strings.HasSuffix(path, ".tfvars.json")
}

func (s *Server) didChange(_ context.Context, p didChangeParams) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	path, _ := pathOf(p.TextDocument.URI)
	b := s.open[path]
	if b == nil {
		return nil, nil
	}
	s.open[path] = &buffer{uri: b.uri, version: p.TextDocument.Version, text: s.encoding.edited(b.text, p.ContentChanges)}
	s.folderOf(path).touch(path, s.config.Delay)
	return nil, nil
}

func (s *Server) didSave(_ context.Context, p documentParams) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if path, ok := pathOf(p.TextDocument.URI); ok && s.open[path] != nil {
		s.folderOf(path).touch(path, 0)
	}
	return nil, nil
}

func (s *Server) didClose(_ context.Context, p documentParams) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if path, ok := pathOf(p.TextDocument.URI); ok && s.open[path] != nil {
		delete(s.open, path)
		s.folderOf(path).touch(path, 0)
	}
	return nil, nil
}
