package lsp

import (
	"context"
	"path/filepath"
	"slices"
)

func (s *Server) watchedFiles(_ context.Context, p watchedFilesParams) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range p.Changes {
		path, ok := pathOf(c.URI)
		if f := s.within(path); ok && f != nil {
			f.start()
			f.touch(path, 0)
		}
	}
	return nil, nil
}

func (s *Server) foldersChanged(_ context.Context, p foldersParams) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, gone := range p.Event.Removed {
		if dir, ok := pathOf(gone.URI); ok {
			s.removeFolder(dir)
		}
	}
	for _, added := range p.Event.Added {
		if f := s.addFolder(added.URI); f != nil {
			f.start()
		}
	}
	return nil, nil
}

func (s *Server) reload(context.Context, nothing) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.folders {
		f.reread()
	}
	return nil, nil
}

// addFolder makes a folder of a URI, nil when it is one already or no directory's. The server is locked.
func (s *Server) addFolder(uri string) *folder {
	dir, ok := pathOf(uri)
	if !ok || slices.ContainsFunc(s.folders, func(f *folder) bool { return f.dir == dir }) {
		return nil
	}
	f := newFolder(s, dir)
	s.folders = append(s.folders, f)
	return f
}

func (s *Server) removeFolder(dir string) {
	s.folders = slices.DeleteFunc(s.folders, func(f *folder) bool {
		if f.dir == dir {
			f.stop()
			go f.clear()
		}
		return f.dir == dir
	})
}

// within is the innermost folder that holds the path, nil when none does. The server is locked.
func (s *Server) within(path string) *folder {
	var found *folder
	for _, f := range s.folders {
		if rel, err := filepath.Rel(f.dir, path); err == nil && filepath.IsLocal(rel) && (found == nil || len(f.dir) > len(found.dir)) {
			found = f
		}
	}
	return found
}

// folderOf is the folder of a path; one that lies in none gets its own directory for a folder. The server is locked.
func (s *Server) folderOf(path string) *folder {
	f := s.within(path)
	if f == nil {
		f = newFolder(s, filepath.Dir(path))
		s.folders = append(s.folders, f)
	}
	f.start()
	return f
}
