package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"path"
	"slices"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

func dirOf(name string) string { return path.Dir(name) }

// states sorts what an update says by file. The server is locked.
func (f *folder) states(u *lint.Update, j *job) map[string]*fileState {
	said := map[string]*fileState{}
	of := func(name string) *fileState {
		st := said[name]
		if st == nil {
			st = &fileState{path: f.path(name), text: u.Result.Source(name)}
			st.version = j.version(st.path)
			said[name] = st
		}
		return st
	}
	for _, d := range u.Result.Diagnostics {
		if d.Place.Filename != "" {
			st := of(d.Place.Filename)
			st.diagnostics = append(st.diagnostics, f.problem(d, st.text))
		}
	}
	for _, found := range u.Result.Findings {
		if found.Suppressed == nil {
			st := of(found.Place.Filename)
			st.findings = append(st.findings, found)
			st.diagnostics = append(st.diagnostics, f.diagnostic(&found, st.text, u.Result.Source))
		}
	}
	return said
}

// problem is something wrong with the input.
func (f *folder) problem(d lint.Diagnostic, text []byte) diagnostic {
	severity := severityWarning
	if d.Severity == lint.Error {
		severity = severityError
	}
	return diagnostic{
		Range: f.server.encoding.textRange(text, d.Place), Severity: severity, Source: "demarc", Message: d.Summary + ": " + d.Detail,
	}
}

func (f *folder) diagnostic(found *lint.Finding, text []byte, read func(string) []byte) diagnostic {
	c := found.Check
	d := diagnostic{
		Range: f.server.encoding.textRange(text, found.Place), Severity: severityOf(c.Severity), Code: c.Name, Source: "demarc", Message: found.Message,
		Data: &diagnosticData{
			Severity: c.Severity.String(), Duty: string(c.Duty), Address: found.Address, Environments: found.Environments,
			Fixable: found.Fix.Applicable() && found.Fix.Safe(),
		},
	}
	if href := f.server.config.Href(c.Name); href != "" {
		d.CodeDescription = &codeDescription{href}
	}
	switch c.Name {
	case "terraform-deprecated-argument":
		d.Tags = []int{tagDeprecated}
	case "demarc-ignore-unused":
		d.Tags = []int{tagUnnecessary}
	}
	for _, r := range found.Related {
		d.RelatedInformation = append(d.RelatedInformation, related{f.location(r.Place, read), r.Message})
	}
	return d
}

func (f *folder) location(p source.Place, read func(string) []byte) location {
	return location{uriOf(f.path(p.Filename)), f.server.encoding.textRange(read(p.Filename), p)}
}

// severityOf: an editor's error is what a reviewer would not let pass.
func severityOf(s check.Severity) int {
	switch {
	case s >= check.High:
		return severityError
	case s == check.Medium:
		return severityWarning
	}
	return severityInformation
}

// resultID is the same for the same diagnostics.
func resultID(all []diagnostic) string {
	text, err := json.Marshal(all)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

func (s *Server) documentDiagnostics(ctx context.Context, p documentDiagnosticParams) (documentReport, error) {
	f, name, err := s.asked(ctx, p.TextDocument.URI)
	if f == nil || err != nil {
		return documentReport{Kind: "full"}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []diagnostic
	if st := f.files[name]; st != nil {
		all = st.diagnostics
	}
	if id := resultID(all); id != p.PreviousResultID {
		return documentReport{Kind: "full", ResultID: id, Items: all}, nil
	}
	return documentReport{Kind: "unchanged", ResultID: p.PreviousResultID}, nil
}

// asked is the folder and name of a file that the client asks about, once its changes are linted; nil when it is none of ours.
func (s *Server) asked(ctx context.Context, uri string) (f *folder, name string, err error) {
	path, ok := pathOf(uri)
	if !ok {
		return nil, "", nil
	}
	s.mu.Lock()
	f = s.within(path)
	s.mu.Unlock()
	if f == nil {
		return nil, "", nil
	}
	name, _ = f.name(path)
	return f, name, f.settled(ctx)
}

func (s *Server) workspaceDiagnostics(ctx context.Context, p workspaceDiagnosticParams) (workspaceReport, error) {
	before := map[string]string{}
	for _, previous := range p.PreviousResultIDs {
		before[previous.URI] = previous.Value
	}
	s.mu.Lock()
	folders := slices.Clone(s.folders)
	s.mu.Unlock()
	report := workspaceReport{Items: []workspaceItem{}}
	for _, f := range folders {
		if err := f.settled(ctx); err != nil {
			return report, err
		}
		report.Items = append(report.Items, f.items(before)...)
	}
	for _, uri := range slices.Sorted(maps.Keys(before)) { // of which there is nothing to say any more
		report.Items = append(report.Items, workspaceItem{URI: uri, Kind: "full"})
	}
	return report, nil
}

// items takes what it answers out of before.
func (f *folder) items(before map[string]string) []workspaceItem {
	f.server.mu.Lock()
	defer f.server.mu.Unlock()
	var all []workspaceItem
	for _, name := range slices.Sorted(maps.Keys(f.files)) {
		st := f.files[name]
		p := st.publish(f.server.open[st.path])
		item := workspaceItem{URI: p.URI, Version: p.Version, Kind: "full", ResultID: resultID(st.diagnostics), Items: st.diagnostics}
		if before[p.URI] == item.ResultID {
			item.Kind, item.Items = "unchanged", nil
		}
		delete(before, p.URI)
		all = append(all, item)
	}
	return all
}
