package aws

import (
	"encoding/base64"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/demarc-lint/demarc/pkg/check"
	"github.com/demarc-lint/demarc/pkg/graph"
	"github.com/demarc-lint/demarc/pkg/secret"
)

// This file is what the checks for secrets share: how a value of the graph is read as a text, and what is said of a find.

// A leak is a credential and the value, or the part of one, that gives it away.
type leak struct {
	secret.Secret
	at graph.Value
}

// mostLeaks bounds how many findings one resource gets: who has that many secrets in a script knows after the first.
const mostLeaks = 20

// reportLeaks reports leaks, those at one place together. remedy says where the credential belongs.
func reportLeaks(p *check.Pass, leaks []leak, remedy string) {
	for i := 0; i < len(leaks) && i < mostLeaks; {
		n := 1
		for i+n < len(leaks) && leaks[i+n].at.Place() == leaks[i].at.Place() {
			n++
		}
		first := leaks[i]
		p.Report(first.at, "%s (%s)%s; %s", first.Article(), shown(first.Secret), andMore(n-1), remedy)
		i += n
	}
}

func andMore(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return " and another secret"
	}
	return " and others"
}

// shown names a credential without giving it away.
func shown(s secret.Secret) string {
	if s.Name == "" {
		return s.Masked()
	}
	return s.Name + " " + s.Masked()
}

// A script is a text of the graph, with the values it was written in.
type script struct {
	text   string
	starts []int // of each part in the text
	parts  []graph.Value
}

func readScript(v graph.Value) script {
	var s script
	var text strings.Builder
	for _, part := range v.Segments() {
		s.starts = append(s.starts, text.Len())
		s.parts = append(s.parts, part)
		if known, ok := knownText(part); ok {
			text.WriteString(known)
		} else if !part.Known() {
			text.WriteString(secret.Unknown)
		}
	}
	s.text = text.String()
	if decoded, ok := fromBase64(s.text); ok && len(secret.In(s.text)) == 0 {
		return script{decoded, []int{0}, []graph.Value{v}}
	}
	return s
}

// knownText is Text without leaving a question open.
func knownText(v graph.Value) (string, bool) {
	if !v.Known() {
		return "", false
	}
	return v.Text()
}

// at returns the line that the text's offset falls into, or else the part.
func (s script) at(offset int) graph.Value {
	i := max(sort.SearchInts(s.starts, offset+1)-1, 0)
	return s.parts[i].Line(strings.Count(s.text[s.starts[i]:offset], "\n"))
}

// leaks returns the first credentials in a script.
func (s script) leaks() []leak {
	found := secret.In(s.text)
	var leaks []leak
	for _, f := range found[:min(len(found), mostLeaks)] {
		leaks = append(leaks, leak{f, s.at(f.Start)})
	}
	return leaks
}

// leakUnder returns the credential that v is when it stands under a name: an environment variable.
func leakUnder(name string, v graph.Value) []leak {
	if v.Absent() {
		return nil
	}
	if found, ok := secret.Under(name, readScript(v).text); ok {
		return []leak{{found, v}}
	}
	return nil
}

// leaksInMap returns the credentials among the values of a map, each under its key.
func leaksInMap(v graph.Value) []leak {
	var found []leak
	for _, e := range v.Entries() {
		name, _ := knownText(e.Key)
		found = append(found, leakUnder(name, e.Value)...)
	}
	return found
}

// leaksInPairs returns the credentials among blocks or objects that hold a name and a value each.
func leaksInPairs(names, values []graph.Value) []leak {
	var found []leak
	for i, name := range names {
		if text, ok := knownText(name); ok {
			found = append(found, leakUnder(text, values[i])...)
		}
	}
	return found
}

// fromBase64 decodes a text that is base64 as a whole and holds a text.
func fromBase64(text string) (string, bool) {
	const shortest = 16
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, text)
	if len(text) < shortest {
		return "", false
	}
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		decoded, err = base64.RawStdEncoding.DecodeString(text)
	}
	return string(decoded), err == nil && utf8.Valid(decoded)
}

// every returns an argument's value in every nested block on a dotted path; none where there is no such block.
func every(b *graph.Block, path string) []graph.Value {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return []graph.Value{b.Get(path)}
	}
	var values []graph.Value
	for _, inner := range b.Blocks(path[:i]) {
		values = append(values, inner.Get(path[i+1:]))
	}
	return values
}
