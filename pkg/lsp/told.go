package lsp

import (
	"maps"
	"slices"

	"github.com/demarc-lint/demarc/pkg/lint"
)

func (f *folder) tellFailure(err error) {
	why := ""
	if err != nil {
		why = "demarc cannot lint " + f.dir + ": " + err.Error()
	}
	f.server.mu.Lock()
	again := why == f.failure
	f.failure = why
	f.server.mu.Unlock()
	if why != "" && !again {
		f.server.tell("window/showMessage", showMessageParams{messageError, why})
	}
}

// take keeps what an update says and tells the client of it: not of files that have changed meanwhile, whose turn comes again.
func (f *folder) take(u *lint.Update, j *job) {
	s := f.server
	s.mu.Lock()
	said := f.states(u, j)
	about := map[string]bool{}
	for _, dir := range u.Dirs {
		about[dir] = true
	}
	var tell []publishParams
	for _, name := range slices.Concat(slices.Collect(maps.Keys(f.files)), j.changed) {
		if about[dirOf(name)] && said[name] == nil {
			said[name] = &fileState{path: f.path(name), version: j.version(f.path(name))}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(said)) {
		st := said[name]
		f.files[name] = st
		if b := s.open[st.path]; b == nil || b.version == st.version {
			tell = append(tell, st.publish(b))
		}
		if len(st.diagnostics) == 0 && len(st.findings) == 0 {
			delete(f.files, name)
		}
	}
	pulls, refresh := s.client.TextDocument.Diagnostic != nil, s.client.Workspace.Diagnostics.RefreshSupport
	s.mu.Unlock()
	switch {
	case !pulls:
		for _, p := range tell {
			s.tell("textDocument/publishDiagnostics", p)
		}
	case refresh && slices.ContainsFunc(tell, func(p publishParams) bool { return !j.about(f, p.URI) }):
		go s.ask("workspace/diagnostic/refresh", nil)
	}
}

// about reports whether a change of that file was the reason for the job: its diagnostics are asked for anyway.
func (j *job) about(f *folder, uri string) bool {
	path, _ := pathOf(uri)
	name, _ := f.name(path)
	return slices.Contains(j.changed, name)
}

// version is the version of the buffer that was linted; -1 for what was read from the disk.
func (j *job) version(path string) int {
	if v, open := j.versions[path]; open {
		return v
	}
	return -1
}

func (st *fileState) publish(b *buffer) publishParams {
	p := publishParams{URI: uriOf(st.path), Diagnostics: st.diagnostics}
	if p.Diagnostics == nil {
		p.Diagnostics = []diagnostic{}
	}
	if b != nil {
		p.URI, p.Version = b.uri, &b.version
	}
	return p
}
