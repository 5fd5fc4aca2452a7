package lsp_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
	"golang.org/x/tools/txtar"

	"github.com/demarc-lint/demarc/checks"
	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/config"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/lsp"
)

type object = map[string]any

// editor is a client on the other end of two pipes. It keeps texts as an editor does, and counts in UTF-16.
type editor struct {
	*jrpc2.Client
	t    testing.TB
	dir  string
	done chan error

	mu   sync.Mutex
	told map[string]published // the last of each file
	news chan struct{}
}

type published struct {
	URI         string
	Version     *int
	Diagnostics []diagnostic
}

type diagnostic struct {
	Range              textRange
	Code               string
	Severity           int
	Message            string
	RelatedInformation []struct {
		Location struct {
			URI   string
			Range textRange
		}
		Message string
	}
}

type (
	textRange struct{ Start, End position }
	position  struct{ Line, Character int }
	textEdit  struct {
		Range   textRange
		NewText string
	}
)

func open(t testing.TB, archive string, capabilities object) *editor {
	t.Helper()
	e := connect(t, archive, capabilities)
	e.notify("initialized", object{})
	return e
}

// connect is open without the word that the client is ready.
func connect(t testing.TB, archive string, capabilities object) *editor {
	t.Helper()
	e := &editor{t: t, dir: t.TempDir(), done: make(chan error, 1), told: map[string]published{}, news: make(chan struct{}, 1000)}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		if !strings.HasPrefix(f.Name, "fixed/") {
			e.write(f.Name, string(f.Data))
		}
	}
	fromServer, toClient := io.Pipe()
	fromClient, toServer := io.Pipe()
	go func() {
		e.done <- lsp.Serve(t.Context(), fromClient, toClient, lsp.Config{
			Version: "test", Checks: checks.All(), Page: checks.Page, Href: func(name string) string { return "https://example.com/" + name }, Delay: time.Millisecond,
			Options: func(dir string) (lint.Options, error) {
				recommended, err := check.Select(checks.All(), nil, nil)
				return lint.Options{Cwd: dir, Checks: recommended, Config: config.Options{Checks: checks.All()}}, err
			},
		})
	}()
	e.Client = jrpc2.NewClient(channel.LSP(fromServer, toServer), &jrpc2.ClientOptions{
		OnNotify: e.notified, OnCallback: func(context.Context, *jrpc2.Request) (any, error) { return nil, nil },
	})
	t.Cleanup(func() { _ = e.Close() })
	e.call("initialize", object{"rootUri": e.uri(""), "capabilities": capabilities}, nil)
	return e
}

func (e *editor) write(name, text string) {
	e.t.Helper()
	file := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) uri(name string) string {
	return "file://" + filepath.ToSlash(filepath.Join(e.dir, filepath.FromSlash(name)))
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	if result == nil {
		result = new(any)
	}
	if err := e.CallResult(e.t.Context(), method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.Notify(e.t.Context(), method, params); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

func (e *editor) notified(r *jrpc2.Request) {
	var p published
	if r.Method() != "textDocument/publishDiagnostics" || r.UnmarshalParams(&p) != nil {
		return
	}
	e.mu.Lock()
	e.told[p.URI] = p
	e.mu.Unlock()
	e.news <- struct{}{}
}

// until waits for the file's diagnostics to be as wanted.
func (e *editor) until(name string, good func(published) bool) published {
	e.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		e.mu.Lock()
		p, known := e.told[e.uri(name)]
		e.mu.Unlock()
		if known && good(p) {
			return p
		}
		select {
		case <-e.news:
		case <-deadline:
			e.t.Fatalf("the last that was told of %s: %+v", name, p)
		}
	}
}

func (e *editor) open(name, text string, version int) {
	e.t.Helper()
	e.notify("textDocument/didOpen", object{"textDocument": object{"uri": e.uri(name), "languageId": "terraform", "version": version, "text": text}})
}

func (e *editor) change(name, text string, version int) {
	e.t.Helper()
	e.notify("textDocument/didChange", object{"textDocument": object{"uri": e.uri(name), "version": version}, "contentChanges": []object{{"text": text}}})
}

// offset is the byte at a position counted in UTF-16.
func offset(text string, p position) int {
	at := 0
	for range p.Line {
		at += 1 + strings.IndexByte(text[at:], '\n')
	}
	units := 0
	for i, r := range text[at:] {
		if units >= p.Character {
			return at + i
		}
		units += utf16.RuneLen(r)
	}
	return len(text)
}

// place is the inverse: of a word in a line.
func place(line, word string) (start, end int) {
	before, _, _ := strings.Cut(line, word)
	start = len(utf16.Encode([]rune(before)))
	return start, start + len(utf16.Encode([]rune(word)))
}

func applied(text string, edits []textEdit) string {
	slices.SortStableFunc(edits, func(a, b textEdit) int { return offset(text, b.Range.Start) - offset(text, a.Range.Start) })
	for _, edit := range edits {
		text = text[:offset(text, edit.Range.Start)] + edit.NewText + text[offset(text, edit.Range.End):]
	}
	return text
}

var versioned = object{"workspace": object{"workspaceEdit": object{"documentChanges": true}}}

// TestStories opens the files of each archive and compares what is told with the markers in their comments:
//
//	#@ diag(WORD, CHECK)           a diagnostic of the check begins at the word in this line
//	#@ related("MESSAGE", FILE:LINE)  and one in this line names that place
//	#@ hover(WORD, "TEXT")         the hover there holds the text, whatever its case
//	#@ fix(WORD, CHECK)            the quick fix there makes of the file what fixed/ has under its name
func TestStories(t *testing.T) {
	t.Parallel()
	stories, err := filepath.Glob("../../testdata/lsp/*.txtar")
	if err != nil || len(stories) == 0 {
		t.Fatal("there are no stories", err)
	}
	for _, file := range stories {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tellStory(t, string(text))
		})
	}
}

func tellStory(t *testing.T, archive string) {
	t.Helper()
	e := open(t, archive, versioned)
	files := map[string]string{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files[f.Name] = string(f.Data)
	}
	marker := regexp.MustCompile(`(diag|related|hover|fix)\(("[^"]*"|[^,]*), ("[^"]*"|[^)]*)\)`)
	for name, text := range files {
		if strings.HasPrefix(name, "fixed/") {
			continue
		}
		e.open(name, text, 1)
		p := e.until(name, func(p published) bool { return p.Version != nil })
		marked := 0
		for n, line := range strings.Split(text, "\n") {
			code, marks, _ := strings.Cut(line, "#@")
			for _, m := range marker.FindAllStringSubmatch(marks, -1) {
				word, want := strings.Trim(m[2], `"`), strings.Trim(m[3], `"`)
				start, _ := place(code, word)
				at := position{n, start}
				switch m[1] {
				case "diag":
					marked++
					if !slices.ContainsFunc(p.Diagnostics, func(d diagnostic) bool { return d.Code == want && e.begins(text, d, n, code, word) }) {
						t.Errorf("%s:%d: no %s at %q in %+v", name, n+1, want, word, p.Diagnostics)
					}
				case "related":
					if !e.relates(p, n, word, want) {
						t.Errorf("%s:%d: nothing relates to %s: %+v", name, n+1, want, p.Diagnostics)
					}
				case "hover":
					var h struct{ Contents struct{ Value string } }
					e.call("textDocument/hover", object{"textDocument": object{"uri": e.uri(name)}, "position": at}, &h)
					if !strings.Contains(strings.ToLower(h.Contents.Value), want) {
						t.Errorf("%s:%d: the hover is %q", name, n+1, h.Contents.Value)
					}
				case "fix":
					if got := applied(text, e.fix(name, at, want)); got != files["fixed/"+name] {
						t.Errorf("%s:%d: fixed is\n%s", name, n+1, got)
					}
				}
			}
		}
		if marked != len(p.Diagnostics) {
			t.Errorf("%s: %d diagnostics, %d marked: %+v", name, len(p.Diagnostics), marked, p.Diagnostics)
		}
	}
}

// begins reports whether the diagnostic is at the word, or at a value behind it.
func (e *editor) begins(text string, d diagnostic, line int, code, word string) bool {
	start, _ := place(code, word)
	return d.Range.Start.Line == line && d.Range.Start.Character >= start-1 && offset(text, d.Range.End) > offset(text, d.Range.Start)
}

func (e *editor) relates(p published, line int, message, at string) bool {
	file, number, _ := strings.Cut(at, ":")
	n, _ := strconv.Atoi(number)
	for _, d := range p.Diagnostics {
		for _, r := range d.RelatedInformation {
			if d.Range.Start.Line == line && r.Message == message && r.Location.URI == e.uri(file) && r.Location.Range.Start.Line == n-1 {
				return true
			}
		}
	}
	return false
}

type codeAction struct {
	Title, Kind string
	Diagnostics []diagnostic
	Data        json.RawMessage
	Edit        *struct {
		DocumentChanges []struct {
			TextDocument struct {
				URI     string
				Version *int
			}
			Edits []textEdit
		}
	}
	Command *struct{ Command string }
}

func (e *editor) actions(name string, at position, only ...string) []codeAction {
	e.t.Helper()
	var all []codeAction
	e.call("textDocument/codeAction", object{
		"textDocument": object{"uri": e.uri(name)}, "range": textRange{at, at}, "context": object{"diagnostics": []any{}, "only": only},
	}, &all)
	return all
}

// fix is the edit of the preferred quick fix for a check's finding.
func (e *editor) fix(name string, at position, check string) []textEdit {
	e.t.Helper()
	for _, a := range e.actions(name, at, "quickfix") {
		if a.Edit != nil && len(a.Diagnostics) > 0 && a.Diagnostics[0].Code == check && !strings.HasPrefix(a.Title, "Accept") {
			return a.Edit.DocumentChanges[0].Edits
		}
	}
	e.t.Fatalf("no fix for %s at %v: %+v", check, at, e.actions(name, at, "quickfix"))
	return nil
}

const bucket = "resource \"aws_db_instance\" \"d\" {\n  storage_encrypted       = false\n  backup_retention_period = 7\n}\n"

func TestEditing(t *testing.T) {
	t.Parallel()
	e := open(t, "-- main.tf --\n"+strings.ReplaceAll(bucket, "false", "true"), versioned)
	count := func(n int) func(published) bool { return func(p published) bool { return len(p.Diagnostics) == n } }
	e.open("main.tf", bucket, 1)
	e.until("main.tf", count(1))

	t.Log("an edit in a range, counted in UTF-16, behind a character of two units")
	e.change("main.tf", "# 𝒳\n"+bucket, 2)
	e.notify("textDocument/didChange", object{"textDocument": object{"uri": e.uri("main.tf"), "version": 3}, "contentChanges": []object{
		{"range": textRange{position{0, 4}, position{0, 4}}, "text": " behind"},
		{"range": textRange{position{2, 28}, position{2, 33}}, "text": "true"},
	}})
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 0 && p.Version != nil && *p.Version == 3 })

	t.Log("a broken text is told of at its place")
	e.change("main.tf", bucket+"resource \"x\" {\n", 4)
	p := e.until("main.tf", count(1))
	if p.Diagnostics[0].Code != "" || p.Diagnostics[0].Range.Start.Line < 4 {
		t.Errorf("told %+v", p.Diagnostics)
	}

	t.Log("a comment that an action writes accepts a finding")
	e.change("main.tf", bucket, 5)
	p = e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 1 && p.Diagnostics[0].Code != "" })
	for _, a := range e.actions("main.tf", p.Diagnostics[0].Range.Start) {
		if strings.HasPrefix(a.Title, "Accept") {
			e.change("main.tf", applied(bucket, a.Edit.DocumentChanges[0].Edits), 6)
			if v := a.Edit.DocumentChanges[0].TextDocument.Version; v == nil || *v != 5 {
				t.Error("the edit is for any version")
			}
		}
	}
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 0 && *p.Version == 6 })

	t.Log("what is closed unsaved is as on the disk")
	e.change("main.tf", bucket, 7)
	e.until("main.tf", count(1))
	e.notify("textDocument/didClose", object{"textDocument": object{"uri": e.uri("main.tf")}})
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 0 && p.Version == nil })

	t.Log("a file that another program changes")
	e.write("main.tf", bucket)
	e.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": e.uri("main.tf"), "type": 2}}})
	e.until("main.tf", count(1))

	e.call("shutdown", nil, nil)
	e.notify("exit", nil)
	if err := <-e.done; err != nil {
		t.Error(err)
	}
}

func TestFixAllAndShowAll(t *testing.T) {
	t.Parallel()
	two := "resource \"aws_db_instance\" \"a\" {\n  storage_encrypted       = true\n  backup_retention_period = 7\n  publicly_accessible     = true\n}\n\nresource \"aws_db_instance\" \"b\" {\n  storage_encrypted       = true\n  backup_retention_period = 7\n  publicly_accessible     = true\n}\n"
	e := open(t, "-- main.tf --\n"+two, versioned)
	e.open("main.tf", two, 1)
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 2 })
	all := e.actions("main.tf", position{}, "source.fixAll")
	if len(all) != 1 || all[0].Kind != "source.fixAll.demarc" || all[0].Edit == nil {
		t.Fatalf("got %+v", all)
	}
	fixed := applied(two, all[0].Edit.DocumentChanges[0].Edits)
	if strings.Count(fixed, "publicly_accessible     = false") != 2 {
		t.Errorf("fixed is\n%s", fixed)
	}
	e.change("main.tf", fixed, 2)
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 0 })
	e.change("main.tf", two, 3)
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 2 })
	var places []struct{ URI string }
	e.call("workspace/executeCommand", object{"command": "demarc.showAll", "arguments": []string{"aws-rds-publicly-accessible"}}, &places)
	if len(places) != 2 || places[0].URI != e.uri("main.tf") {
		t.Errorf("shown are %+v", places)
	}
}

func TestPull(t *testing.T) {
	t.Parallel()
	e := open(t, "-- a/main.tf --\n"+bucket+"-- b/main.tf --\n"+bucket, object{"textDocument": object{"diagnostic": object{}}})
	e.open("a/main.tf", bucket, 1)
	var report struct {
		Kind, ResultID string
		Items          []diagnostic
	}
	ask := func(before string) {
		e.call("textDocument/diagnostic", object{"textDocument": object{"uri": e.uri("a/main.tf")}, "previousResultId": before}, &report)
	}
	ask("")
	if report.Kind != "full" || len(report.Items) != 1 {
		t.Errorf("got %+v", report)
	}
	if ask(report.ResultID); report.Kind != "unchanged" {
		t.Errorf("got %+v", report)
	}
	e.change("a/main.tf", "", 2)
	var all struct {
		Items []struct {
			URI   string
			Items []diagnostic
		}
	}
	e.call("workspace/diagnostic", object{"previousResultIds": []object{{"uri": e.uri("a/main.tf"), "value": report.ResultID}}}, &all)
	if len(all.Items) != 2 || all.Items[0].URI != e.uri("b/main.tf") || len(all.Items[0].Items) != 1 || len(all.Items[1].Items) != 0 {
		t.Errorf("got %+v", all)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.told) > 0 {
		t.Error("what is asked for is told unasked, too")
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	e := open(t, "", nil)
	if err := e.CallResult(t.Context(), "initialize", object{}, new(any)); err == nil {
		t.Error("initialize twice")
	}
	if err := e.CallResult(t.Context(), "textDocument/none", object{}, new(any)); err == nil {
		t.Error("a method that there is not")
	}
	for _, uri := range []string{"untitled:x", "file://%zz", "file://elsewhere/x.tf", "", "file:///no/such/place.tf", "file:///a%00b.tf"} {
		e.notify("textDocument/didOpen", object{"textDocument": object{"uri": uri, "version": 1, "text": bucket}})
		var h any
		e.call("textDocument/hover", object{"textDocument": object{"uri": uri}, "position": position{1 << 30, 1 << 30}}, &h)
	}
	e.notify("textDocument/didChange", object{"textDocument": object{"uri": e.uri("never-opened.tf"), "version": 1}})
	e.call("shutdown", nil, nil)
	if err := e.CallResult(t.Context(), "textDocument/hover", object{}, new(any)); err == nil {
		t.Error("a request after shutdown")
	}
}

// What is no message ends the connection, and takes no memory.
func TestBrokenFrames(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Content-Length: 999999999999\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "Content-Length: x\r\n\r\n", "\r\n{}", strings.Repeat("x", 1<<16),
		"Content-Length: 100\r\n\r\n{}", "Content-Length: 99999999999999999999999\r\n\r\n",
	} {
		var out bytes.Buffer
		if err := lsp.Serve(t.Context(), strings.NewReader(text), closer{&out}, lsp.Config{}); err == nil {
			t.Errorf("%.40q is taken", text)
		}
	}
	var out bytes.Buffer
	garbled := "Content-Length: 5\r\n\r\n{\"a\":Content-Length: 2\r\n\r\n[]"
	if err := lsp.Serve(t.Context(), strings.NewReader(garbled), closer{&out}, lsp.Config{}); err == nil {
		t.Error("a client that leaves without a word is in order")
	}
}

type closer struct{ io.Writer }

func (closer) Close() error { return nil }

// Whatever is typed, in the end the server says what a lint of the texts does.
func TestEditStream(t *testing.T) {
	t.Parallel()
	archive := "-- main.tf --\nmodule \"m\" {\n  source = \"./m\"\n  open   = true\n}\n-- m/main.tf --\nvariable \"open\" {}\n"
	e := open(t, archive, nil)
	recommended, err := check.Select(checks.All(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"main.tf": "", "m/main.tf": ""}
	for name := range texts {
		e.open(name, "", 0)
	}
	pieces := []string{
		bucket, "resource \"aws_db_instance\" \"e\" {\n  storage_encrypted   = !var.open\n  publicly_accessible = var.open\n}\n", "variable \"open\" {\n  default = true\n}\n",
		"module \"m\" {\n  source = \"./m\"\n  open   = true\n}\n", "# 𝒳ä\n", "", "module \"m\" {\n  source = \"./m\"\n  open   = false\n}\n",
	}
	version := 0
	for step := range 40 {
		for i, name := range []string{"main.tf", "m/main.tf"} {
			version++
			piece := pieces[(step*7+i*3+step/5)%len(pieces)]
			texts[name] = piece
			e.change(name, piece+" ", version)
			version++
			e.change(name, piece, version)
		}
		overlays := map[string][]byte{}
		for name, text := range texts {
			overlays[name] = []byte(text)
		}
		r, err := lint.Run(t.Context(), lint.Options{Cwd: e.dir, Checks: recommended, Overlays: overlays})
		if err != nil {
			t.Fatal(err)
		}
		for name := range texts {
			var want []string
			for _, f := range r.Findings {
				if f.Place.Filename == name {
					want = append(want, fmt.Sprint(f.Place.Start.Line-1, f.Check.Name))
				}
			}
			e.until(name, func(p published) bool {
				var got []string
				for _, d := range p.Diagnostics {
					if d.Code != "" {
						got = append(got, fmt.Sprint(d.Range.Start.Line, d.Code))
					}
				}
				return slices.Equal(got, want)
			})
		}
	}
}

func TestFoldersComeAndGo(t *testing.T) {
	t.Parallel()
	e := open(t, "-- main.tf --\n", nil)
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "x.tf"), []byte(bucket), 0o600); err != nil {
		t.Fatal(err)
	}
	uri := "file://" + filepath.ToSlash(other)
	change := func(how string) {
		e.notify("workspace/didChangeWorkspaceFolders", object{"event": object{how: []object{{"uri": uri, "name": "other"}}}})
	}
	seen := func(n int) {
		t.Helper()
		deadline := time.After(20 * time.Second)
		for {
			e.mu.Lock()
			p, known := e.told[uri+"/x.tf"]
			e.mu.Unlock()
			if known && len(p.Diagnostics) == n {
				return
			}
			select {
			case <-e.news:
			case <-deadline:
				t.Fatalf("%d diagnostics were wanted: %+v", n, p)
			}
		}
	}
	change("added")
	seen(1)
	change("removed")
	seen(0)
}

// Settings are read again when they change: a file that they exclude has nothing to say.
func TestSettingsAreReadAgain(t *testing.T) {
	t.Parallel()
	e := open(t, "-- main.tf --\n"+bucket, nil)
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 1 })
	e.write(".demarc.hcl", "exclude = [\"main.tf\"]\n")
	e.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": e.uri(".demarc.hcl"), "type": 1}}})
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 0 })
	e.write(".demarc.hcl", "")
	e.notify("workspace/didChangeConfiguration", object{"settings": nil})
	e.until("main.tf", func(p published) bool { return len(p.Diagnostics) == 1 })
}

func TestEncodingIsNegotiated(t *testing.T) {
	t.Parallel()
	line := "/* ä𝒳 */ resource \"aws_db_instance\" \"d\" { storage_encrypted = false }\n"
	for offered, want := range map[string]int{"utf-8": len("/* ä𝒳 */ "), "utf-16": 10, "utf-32": 9} {
		e := open(t, "", object{"general": object{"positionEncodings": []string{offered}}})
		e.open("main.tf", line, 1)
		p := e.until("main.tf", func(p published) bool { return len(p.Diagnostics) > 0 })
		found := false
		for _, d := range p.Diagnostics {
			found = found || d.Code == "aws-rds-no-backups" && d.Range.Start.Character == want
		}
		if !found {
			t.Errorf("%s: want %d in %+v", offered, want, p.Diagnostics)
		}
	}
}

// A client that asks before it says that it is ready is answered all the same.
func TestHastyClient(t *testing.T) {
	t.Parallel()
	e := connect(t, "-- main.tf --\n"+bucket, nil)
	var report struct{ Items []diagnostic }
	e.call("textDocument/diagnostic", object{"textDocument": object{"uri": e.uri("main.tf")}}, &report)
	if len(report.Items) != 1 {
		t.Errorf("got %+v", report)
	}
}
