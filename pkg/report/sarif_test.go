package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
)

func TestSARIFIsValid(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]*lint.Result{"full": full(estate()), "hostile": hostile(), "empty": {}} {
		if _, err := decodeSARIF([]byte(write(t, "sarif", r, options(estate())))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		spelt, err := json.Marshal(whole(safe(r, options(estate())))) // the library validates what it has spelt out
		if err != nil {
			t.Fatal(err)
		}
		report, err := decodeSARIF(spelt)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := report.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// whole is the report before anything is left out.
func whole(r *lint.Result, o Options) sarifReport {
	s := newSARIFWriter(r, o)
	return s.report(r, slices.AppendSeq([]sarifResult{}, s.results(r)))
}

func decodeSARIF(data []byte) (*sarif.Report, error) {
	var report sarif.Report
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return &report, d.Decode(&report)
}

func TestSARIFURI(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"main.tf":            "main.tf",
		"./a/../b.tf":        "b.tf",
		"net work/100%#1.tf": "net%20work/100%25%231.tf",
		"C:x.tf":             "C%3Ax.tf",
		"ä\x1b.tf":           "%C3%A4%1B.tf",
		"../up.tf":           "../up.tf",
		"/abs o/a.tf":        "file:///abs%20o/a.tf",
	} {
		s := sarifWriter{o: Options{path: func(string) string { return name }}}
		if got := *s.artifact(name).URI; got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestSARIFTextHasNoLinks(t *testing.T) {
	t.Parallel()
	if got := *sarifText(`see [this](https://example.com), x["a"]`).Text; got != `see [this\](https://example.com), x["a"]` {
		t.Errorf("got %s", got)
	}
}

func TestUTF16Column(t *testing.T) {
	t.Parallel()
	src := "x\né日😀!"
	if got := utf16Column([]byte(src), hcl.Pos{Column: 4, Byte: strings.Index(src, "!")}); got != 5 {
		t.Errorf("got %d, want 5: the emoji is two units", got)
	}
	if got := utf16Column(nil, hcl.Pos{Column: 4, Byte: 9}); got != 4 {
		t.Errorf("without a source: got %d, want 4", got)
	}
}

func TestSARIFHasThePagesOfWhatWasReported(t *testing.T) {
	t.Parallel()
	got := write(t, "sarif", &lint.Result{Checks: []*check.Check{noBackup(), publicDatabase()}, Findings: []lint.Finding{{Check: noBackup()}}}, options(nil))
	if !strings.Contains(got, "**aws-rds-no-backup**") || strings.Contains(got, "**aws-rds-publicly-accessible**") {
		t.Errorf("got %s", got)
	}
}
