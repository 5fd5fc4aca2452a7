package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/creachadair/jrpc2"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// commandShowAll lists the places of all findings of a check; its argument is the check's name.
const commandShowAll = "demarc.showAll"

// codeActions offers, for each finding in the range, its fix, a comment that accepts it, and a list of all of its kind; and one action for all fixes
// of the file.
func (s *Server) codeActions(ctx context.Context, p codeActionParams) ([]codeAction, error) {
	f, name, err := s.asked(ctx, p.TextDocument.URI)
	if f == nil || err != nil {
		return []codeAction{}, err
	}
	text, _, _ := f.at(p.TextDocument.URI, name, p.Range.Start)
	found := f.inRange(p.TextDocument.URI, name, p.Range)
	actions := []codeAction{}
	if wants(p.Context.Only, kindQuickFix) {
		for _, finding := range found {
			actions = append(actions, f.quickFixes(p.TextDocument.URI, text, finding)...)
		}
	}
	if wants(p.Context.Only, kindFixAll) && slices.ContainsFunc(f.inRange(p.TextDocument.URI, name, everything()), fixable) {
		actions = append(actions, codeAction{Title: "Fix all that demarc can", Kind: kindFixAll, Data: &actionData{URI: p.TextDocument.URI}})
	}
	if s.resolvesLater() && len(p.Context.Only) != 1 { // who asks for one kind alone, as on save, wants to apply it
		return actions, nil
	}
	for i := range actions {
		if actions[i].Data != nil {
			if actions[i], err = s.resolve(ctx, actions[i]); err != nil {
				return actions, err
			}
		}
	}
	return actions, nil
}

// wants reports whether the client asks for a kind of action; one without any is asked for all.
func wants(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool { return kind == o || strings.HasPrefix(kind, o+".") })
}

func (s *Server) resolvesLater() bool {
	c := s.client.TextDocument.CodeAction
	return c.DataSupport && c.ResolveSupport != nil && slices.Contains(c.ResolveSupport.Properties, "edit")
}

func everything() textRange {
	const last = 1 << 30
	return textRange{End: position{Line: last}}
}

func fixable(f lint.Finding) bool { return f.Fix.Applicable() && f.Fix.Safe() }

// inRange are the findings of an open file that share a character or a border with the range.
func (f *folder) inRange(uri, name string, r textRange) []lint.Finding {
	s := f.server
	s.mu.Lock()
	defer s.mu.Unlock()
	path, _ := pathOf(uri)
	b, st := s.open[path], f.files[name]
	if b == nil || st == nil || st.version != b.version {
		return nil
	}
	start, end := s.encoding.offset(b.text, r.Start), s.encoding.offset(b.text, r.End)
	var found []lint.Finding
	for _, finding := range st.findings {
		if finding.Place.Start.Byte <= end && start <= finding.Place.End.Byte {
			found = append(found, finding)
		}
	}
	return found
}

func (f *folder) quickFixes(uri string, text []byte, finding lint.Finding) []codeAction {
	about := []diagnostic{f.diagnostic(&finding, text, func(string) []byte { return text })}
	about[0].RelatedInformation = nil // their texts are not at hand, and a client needs them not
	var actions []codeAction
	switch {
	case finding.Fix == nil:
	case fixable(finding):
		actions = append(actions, codeAction{
			Title: finding.Fix.Title, Kind: kindQuickFix, Diagnostics: about, IsPreferred: true, Data: &actionData{URI: uri, Fingerprint: finding.Fingerprint},
		})
	case f.server.client.TextDocument.CodeAction.DisabledSupport:
		why := finding.Fix.Refused
		if why == "" {
			why = finding.Fix.Unsafe
		}
		actions = append(actions, codeAction{Title: finding.Fix.Title, Kind: kindQuickFix, Diagnostics: about, Disabled: &disabled{why}})
	}
	if edit, ok := f.server.accept(text, finding); ok {
		actions = append(actions, codeAction{
			Title: "Accept " + finding.Check.Name + " here, with a reason", Kind: kindQuickFix, Diagnostics: about, Edit: f.server.workspaceEdit(uri, []textEdit{edit}),
		})
	}
	return append(actions, codeAction{
		Title: "Show all findings of " + finding.Check.Name, Kind: kindQuickFix, Diagnostics: about,
		Command: &command{"Show all findings", commandShowAll, []string{finding.Check.Name}},
	})
}

// accept writes a comment above the finding's line; JSON syntax has none.
func (s *Server) accept(text []byte, finding lint.Finding) (textEdit, bool) {
	if strings.HasSuffix(finding.Place.Filename, ".json") || finding.Place.Start.Byte > len(text) {
		return textEdit{}, false
	}
	start := 1 + bytes.LastIndexByte(text[:finding.Place.Start.Byte], '\n')
	line := text[start:]
	indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
	end := "\n"
	if n := bytes.IndexByte(line, '\n'); n > 0 && line[n-1] == '\r' {
		end = "\r\n"
	}
	at := s.encoding.position(text, start)
	return textEdit{textRange{at, at}, fmt.Sprintf("%s# demarc:ignore %s: say here why this is accepted%s", indent, finding.Check.Name, end)}, true
}

// workspaceEdit carries the version of an open file, so that a client does not apply it to a newer one.
func (s *Server) workspaceEdit(uri string, edits []textEdit) *workspaceEdit {
	if !s.client.Workspace.WorkspaceEdit.DocumentChanges {
		return &workspaceEdit{Changes: map[string][]textEdit{uri: edits}}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	doc := documentEdit{TextDocument: versionedDocument{URI: uri}, Edits: edits}
	if path, ok := pathOf(uri); ok && s.open[path] != nil {
		doc.TextDocument.Version = &s.open[path].version
	}
	return &workspaceEdit{DocumentChanges: []documentEdit{doc}}
}

// resolve works out the edit of an action: the fixes are made and verified by a lint of what they give.
func (s *Server) resolve(ctx context.Context, a codeAction) (codeAction, error) {
	if a.Data == nil || a.Edit != nil {
		return a, nil
	}
	f, name, err := s.asked(ctx, a.Data.URI)
	if f == nil || err != nil {
		return a, err
	}
	a.Edit, err = f.repair(ctx, name, func(finding *lint.Finding) bool {
		if a.Data.Fingerprint == "" {
			return finding.Place.Filename == name
		}
		return finding.Fingerprint == a.Data.Fingerprint
	})
	return a, err
}

// repair is the edit that the safe fixes of the chosen findings make, as far as they hold.
func (f *folder) repair(ctx context.Context, name string, chosen func(*lint.Finding) bool) (*workspaceEdit, error) {
	o, err := f.server.config.Options(f.dir)
	if err != nil {
		return nil, err
	}
	f.server.mu.Lock()
	o.Paths, o.Overlays = []string{name}, f.overlays()
	f.server.mu.Unlock()
	r, err := lint.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	var fixes []*lint.Finding
	for i := range r.Findings {
		if found := &r.Findings[i]; found.Suppressed == nil && fixable(*found) && chosen(found) {
			fixes = append(fixes, found)
		}
	}
	plan, err := lint.Repair(ctx, o, r, fixes...)
	if err != nil {
		return nil, err
	}
	edit := &workspaceEdit{}
	for _, file := range slices.Sorted(maps.Keys(plan.Files)) {
		var edits []textEdit
		for _, e := range plan.Edits() {
			if e.Place.Filename == file {
				edits = append(edits, textEdit{f.server.encoding.textRange(r.Source(file), e.Place), e.NewText})
			}
		}
		one := f.server.workspaceEdit(f.uri(file), edits)
		edit.DocumentChanges = append(edit.DocumentChanges, one.DocumentChanges...)
		for uri, edits := range one.Changes {
			if edit.Changes == nil {
				edit.Changes = map[string][]textEdit{}
			}
			edit.Changes[uri] = edits
		}
	}
	for i, why := range plan.Refused {
		if why != "" && len(fixes) == 1 && i == 0 {
			return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "not fixed: %s", why)
		}
	}
	return edit, nil
}

// uri is a file's URI as the client writes it.
func (f *folder) uri(name string) string {
	path := f.path(name)
	f.server.mu.Lock()
	defer f.server.mu.Unlock()
	if b := f.server.open[path]; b != nil {
		return b.uri
	}
	return uriOf(path)
}

// execute runs a command; showAll answers with locations, and shows the first of them to who uses a client that does nothing with these.
func (s *Server) execute(ctx context.Context, p commandParams) ([]location, error) {
	var name string
	if p.Command != commandShowAll || len(p.Arguments) != 1 || json.Unmarshal(p.Arguments[0], &name) != nil {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "there is no command %.80q with these arguments", p.Command)
	}
	s.mu.Lock()
	folders := slices.Clone(s.folders)
	s.mu.Unlock()
	all := []location{}
	var lines []string
	for _, f := range folders {
		if err := f.settled(ctx); err != nil {
			return nil, err
		}
		for _, place := range f.places(name) {
			lines = append(lines, fmt.Sprintf("%s:%d", place.Filename, place.Start.Line))
			all = append(all, location{f.uri(place.Filename), s.encoding.textRange(f.text(place.Filename), place)})
		}
	}
	const shown = 10
	message := fmt.Sprintf("%s: %d findings", name, len(all))
	if len(all) > 0 {
		message += ": " + strings.Join(lines[:min(shown, len(lines))], ", ")
	}
	s.tell("window/showMessage", showMessageParams{messageInfo, message})
	return all, nil
}

func (f *folder) places(check string) []source.Place {
	f.server.mu.Lock()
	defer f.server.mu.Unlock()
	var all []source.Place
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		for _, finding := range f.files[name].findings {
			if finding.Check.Name == check {
				all = append(all, finding.Place)
			}
		}
	}
	return all
}

func (f *folder) text(name string) []byte {
	f.server.mu.Lock()
	defer f.server.mu.Unlock()
	if st := f.files[name]; st != nil {
		return st.text
	}
	return nil
}
