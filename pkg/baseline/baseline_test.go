package baseline_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/demarc-lint/demarc/pkg/baseline"
)

func TestWhatIsWrittenIsRead(t *testing.T) {
	t.Parallel()
	entries := []baseline.Entry{
		{Fingerprint: "b", Check: "c", File: "y.tf", Address: `a["<x>"]`},
		{Fingerprint: "a", Check: "c", File: "x.tf", Address: "a"},
	}
	data, err := baseline.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(entries)
	again, err := baseline.Marshal(entries)
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the order matters: %s, then %s, %v", data, again, err)
	}
	f, err := baseline.Read("f", data)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(f.Findings, entries) || len(f.Index()) != 2 {
		t.Errorf("got %v", f.Findings)
	}
	none, err := baseline.Marshal(nil)
	if err != nil || strings.Contains(string(none), "null") {
		t.Errorf("none: %s, %v", none, err)
	}
}

func TestReadRefusesWhatIsNoBaseline(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                 "f:1 is no baseline",
		"{\n\"version\": 1,\n<<<<<<< HEAD": "f:3 is no baseline",
		`{"version": 2, "findings": []}`:   "version 2",
		`{"version": 0, "findings": []}`:   "version 0",
		`{"findings": []}`:                 "it has no version",
		`null`:                             "it has no version",
		`[]`:                               "it may not be of kind array",
		`{"version": "1"}`:                 "version may not be of kind string",
		`{"version": 1, "findings": {}}`:   "findings may not be of kind object",
		`{"version": 9, "later": true}`:    "version 9, and this demarc reads version 1; take a later",
		`{"version": 1, "findings": [{"fingerprint": "a"}]}`: "finding 1 lacks",
		`{"version": 1, "findings": [{"fingerprint": 4}]}`:   "findings.fingerprint may not be of kind number",
		`{"version": 1, "results": []}`:                      `"results"`,
		`{"version": 1, "findings": []} x`:                   "after top-level value",
		`{"version": 1, "findings": [{"fingerprint":"a","check":"c","file":"f"},{"fingerprint":"a","check":"c","file":"f"}]}`: "twice",
	} {
		if _, err := baseline.Read("f", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}
