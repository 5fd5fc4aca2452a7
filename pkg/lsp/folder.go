package lsp

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// folder lints one workspace folder, in a goroutine of its own. The fields below mu are guarded by the server's.
type folder struct {
	server *Server
	dir    string
	end    context.CancelFunc
	done   chan struct{}
	once   sync.Once

	*folderState
}

type folderState struct {
	pending  map[string]bool // paths that changed since the last lint began
	due      time.Time       // when the next begins
	fresh    bool            // settings are to be read anew
	wake     chan struct{}
	idle     chan struct{} // closed when nothing is pending
	files    map[string]*fileState
	failures string // why the settings cannot be used; told once
}

// fileState is what is known of one file, by the name that the lint gives it.
type fileState struct {
	path        string
	text        []byte // as it was linted
	version     int    // of the buffer that was linted; -1: of none
	diagnostics []diagnostic
	findings    []lint.Finding
}

func newFolder(s *Server, dir string) *folder {
	return &folder{server: s, dir: dir, end: func() {}, done: make(chan struct{}), folderState: &folderState{
		pending: map[string]bool{}, wake: make(chan struct{}, 1), idle: make(chan struct{}), files: map[string]*fileState{},
	}}
}

// start begins the work, once; the first lint is of the whole folder.
func (f *folder) start(context.Context) {
	f.once.Do(func() {
		ctx, end := context.WithCancel(context.Background())
		f.end, f.fresh = end, true
		go f.work(ctx)
	})
}

// stop ends the work; wait returns when it has ended, or patience has.
func (f *folder) stop() {
	f.once.Do(func() { close(f.done) }) // it never began
	f.end()
}

func (f *folder) wait(patience <-chan time.Time) {
	f.server.mu.Lock()
	f.stop()
	f.server.mu.Unlock()
	select {
	case <-f.done:
	case <-patience:
	}
}

// touch notes that a file has changed. The server is locked.
func (f *folder) touch(path string, delay time.Duration) {
	if base := filepath.Base(path); base == config.Name || base == ".gitignore" {
		f.fresh = true
	}
	f.pending[path] = true
	f.busy(delay)
}

// reread notes that the settings have changed. The server is locked.
func (f *folder) reread() {
	f.fresh = true
	f.busy(0)
}

func (f *folder) busy(delay time.Duration) {
	f.due = time.Now().Add(delay)
	select {
	case <-f.idle:
		f.idle = make(chan struct{})
	default:
	}
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// settled waits until what the editor has told is linted.
func (f *folder) settled(ctx context.Context) error {
	f.server.mu.Lock()
	f.due = time.Now() // who asks does not wait for typing to rest
	idle := f.idle
	select {
	case f.wake <- struct{}{}:
	default:
	}
	f.server.mu.Unlock()
	select {
	case <-idle:
		return nil
	case <-f.done:
		return context.Canceled
	case <-ctx.Done():
		return ctx.Err()
	}
}

// job is what one lint is to look at: the state of things when it began.
type job struct {
	fresh    bool
	changed  []string // names in the lint
	overlays map[string][]byte
	versions map[string]int // of open buffers, by path
}

// work lints whenever something has changed and typing rests.
func (f *folder) work(ctx context.Context) {
	defer close(f.done)
	var session *lint.Session
	defer func() {
		if session != nil {
			session.Close()
		}
	}()
	for {
		j, wait := f.next()
		switch {
		case j != nil:
			session = f.lint(ctx, session, j)
			f.rest()
		case wait > 0:
			select {
			case <-time.After(wait):
			case <-f.wake:
			case <-ctx.Done():
				return
			}
		default:
			select {
			case <-f.wake:
			case <-ctx.Done():
				return
			}
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// next is the job to do, nil when there is none yet; wait is for how long, if known.
func (f *folder) next() (j *job, wait time.Duration) {
	s := f.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if !f.fresh && len(f.pending) == 0 {
		return nil, 0
	}
	if wait = time.Until(f.due); wait > 0 {
		return nil, wait
	}
	j = &job{fresh: f.fresh, overlays: map[string][]byte{}, versions: map[string]int{}}
	for path, b := range s.open {
		if name, ok := f.name(path); ok && s.within(path) == f {
			j.overlays[name], j.versions[path] = b.text, b.version
		}
	}
	for path := range f.pending {
		if name, ok := f.name(path); ok {
			j.changed = append(j.changed, name)
		}
	}
	slices.Sort(j.changed)
	f.fresh = false
	clear(f.pending)
	return j, 0
}

// rest tells who waits when nothing has come meanwhile.
func (f *folder) rest() {
	f.server.mu.Lock()
	defer f.server.mu.Unlock()
	if f.fresh || len(f.pending) > 0 {
		return
	}
	select {
	case <-f.idle:
	default:
		close(f.idle)
	}
}

// name is what the lint calls a file: its path from the folder, with forward slashes.
func (f *folder) name(path string) (string, bool) {
	rel, err := filepath.Rel(f.dir, path)
	return filepath.ToSlash(rel), err == nil
}

func (f *folder) path(name string) string {
	if filepath.IsAbs(name) {
		return filepath.FromSlash(name)
	}
	return filepath.Join(f.dir, filepath.FromSlash(name))
}

// lint does a job, in the session or in a new one, and returns the session to go on with.
func (f *folder) lint(ctx context.Context, session *lint.Session, j *job) *lint.Session {
	var u *lint.Update
	var err error
	if session == nil || j.fresh {
		if session != nil {
			session.Close()
		}
		session, u, err = f.begin(ctx, j)
	} else {
		u, err = session.Change(ctx, j.overlays, j.changed...)
	}
	if ctx.Err() != nil {
		return session
	}
	f.tellFailure(err)
	if err == nil {
		f.take(u, j)
	}
	return session
}

func (f *folder) begin(ctx context.Context, j *job) (*lint.Session, *lint.Update, error) {
	o, err := f.server.config.Options(f.dir)
	if err != nil {
		return nil, nil, err
	}
	o.Overlays = j.overlays
	session, u, err := lint.NewSession(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	u.Dirs = f.known(u.Dirs)
	return session, u, nil
}

// known adds the directories of all files that something was said of: a new session speaks of them all.
func (f *folder) known(dirs []string) []string {
	f.server.mu.Lock()
	defer f.server.mu.Unlock()
	for name := range f.files {
		dirs = append(dirs, dirOf(name))
	}
	return dirs
}

func (f *folder) tellFailure(err error) {
	why := ""
	if err != nil {
		why = "demarc cannot lint " + f.dir + ": " + err.Error()
	}
	f.server.mu.Lock()
	again := why == f.failures
	f.failures = why
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

// clear takes back all that was said, when the folder is no longer the server's.
func (f *folder) clear() {
	<-f.done
	for _, st := range f.files {
		f.server.tell("textDocument/publishDiagnostics", publishParams{URI: uriOf(st.path), Diagnostics: []diagnostic{}})
	}
}
