package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

// hostileKey is a for_each key that would end a label, a line or a command in each of the formats.
const hostileKey = `module.m["a\"];--> | #quot; &amp; <b> ` + "`\x1b[31m\u202e\n" + `"]`

func hostileGraphs() *lint.Graphs {
	at := func(file string) source.Place {
		return source.Place{Filename: file, Start: pos("\n\n", 1), End: pos("\n\n", 1)}
	}
	root := lint.RootGraph{
		Dir:     "live",
		Modules: []lint.ModuleNode{{Address: hostileKey, Dir: "m", Maybe: true, Place: at("live/main.tf")}},
		Nodes: []lint.Node{
			{Address: "provider.aws", Kind: lint.Provider, Type: "aws", Place: at("live/main.tf")},
			{Address: "aws_subnet.one", Kind: lint.Managed, Type: "aws_subnet", Provider: "provider.aws", Place: at("live/main.tf")},
			{Address: hostileKey + ".data.aws_region.here", Kind: lint.Data, Type: "aws_region", Module: hostileKey, Maybe: true, Place: at("m/ma\x07in.tf")},
		},
		Links: []lint.Link{
			{From: 1, To: 0, Argument: "tags", Maybe: true, Place: at("live/main.tf")},
			{From: 1, To: 0, Argument: "tags", Attribute: "b", Place: at("live/main.tf")},
			{From: 1, To: 0, Argument: "name", Place: at("live/main.tf")},
			{From: 2, To: 1, Argument: "a|b\"]\n", Attribute: "id", Maybe: true, Place: at("m/main.tf")},
		},
	}
	twin := root
	twin.Dir = "other"
	return &lint.Graphs{Roots: []lint.RootGraph{root, twin}, Result: &lint.Result{
		Diagnostics: []lint.Diagnostic{{Severity: lint.Warning, Summary: "Links\x1b left out"}},
	}}
}

func TestGraphFormats(t *testing.T) {
	t.Parallel()
	for _, format := range GraphFormats() {
		var out, again bytes.Buffer
		if err := WriteGraph(&out, format, hostileGraphs(), Options{Version: "1.2.3"}); err != nil {
			t.Fatal(err)
		}
		_ = WriteGraph(&again, format, hostileGraphs(), Options{Version: "1.2.3"})
		if !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("%s: the same graphs give other bytes", format)
		}
		if i := strings.IndexFunc(out.String(), func(r rune) bool { return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) }); i >= 0 {
			t.Errorf("%s: a control character at %d: %q", format, i, out.String()[i:])
		}
		golden(t, "graph."+format, out.String())
	}
	if err := WriteGraph(&bytes.Buffer{}, "svg", hostileGraphs(), Options{}); err == nil || KnownGraph("svg") {
		t.Error("an unknown format is written")
	}
}

func TestGraphJSONHasNoNull(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	empty := &lint.Graphs{Roots: []lint.RootGraph{{Dir: "."}}, Result: &lint.Result{}}
	if err := WriteGraph(&out, "json", empty, Options{}); err != nil {
		t.Fatal(err)
	}
	if !json.Valid(out.Bytes()) || strings.Contains(out.String(), "null") {
		t.Error(out.String())
	}
}

func TestProblemsAreTold(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := WriteProblems(&out, &lint.Result{
		Diagnostics: []lint.Diagnostic{
			{Severity: lint.Warning, Summary: "Module is not there", Detail: "module.m: run init", Place: source.Place{Filename: "a.tf", Start: pos("\n", 1)}},
			{Severity: lint.Error, Summary: "Directory cannot be read", Detail: "x\x1b: denied"},
		},
		Coverage: lint.Coverage{Files: 1, Unread: []lint.Unread{
			{Path: "module.m", Reason: "run init"}, {Path: "main.txt", Reason: "not configuration"}, {Path: "a.tftest.hcl", Reason: "a test", Foreign: true},
		}},
	})
	const want = `error: Directory cannot be read: x\x1b: denied
a.tf:2:1: warning: Module is not there: module.m: run init
not read: main.txt: not configuration
`
	if err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out.String())
	}
}
