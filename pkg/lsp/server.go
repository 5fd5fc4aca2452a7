// Package lsp serves editors by the Language Server Protocol 3.17: the texts that an editor holds go in; diagnostics, pages and
// edits come out. What is linted, and how, is package lint's business; nothing is written.
package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/creachadair/jrpc2"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

// Config is what a server needs from its program.
type Config struct {
	Version string
	Options func(dir string) (lint.Options, error) // for a workspace folder, its settings applied
	Page    func(check string) string              // in Markdown
	Href    func(check string) string              // where the page is to be read; "" where it is not
	Checks  []*check.Check                         // all that there are
	Delay   time.Duration                          // how long typing must rest before a lint
}

// Server is one connection of an editor.
type Server struct {
	config Config
	rpc    *jrpc2.Server
	left   chan struct{} // closed when the client has sent exit
	leave  sync.Once

	parting atomic.Bool // shutdown was asked for

	mu       sync.Mutex
	state    state
	client   clientCapabilities
	encoding encoding
	folders  []*folder
	open     map[string]*buffer // by absolute path
}

type state int

const (
	starting state = iota
	running
	down // after shutdown: only exit is left
)

// Serve speaks with the client until it sends exit or its end of the connection is closed. An error means that the client left without a shutdown.
func Serve(ctx context.Context, in io.Reader, out io.WriteCloser, c Config) error {
	s := &Server{config: c, encoding: inUTF16, open: map[string]*buffer{}, left: make(chan struct{})}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.rpc = jrpc2.NewServer(s.methods(), &jrpc2.ServerOptions{
		AllowPush: true, DisableBuiltin: true, NewContext: func() context.Context { return ctx },
	})
	ended := make(chan error, 1)
	go func() { ended <- s.rpc.Start(newStream(in, out, s.reads, s.rest)).WaitStatus().Err }()
	var err error
	select {
	case err = <-ended:
	case <-s.left: // the input need not end for that, and whoever reads it cannot be woken
	case <-ctx.Done(): // nor stopped: the library panics when a message comes just then
	}
	cancel()
	s.mu.Lock()
	folders, orderly := s.folders, s.parting.Load()
	s.mu.Unlock()
	patience := time.After(lastWait)
	for _, f := range folders {
		f.wait(patience)
	}
	if orderly {
		return nil
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("the connection was lost: %w", err)
	}
	return errors.New("the client left without a shutdown")
}

// lastWait is how long the server waits for a lint to end before it leaves: the reading of a large directory cannot be broken off.
const lastWait = time.Second

// reads sees each message before anybody heeds it: handlers do not keep the order of messages, and exit may overtake shutdown.
func (s *Server) reads(message []byte) {
	var m struct{ Method string }
	if bytes.Contains(message, []byte(`"shutdown"`)) && json.Unmarshal(message, &m) == nil && m.Method == "shutdown" {
		s.parting.Store(true)
	}
}

// rest waits for an exit that follows a shutdown to be heeded.
func (s *Server) rest() {
	if s.parting.Load() {
		select {
		case <-s.left:
		case <-time.After(lastWait):
		}
	}
}

// methods assigns handlers by name.
type methods map[string]jrpc2.Handler

// Assign implements jrpc2.Assigner.
func (m methods) Assign(_ context.Context, method string) jrpc2.Handler { return m[method] }

func (s *Server) methods() methods {
	return methods{
		"initialize":                          request(s, s.initialize),
		"initialized":                         request(s, s.initialized),
		"shutdown":                            request(s, s.shutdown),
		"exit":                                s.exit,
		"$/cancelRequest":                     request(s, s.cancel),
		"$/setTrace":                          request(s, ignored),
		"textDocument/didOpen":                request(s, s.didOpen),
		"textDocument/didChange":              request(s, s.didChange),
		"textDocument/didSave":                request(s, s.didSave),
		"textDocument/didClose":               request(s, s.didClose),
		"textDocument/hover":                  request(s, s.hover),
		"textDocument/codeAction":             request(s, s.codeActions),
		"textDocument/diagnostic":             request(s, s.documentDiagnostics),
		"codeAction/resolve":                  request(s, s.resolve),
		"workspace/diagnostic":                request(s, s.workspaceDiagnostics),
		"workspace/executeCommand":            request(s, s.execute),
		"workspace/didChangeWatchedFiles":     request(s, s.watchedFiles),
		"workspace/didChangeWorkspaceFolders": request(s, s.foldersChanged),
		"workspace/didChangeConfiguration":    request(s, s.reload),
	}
}

// request makes a handler of a method: it is refused before initialize and after shutdown, and what panics in it fails it alone.
func request[P, R any](s *Server, method func(context.Context, P) (R, error)) jrpc2.Handler {
	return func(ctx context.Context, r *jrpc2.Request) (result any, err error) {
		defer func() {
			if p := recover(); p != nil {
				result, err = nil, jrpc2.Errorf(jrpc2.InternalError, "%v", p)
			}
		}()
		if err := s.admits(r.Method()); err != nil {
			return nil, err
		}
		var params P
		if r.HasParams() {
			if err := r.UnmarshalParams(&params); err != nil {
				return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%v", err)
			}
		}
		return method(ctx, params)
	}
}

func (s *Server) admits(method string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.state == starting && method != "initialize":
		return jrpc2.Errorf(codeNotInitialized, "%s before initialize", method)
	case s.state != starting && method == "initialize", s.state == down:
		return jrpc2.Errorf(codeInvalidRequest, "%s is out of order", method)
	}
	return nil
}

// nothing is a result without content.
type nothing = json.RawMessage

func ignored(context.Context, nothing) (nothing, error) { return nil, nil }

func (s *Server) initialize(_ context.Context, p initializeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state, s.client, s.encoding = running, p.Capabilities, negotiate(p.Capabilities.General.PositionEncodings)
	folders := p.WorkspaceFolders
	if len(folders) == 0 && p.RootURI != "" {
		folders = []workspaceFolder{{URI: p.RootURI}}
	}
	if len(folders) == 0 && p.RootPath != "" {
		folders = []workspaceFolder{{URI: uriOf(p.RootPath)}}
	}
	for _, f := range folders {
		s.addFolder(f.URI)
	}
	const incremental = 2
	type object = map[string]any
	return object{
		"serverInfo": object{"name": "demarc", "version": s.config.Version},
		"capabilities": object{
			"positionEncoding":       s.encoding,
			"textDocumentSync":       object{"openClose": true, "change": incremental, "save": object{"includeText": false}},
			"hoverProvider":          true,
			"codeActionProvider":     object{"codeActionKinds": []string{kindQuickFix, kindFixAll}, "resolveProvider": true},
			"diagnosticProvider":     object{"identifier": "demarc", "interFileDependencies": true, "workspaceDiagnostics": true},
			"executeCommandProvider": object{"commands": []string{commandShowAll}},
			"workspace":              object{"workspaceFolders": object{"supported": true, "changeNotifications": true}},
		},
	}, nil
}

// initialized asks the client to tell of files that change on the disk.
func (s *Server) initialized(_ context.Context, _ nothing) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.folders {
		f.start()
	}
	if !s.client.Workspace.DidChangeWatchedFiles.DynamicRegistration {
		return nil, nil
	}
	type object = map[string]any
	var watchers []object
	for _, glob := range []string{"**/*.{tf,tofu,tfvars,hcl}", "**/*.{tf,tofu,tfvars}.json", "**/.terraform/modules/modules.json"} {
		watchers = append(watchers, object{"globPattern": glob})
	}
	go s.ask("client/registerCapability", object{"registrations": []object{{
		"id": "demarc-files", "method": "workspace/didChangeWatchedFiles", "registerOptions": object{"watchers": watchers},
	}}})
	return nil, nil
}

// ask sends the client a request whose answer does not matter.
func (s *Server) ask(method string, params any) {
	_, _ = s.rpc.Callback(context.Background(), method, params) // the connection may be gone
}

func (s *Server) tell(method string, params any) {
	_ = s.rpc.Notify(context.Background(), method, params) // the connection may be gone
}

func (s *Server) shutdown(context.Context, nothing) (nothing, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = down
	for _, f := range s.folders {
		f.stop()
	}
	return nil, nil
}

func (s *Server) exit(context.Context, *jrpc2.Request) (any, error) {
	s.leave.Do(func() { close(s.left) })
	return nil, nil
}

func (s *Server) cancel(_ context.Context, p cancelParams) (nothing, error) {
	s.rpc.CancelRequest(string(p.ID))
	return nil, nil
}
