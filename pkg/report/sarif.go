package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/hashicorp/hcl/v2"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/lint"
	"github.com/demarc-lint/demarc/pkg/source"
)

const (
	homepage    = "https://github.com/demarc-lint/demarc"
	sourceRoot  = "%SRCROOT%"
	columnKind  = "utf16CodeUnits" // what consumers assume that do not look
	fingerprint = "demarc/v1"
	utf16Limit  = 1 << 16 // bytes of a line that are looked at for its columns
)

// The wrappers exist for one rule of SARIF 2.1.0 (3.27.23) that the library's omitempty cannot keep: as soon as one
// result of a run has suppressions, every result must say that it has none.
type (
	sarifReport struct {
		*sarif.Report
		Runs []sarifRun `json:"runs"`
	}
	sarifRun struct {
		*sarif.Run
		Results []sarifResult `json:"results"`
	}
	sarifResult struct {
		*sarif.Result
		Suppressions *[]*sarif.Suppression `json:"suppressions,omitempty"`
	}
)

func writeSARIF(w io.Writer, r *lint.Result, o Options) error {
	s := newSARIFWriter(r, o)
	report, err := slimmed(s.report(r, []sarifResult{}))
	if err != nil {
		return err
	}
	var failed error
	err = encodeWith(w, report, "results", func(yield func(any) bool) {
		for result := range s.results(r) {
			slim, err := slimmed(result)
			if err != nil {
				failed = err
				return
			}
			if !yield(slim) {
				return
			}
		}
	})
	return errors.Join(err, failed)
}

func newSARIFWriter(r *lint.Result, o Options) sarifWriter {
	return sarifWriter{o: o, rules: rulesOf(r), suggester: newSuggester(r, o)}
}

func (s sarifWriter) report(r *lint.Result, results []sarifResult) sarifReport {
	return sarifReport{Report: sarif.NewReport(), Runs: []sarifRun{{Run: s.run(r), Results: results}}}
}

// slimmed is a part of a report as what its JSON says, without what slim leaves out.
func slimmed(part any) (any, error) {
	data, err := json.Marshal(part)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var said any
	err = d.Decode(&said)
	slim(said)
	return said, err
}

// slim leaves out what the library spells out though it is the format's default: numbers that say that there is none, and empty lists but
// for those that tell something. Half of a report would be that.
func slim(v any) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			slim(element)
		}
	case map[string]any:
		maps.DeleteFunc(v, func(key string, value any) bool { return unsaid(key, value) })
		for _, value := range v {
			slim(value)
		}
	}
}

func unsaid(key string, value any) bool {
	switch value := value.(type) {
	case json.Number:
		return value == "-1"
	case []any:
		return len(value) == 0 && !slices.Contains([]string{"results", "suppressions", "instances", "environments", "rules"}, key)
	}
	return false
}

// rulesOf are the checks that ran or reported, each once, by name.
func rulesOf(r *lint.Result) []*check.Check {
	rules := slices.Clone(r.Checks)
	for i := range r.Findings {
		rules = append(rules, r.Findings[i].Check)
	}
	slices.SortStableFunc(rules, byName)
	return slices.CompactFunc(rules, func(a, b *check.Check) bool { return a.Name == b.Name })
}

func byName(a, b *check.Check) int { return strings.Compare(a.Name, b.Name) }

type sarifWriter struct {
	o         Options
	rules     []*check.Check
	suggester *suggester
}

func (s sarifWriter) run(r *lint.Result) *sarif.Run {
	run := sarif.NewRunWithInformationURI("demarc", homepage).
		WithColumnKind(columnKind).
		WithInvocations([]*sarif.Invocation{s.invocation(r)})
	if s.o.Version != "" {
		run.Tool.Driver.WithVersion(s.o.Version)
	}
	reported := map[string]bool{}
	for i := range r.Findings {
		reported[r.Findings[i].Check.Name] = true
	}
	for _, c := range s.rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, s.rule(c, reported[c.Name]))
	}
	return run.WithProperties(sarif.NewPropertyBag().
		Add("files", r.Coverage.Files).Add("modules", r.Coverage.Modules).
		Add("resources", r.Coverage.Resources).Add("undetermined", len(r.Undetermined)).
		Add("excluded", r.Coverage.Excluded).Add("older", r.Older))
}

func (s sarifWriter) results(r *lint.Result) iter.Seq[sarifResult] {
	anySuppressed := slices.ContainsFunc(r.Findings, func(f lint.Finding) bool { return f.Suppressed != nil })
	return func(yield func(sarifResult) bool) {
		for i := range r.Findings {
			f := &r.Findings[i]
			result := sarifResult{Result: s.result(f)}
			if anySuppressed {
				suppressions := s.suppressions(f.Suppressed)
				result.Suppressions = &suppressions
			}
			if !yield(result) {
				return
			}
		}
	}
}

func (s sarifWriter) result(f *lint.Finding) *sarif.Result {
	index, _ := slices.BinarySearchFunc(s.rules, f.Check, byName)
	location := s.location(f.Place)
	if f.Address != "" {
		location.AddLogicalLocation(sarif.NewLogicalLocation().WithFullyQualifiedName(f.Address).WithKind("resource"))
	}
	result := sarif.NewRuleResult(f.Check.Name).WithRuleIndex(index).
		WithLevel(level(f.Check.Severity)).
		WithMessage(sarifText(sarifMessage(f))).
		WithLocations([]*sarif.Location{location}).
		WithProperties(sarif.NewPropertyBag().Add("instances", f.Instances).Add("environments", f.Environments))
	if f.Fingerprint != "" {
		result.PartialFingerprints = map[string]string{fingerprint: f.Fingerprint}
	}
	if f.Suppressed == nil {
		for _, fixed := range s.fixes(f) {
			result.AddFixe(fixed)
		}
	}
	for i, related := range f.Related {
		if related.Place.Filename != "" {
			result.AddRelatedLocation(s.location(related.Place).WithID(i + 1).WithMessage(sarifText(related.Message)))
		}
	}
	return result
}

// sarifMessage also has what concerns no file, for which there is no related location: readers demand a file of each.
func sarifMessage(f *lint.Finding) string {
	texts := []string{f.Message}
	for _, related := range f.Related {
		if related.Place.Filename == "" {
			texts = append(texts, related.Message)
		}
	}
	return strings.Join(texts, "; ")
}

func (s sarifWriter) suppressions(from *lint.Suppression) []*sarif.Suppression {
	if from == nil {
		return []*sarif.Suppression{}
	}
	kind := "external"
	if from.Kind == lint.Inline {
		kind = "inSource"
	}
	suppression := sarif.NewSuppression().WithKind(kind).WithStatus("accepted").WithJustification(from.Reason)
	if from.Place.Filename != "" {
		suppression.WithLocation(s.location(from.Place))
	}
	return []*sarif.Suppression{suppression}
}

// location is a place; one without a file has no physical location.
func (s sarifWriter) location(p source.Place) *sarif.Location {
	if p.Filename == "" {
		return sarif.NewLocation()
	}
	physical := sarif.NewPhysicalLocation().WithArtifactLocation(s.artifact(p.Filename))
	if p.Start.Line > 0 {
		src := s.o.Source(p.Filename)
		physical.WithRegion(sarif.NewSimpleRegion(p.Start.Line, max(p.End.Line, p.Start.Line)).
			WithStartColumn(utf16Column(src, p.Start)).
			WithEndColumn(utf16Column(src, p.End)))
	}
	return sarif.NewLocationWithPhysicalLocation(physical)
}

// artifact names a file relative to the root of the sources, an absolute one by a file URI.
func (s sarifWriter) artifact(file string) *sarif.ArtifactLocation {
	name := s.o.path(file)
	if path.IsAbs(name) {
		return sarif.NewSimpleArtifactLocation((&url.URL{Scheme: "file", Path: name}).String())
	}
	segments := strings.Split(path.Clean(name), "/")
	for i, segment := range segments {
		segments[i] = strings.ReplaceAll(url.PathEscape(segment), ":", "%3A") // else "a:b" has the scheme a
	}
	return sarif.NewSimpleArtifactLocation(strings.Join(segments, "/")).WithURIBaseID(sourceRoot)
}

// utf16Column counts the UTF-16 code units on the line before pos, from 1. Without the source, and far into a line that
// a machine wrote, the column in characters has to do, which is the same for all but a few.
func utf16Column(src []byte, pos hcl.Pos) int {
	if pos.Byte < 0 || pos.Byte > len(src) || len(src) == 0 {
		return max(pos.Column, 1)
	}
	line := src[bytes.LastIndexByte(src[:pos.Byte], '\n')+1 : pos.Byte]
	if len(line) > utf16Limit {
		return max(pos.Column, 1)
	}
	units := 0
	for _, r := range string(line) {
		units += utf16.RuneLen(r)
	}
	return units + 1
}

// sarifText is a message in which nothing can be taken for a link (3.11.6).
func sarifText(s string) *sarif.Message {
	return sarif.NewTextMessage(strings.ReplaceAll(s, "](", `\](`))
}
