// Package baseline reads and writes the list of findings that a project had before. In go bytes, out come fingerprints; how one is made
// and what it accepts is not known here.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Version is the version of the format that is written, and the only one that is read.
const Version = 1

// File is a baseline.
type File struct {
	Name     string // as it was given, for messages
	Findings []Entry
}

// Entry is one finding. Only the fingerprint counts; the rest tells people what it stands for.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Check       string `json:"check"`
	File        string `json:"file"`
	Address     string `json:"address"`
}

type document struct {
	Version  int     `json:"version"`
	Findings []Entry `json:"findings"`
}

// Read reads a baseline; what is torn, of another version or of another kind is an error that says so.
func Read(name string, data []byte) (*File, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if err := readable(name, data); err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var doc document
	if err := d.Decode(&doc); err != nil {
		return nil, broken(name, data, err)
	}
	seen := map[string]bool{}
	for i, e := range doc.Findings {
		switch {
		case e.Fingerprint == "" || e.Check == "" || e.File == "":
			return nil, broken(name, data, fmt.Errorf("finding %d lacks its fingerprint, check or file", i+1))
		case seen[e.Fingerprint]:
			return nil, broken(name, data, fmt.Errorf("fingerprint %q stands there twice", e.Fingerprint))
		}
		seen[e.Fingerprint] = true
	}
	return &File{Name: name, Findings: doc.Findings}, nil
}

// readable looks at the version before all else: what a later one holds is not known here.
func readable(name string, data []byte) error {
	var head struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return broken(name, data, err)
	}
	switch {
	case head.Version == nil:
		return broken(name, data, errors.New("it has no version"))
	case *head.Version > Version:
		return fmt.Errorf("%s is a baseline of version %d, and this demarc reads version %d; take a later demarc", name, *head.Version, Version)
	case *head.Version < Version:
		return fmt.Errorf("%s is a baseline of version %d, and this demarc reads version %d: write it anew with demarc baseline write", name, *head.Version, Version)
	}
	return nil
}

func broken(name string, data []byte, err error) error {
	const advice = "restore it, or write it anew with demarc baseline write"
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		before := data[:min(int(syntax.Offset), len(data))]
		return fmt.Errorf("%s:%d is no baseline: %w; %s", name, 1+bytes.Count(before, []byte("\n")), err, advice)
	}
	if shape, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		what := "it"
		if shape.Field != "" {
			what = shape.Field
		}
		return fmt.Errorf("%s:%d is no baseline: %s may not be of kind %s; %s", name, 1+bytes.Count(data[:min(int(shape.Offset), len(data))], []byte("\n")), what, shape.Value, advice)
	}
	return fmt.Errorf("%s is no baseline: %w; %s", name, err, advice)
}

// Index returns the entries by fingerprint, in a map of the caller's own.
func (f *File) Index() map[string]Entry {
	index := make(map[string]Entry, len(f.Findings))
	for _, e := range f.Findings {
		index[e.Fingerprint] = e
	}
	return index
}

// Marshal writes the entries in an order of their own, so that the order in which they were found makes no change in version control.
func Marshal(entries []Entry) ([]byte, error) {
	sorted := slices.Clone(entries)
	slices.SortFunc(sorted, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Check, b.Check), cmp.Compare(a.Address, b.Address), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	if sorted == nil {
		sorted = []Entry{}
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(document{Version, sorted})
	return out.Bytes(), err
}
