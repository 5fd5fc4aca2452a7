package lsp

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// folder lints one workspace folder, in a goroutine of its own.
type folder struct {
	server *Server
	dir    string
	once   sync.Once
	done   chan struct{} // closed when the work has ended
	wake   chan struct{}

	// Guarded by the server's lock.
	end     context.CancelFunc
	pending map[string]bool // paths that changed since the last lint began
	due     time.Time       // when the next begins
	fresh   bool            // settings are to be read anew
	idle    chan struct{}   // closed when nothing is pending
	files   map[string]*fileState
	failure string // why the settings cannot be used; told once
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
	return &folder{
		server: s, dir: dir, done: make(chan struct{}), wake: make(chan struct{}, 1),
		end: func() {}, pending: map[string]bool{}, idle: make(chan struct{}), files: map[string]*fileState{},
	}
}

// start begins the work, once; the first lint is of the whole folder. The server is locked.
func (f *folder) start() {
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
	select {
	case <-f.idle:
		f.idle = make(chan struct{})
	default:
	}
	f.rouse(time.Now().Add(delay))
}

// rouse has the next lint begin then.
func (f *folder) rouse(due time.Time) {
	f.due = due
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// settled waits until what the editor has told is linted.
func (f *folder) settled(ctx context.Context) error {
	f.server.mu.Lock()
	f.start()
	f.rouse(time.Now()) // who asks does not wait for typing to rest
	idle := f.idle
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
	for ctx.Err() == nil {
		j, wait := f.next()
		if j != nil {
			session = f.lint(ctx, session, j)
			f.rest()
			continue
		}
		var rested <-chan time.Time // never, where nothing is pending
		if wait > 0 {
			rested = time.After(wait)
		}
		select {
		case <-rested:
		case <-f.wake:
		case <-ctx.Done():
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
	j = &job{fresh: f.fresh, overlays: f.overlays(), versions: map[string]int{}}
	for path, b := range s.open {
		j.versions[path] = b.version
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

// overlays are the texts of the folder's open files. The server is locked.
func (f *folder) overlays() map[string][]byte {
	all := map[string][]byte{}
	for path, b := range f.server.open {
		if name, ok := f.name(path); ok && f.server.within(path) == f {
			all[name] = b.text
		}
	}
	return all
}

// clear takes back all that was said, when the folder is no longer the server's.
func (f *folder) clear() {
	<-f.done
	for _, st := range f.files { // which nobody changes any more
		f.server.tell("textDocument/publishDiagnostics", publishParams{URI: uriOf(st.path), Diagnostics: []diagnostic{}})
	}
}
